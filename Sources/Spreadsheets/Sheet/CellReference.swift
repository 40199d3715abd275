/// The column of an A1 reference, starting at 1: `AB12` is 28; nil for anything else, or beyond `XFD`.
func columnNumber(ofReference reference: UnsafeBufferPointer<UInt8>) -> Int? {
  var column = 0
  var place = 0
  while place < reference.count, place < 4 {
    let letter = reference[place] & 0xDF
    guard (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(letter) else { break }
    column = column * 26 + Int(letter - UInt8(ascii: "A")) + 1
    place += 1
  }
  guard (1...16_384).contains(column), place < reference.count,
    reference[place...].allSatisfy({ (0x30...0x39).contains($0) })
  else { return nil }
  return column
}
