/// What the styles of a workbook tell about its numbers; colours and fonts are passed over.
struct StyleSheet {
  /// The format of each entry of `cellXfs`, which cells refer to by number.
  private var formats: [NumberFormat] = []

  /// No styles: every number is just a number.
  init() {}

  init(part: String, in archive: WorkbookArchive) throws {
    let limits = archive.limits
    let reader = try PartReader(archive.open(part, limit: limits.otherPartBytes), limits: limits)
    var own: [Int: NumberFormat] = [:]
    var isCellFormats = false
    while let node = try reader.next() {
      if node != .text, reader.isNamed("cellXfs") {
        isCellFormats = node == .start
      } else if node == .start, reader.isNamed("numFmt") {
        var id: Int?
        var code: String?
        reader.readAttributes { attribute in
          if attribute.isNamed("numFmtId") { id = attribute.number }
          if attribute.isNamed("formatCode") { code = attribute.text }
        }
        if let id, let code { own[id] = NumberFormat(code: code) }
      } else if node == .start, isCellFormats, reader.isNamed("xf") {
        var id = 0
        reader.readAttributes { if $0.isNamed("numFmtId") { id = $0.number ?? 0 } }
        formats.append(own[id] ?? NumberFormat(builtIn: id))
      }
    }
  }

  subscript(style: Int) -> NumberFormat {
    formats.indices.contains(style) ? formats[style] : .number
  }
}
