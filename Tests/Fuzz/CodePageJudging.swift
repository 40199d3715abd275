import Findings
import Tabular

/// Holds the decoder of CP932 against the system's own: what one takes for sound the other reads alike.
func judgeCodePage(_ input: FuzzInput) {
  // One cell: what would end it is something else here.
  let bytes = input.bytes.map { [0x0A, 0x0D, 0x22, 0x2C, 0x00].contains($0) ? 0x2E : $0 }
  guard !bytes.isEmpty, bytes != [0x1A] else { return }
  var reader = RecordReader(dialect: Dialect(encoding: .cp932))
  let records = bytes.withUnsafeBytes { reader.read($0) }.values + reader.finish().values
  precondition(records.count == 1 && records[0].cells.count == 1, "a line of one cell became something else")
  let isSound = records[0].findings.isEmpty
  let text = String(decoding: records[0].cells[0], as: UTF8.self)
  let theirs = iconvConvert(bytes, from: "CP932", to: "UTF-8").map { String(decoding: $0, as: UTF8.self) }
  // What stands on one machine only (the user-defined area), and the single bytes 80, A0 and FD–FF, only the system takes.
  let isRefused = theirs?.unicodeScalars.contains {
    (0xE000...0xF8FF).contains($0.value) || (0x80...0xA0).contains($0.value)
  }
  if isSound {
    precondition(text == theirs, "the system reads otherwise")
  } else {
    precondition(theirs == nil || isRefused == true, "the system finds nothing wrong")
    precondition(text.unicodeScalars.contains("\u{FFFD}"), "damage that is not shown")
  }
}
