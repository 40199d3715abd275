/// What the workbook's own part says: its sheets in order and its first day.
struct WorkbookPart {
  struct Sheet {
    var name: SheetName
    var part: String
  }

  private(set) var sheets: [Sheet] = []
  /// Whether days count from 1904-01-01, as old Excels for Macintosh did.
  private(set) var is1904 = false
  private(set) var sharedStrings: String?
  private(set) var styles: String?

  init(in archive: WorkbookArchive) throws {
    guard let part = try Relationships(of: "", in: archive).part(of: "officeDocument") else {
      throw SheetFault.damaged("_rels/.rels: no workbook")
    }
    let reader = try PartReader(
      archive.open(part, limit: archive.limits.otherPartBytes), limits: archive.limits)
    let relationships = try Relationships(of: part, in: archive)
    sharedStrings = relationships.part(of: "sharedStrings")
    styles = relationships.part(of: "styles")
    while let node = try reader.next() {
      guard node == .start else { continue }
      if reader.isNamed("workbookPr") {
        reader.readAttributes { if $0.isNamed("date1904") { is1904 = $0.isTrue } }
      } else if reader.isNamed("sheet") {
        try readSheet(reader, relationships, part)
      }
    }
    if sheets.isEmpty { throw SheetFault.damaged("\(part): no worksheet") }
  }

  private mutating func readSheet(_ reader: PartReader, _ relationships: Relationships, _ part: String) throws {
    var name = SheetName(title: "", isHidden: false)
    var id = ""
    reader.readAttributes { attribute in
      if attribute.isNamed("name") {
        name.title = attribute.text
      } else if attribute.isNamed("state") {
        name.isHidden = !attribute.hasValue("visible")
      } else if attribute.isNamed("id") {
        id = attribute.text
      }
    }
    guard let target = relationships.targets[id] else {
      throw SheetFault.damaged("\(part): sheet “\(name.title)” points to nothing")
    }
    // Charts and macros have sheets as well; they have no cells.
    if target.kind == "worksheet" { sheets.append(Sheet(name: name, part: target.part)) }
  }
}
