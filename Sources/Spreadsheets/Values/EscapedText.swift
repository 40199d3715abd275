/// Appends text with `_x000D_` and its like read as the characters that they stand for.
///
/// Four hexadecimal digits name a UTF-16 unit (ISO/IEC 29500-1, 22.9.2.19); half a pair becomes U+FFFD.
func appendUnescaped(_ text: ArraySlice<UInt8>, to target: inout [UInt8]) {
  guard text.withUnsafeBufferPointer({ $0.contains(UInt8(ascii: "_")) }) else {
    target.append(contentsOf: text)
    return
  }
  var place = text.startIndex
  var units: [UInt16] = []
  while place < text.endIndex {
    if let unit = escapedUnit(text[place...]) {
      units.append(unit)
      place += 7
      continue
    }
    flush(&units, to: &target)
    target.append(text[place])
    place += 1
  }
  flush(&units, to: &target)
}

private func flush(_ units: inout [UInt16], to target: inout [UInt8]) {
  guard !units.isEmpty else { return }
  target.append(contentsOf: String(decoding: units, as: UTF16.self).utf8)
  units.removeAll(keepingCapacity: true)
}

/// The unit that an escape at the start of `text` names.
private func escapedUnit(_ text: ArraySlice<UInt8>) -> UInt16? {
  let escape = text.prefix(7)
  let start = escape.startIndex
  guard escape.count == 7, escape[start] == UInt8(ascii: "_"), escape[start + 1] == UInt8(ascii: "x"),
    escape[start + 6] == UInt8(ascii: "_")
  else { return nil }
  var unit: UInt16 = 0
  for digit in escape[(start + 2)..<(start + 6)] {
    guard let value = Character(Unicode.Scalar(digit)).hexDigitValue else { return nil }
    unit = unit << 4 | UInt16(value)
  }
  return unit
}
