extension Unicode.Scalar {
  /// Whether legacy exports use this character as padding.
  ///
  /// No-break, en, em, thin, ideographic and zero-width spaces, the word joiner and the byte order mark count as well
  /// as the ASCII ones (domain 5.4).
  var isSpace: Bool {
    switch value {
    case 0x20, 0x09, 0x0D, 0x0A, 0xA0, 0x3000, 0x2002, 0x2003, 0x2009, 0x200B, 0x2060, 0xFEFF: true
    default: false
    }
  }
}

/// The part of a UTF-8 cell between the spaces at its ends; the cell itself when there are none.
func trimmed(_ cell: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
  cell.withUnsafeBufferPointer { bytes in
    var start = 0
    var end = bytes.count
    while start < end, let length = leadingSpace(bytes, from: start, to: end) { start += length }
    while start < end, let length = trailingSpace(bytes, from: start, to: end) { end -= length }
    return start == 0 && end == bytes.count ? cell : cell[cell.startIndex + start..<cell.startIndex + end]
  }
}

@inline(__always)
private func isASCIISpace(_ byte: UInt8) -> Bool {
  byte == 0x20 || byte == 0x09 || byte == 0x0D || byte == 0x0A
}

private func isWideSpace(_ first: UInt8, _ second: UInt8, _ third: UInt8) -> Bool {
  switch (first, second, third) {
  case (0xE2, 0x80, 0x82), (0xE2, 0x80, 0x83), (0xE2, 0x80, 0x89), (0xE2, 0x80, 0x8B), (0xE2, 0x81, 0xA0),
    (0xE3, 0x80, 0x80), (0xEF, 0xBB, 0xBF):
    true
  default: false
  }
}

private func leadingSpace(_ bytes: UnsafeBufferPointer<UInt8>, from start: Int, to end: Int) -> Int? {
  let first = bytes[start]
  if first < 0x80 { return isASCIISpace(first) ? 1 : nil }
  if first == 0xC2, end - start >= 2, bytes[start + 1] == 0xA0 { return 2 }
  guard end - start >= 3, isWideSpace(first, bytes[start + 1], bytes[start + 2]) else { return nil }
  return 3
}

private func trailingSpace(_ bytes: UnsafeBufferPointer<UInt8>, from start: Int, to end: Int) -> Int? {
  let last = bytes[end - 1]
  if last < 0x80 { return isASCIISpace(last) ? 1 : nil }
  if last == 0xA0, end - start >= 2, bytes[end - 2] == 0xC2 { return 2 }
  guard end - start >= 3, isWideSpace(bytes[end - 3], bytes[end - 2], last) else { return nil }
  return 3
}
