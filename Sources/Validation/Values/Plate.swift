import Findings

/// The kana and letters of the plates that vehicles of this Act bear (P4, third table); お し へ ん are never used.
private let plateKana = Set(
  "あいうえかきくけこさすせそたちつてとなにぬねのはひふほまみむめもやゆよらりるれろわをABEHKMTY".unicodeScalars)

/// Registration numbers: office (1–4), class (1–3), kana (1), serial (1–4 digits).
func readPlate(_ cell: ArraySlice<UInt8>, _ context: ValueContext) -> NormalisedCell {
  if cell.withUnsafeBufferPointer(isCleanPlate) { return .value(Normalised(cell)) }
  let unclean = UncleanCell(cell, .plate, context)
  if let settled = unclean.settled(.asWritten) { return settled }
  let scalars = unclean.scalars.filter { !$0.isSpace }.map(\.uppercasedASCII)
  guard let classStart = scalars.firstIndex(where: \.isDigit), 1...4 ~= classStart else {
    return unclean.reject(.pattern)
  }
  let office = scalars[..<classStart].enumerated().map { inOffice($1, at: $0) }
  guard office.allSatisfy(isOfficeCharacter) else { return unclean.reject(.pattern) }
  // The longest class first: `31Kね11` has the class 31K, `30A1234` the class 30 and the letter A.
  for length in [3, 2, 1] where classStart + length < scalars.count {
    let vehicleClass = scalars[classStart..<classStart + length]
    let kana = hiragana(scalars[classStart + length])
    guard vehicleClass.allSatisfy({ $0.isDigit || $0.isUpper }), plateKana.contains(kana),
      let serial = serial(scalars[(classStart + length + 1)...])
    else { continue }
    let plate = office + vehicleClass + [kana] + serial
    let isFolded = kana != scalars[classStart + length] || office != Array(scalars[..<classStart])
    return isFolded ? unclean.accept(plate, .kanaFolded) : unclean.accept(plate)
  }
  return unclean.reject(.pattern)
}

/// The serial without the dots of empty places, the hyphen of `12-34` and leading zeros; `nil` if it is none.
private func serial(_ text: ArraySlice<Unicode.Scalar>) -> [Unicode.Scalar]? {
  var places = Array(text)
  if let hyphen = places.firstIndex(of: "-") {
    guard hyphen == places.count - 3 else { return nil }
    places.remove(at: hyphen)
  }
  guard 1...4 ~= places.count else { return nil }
  let digits = places.drop { $0 == "・" || $0 == "." || $0 == "·" }
  guard digits.allSatisfy(\.isDigit) else { return nil }
  let serial = digits.drop { $0 == "0" }
  return serial.isEmpty ? nil : Array(serial)
}

private func isOfficeCharacter(_ scalar: Unicode.Scalar) -> Bool {
  switch scalar {
  case "一"..."龠", "々", "ヶ", "ぁ"..."ん": true
  default: false
  }
}

/// Hiragana for katakana, except the ヶ of 袖ヶ浦, also where it is written as a large ケ between kanji.
private func inOffice(_ scalar: Unicode.Scalar, at place: Int) -> Unicode.Scalar {
  switch scalar {
  case "ヶ": scalar
  case "ケ" where place > 0: "ヶ"
  default: hiragana(scalar)
  }
}

private func hiragana(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
  ("ァ"..."ヴ").contains(scalar) ? Unicode.Scalar(scalar.value - 0x60)! : scalar
}

// MARK: Canonical plates, on their bytes

/// The characters of the longest plate.
let longestPlate = 12

extension Pattern {
  /// What ``isCleanPlate(_:)`` accepts.
  static let cleanPlate: Pattern = {
    let kana = String(String.UnicodeScalarView(plateKana.filter { !$0.isASCII }))
    guard let pattern = try? Pattern("[一-龠々ヶぁ-ん]{1,4}[0-9][0-9A-Z]{0,2}[\(kana)][1-9][0-9]{0,3}") else {
      preconditionFailure("the pattern of plates is well-formed")
    }
    return pattern
  }()
}

/// Whether the text is office, class, kana and serial as they are kept.
func isCleanPlate(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
  var index = 0
  var office = 0
  while index + 2 < bytes.count, bytes[index] >= 0xE0 {
    guard let scalar = threeByteScalar(bytes, at: index), isOfficeCharacter(scalar) else { return false }
    office += 1
    index += 3
  }
  guard 1...4 ~= office, index < bytes.count, bytes[index] &- 0x30 <= 9 else { return false }
  let classStart = index
  while index < bytes.count, isDigitOrUpper(bytes[index]) { index += 1 }
  // Kana after the class; letters in the kana's place are left to the other path.
  guard index < bytes.count, 1...3 ~= index - classStart, let kana = threeByteScalar(bytes, at: index),
    isPlateHiragana(kana)
  else { return false }
  index += 3
  let serial = bytes.count - index
  guard 1...4 ~= serial, bytes[index] != 0x30 else { return false }
  while index < bytes.count {
    guard bytes[index] &- 0x30 <= 9 else { return false }
    index += 1
  }
  return true
}

/// One bit for each hiragana of a plate, あ in the lowest; by it a plate is known without hashing.
private let plateHiragana = plateKana.reduce(into: (low: UInt64(0), high: UInt64(0))) { bits, scalar in
  guard scalar.value >= 0x3041 else { return }
  let place = scalar.value - 0x3041
  if place < 64 { bits.low |= 1 << UInt64(place) } else { bits.high |= 1 << UInt64(place - 64) }
}

private func isPlateHiragana(_ scalar: Unicode.Scalar) -> Bool {
  guard 0x3041...0x3096 ~= scalar.value else { return false }
  let place = scalar.value - 0x3041
  return (place < 64 ? plateHiragana.low >> UInt64(place) : plateHiragana.high >> UInt64(place - 64)) & 1 == 1
}

private func isDigitOrUpper(_ byte: UInt8) -> Bool {
  byte &- 0x30 <= 9 || byte &- 0x41 <= 25
}

private func threeByteScalar(_ bytes: UnsafeBufferPointer<UInt8>, at index: Int) -> Unicode.Scalar? {
  guard index + 2 < bytes.count, bytes[index] & 0xF0 == 0xE0 else { return nil }
  return Unicode.Scalar(
    UInt32(bytes[index] & 0x0F) << 12 | UInt32(bytes[index + 1] & 0x3F) << 6 | UInt32(bytes[index + 2] & 0x3F))
}
