/// The texts that cells refer to by number: one run of UTF-8, because there may be a million of them.
struct SharedStrings {
  private var text: [UInt8] = []
  private var ends: [UInt32] = []

  /// No texts at all, for a workbook without the part.
  init() {}

  init(part: String, in archive: WorkbookArchive) throws {
    let limits = archive.limits
    let reader = try PartReader(archive.open(part, limit: limits.sharedStringsPartBytes), limits: limits)
    var item = TextItem()
    while let node = try reader.next() {
      if node == .start, reader.isNamed("si") {
        item.reset()
      } else if node == .end, reader.isNamed("si") {
        text.append(contentsOf: item.bytes)
        ends.append(UInt32(text.count))
      } else {
        item.take(node, of: reader)
      }
      // An end per text counts, too: four bytes each.
      let held = text.count + item.bytes.count + 4 * ends.count
      if held > limits.sharedStringsBytes {
        throw SheetFault.tooBig(part, held, "bytes", limit: limits.sharedStringsBytes)
      }
    }
  }

  var count: Int { ends.count }

  subscript(index: Int) -> ArraySlice<UInt8> {
    text[(index == 0 ? 0 : Int(ends[index - 1]))..<Int(ends[index])]
  }
}
