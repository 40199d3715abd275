import Findings

let longestChassis = 42

/// Chassis numbers (P6: 1 to 42 of 0–9, A–Z and `-`) and official-stamp numbers (P22).
///
/// A missing hyphen is never supplied, nor is O taken for 0: the inquiry decides whether the number exists.
func readChassis(_ cell: ArraySlice<UInt8>, _ context: ValueContext) -> NormalisedCell {
  if cell.count <= longestChassis, isCleanChassis(cell) || isStamp(cell) { return .value(Normalised(cell)) }
  let unclean = UncleanCell(cell, .chassis, context)
  if let settled = unclean.settled(.asWritten) { return settled }
  if let first = unclean.scalars.first, stampCharacters.contains(first) { return readStamp(unclean) }
  let chassis = encode(unclean.scalars.map(\.uppercasedASCII))
  guard isCleanChassis(chassis) else { return unclean.reject(.pattern) }
  guard chassis.count <= longestChassis else {
    return unclean.reject(.length, expected: "1–\(longestChassis)", actual: chassis.count)
  }
  return .value(Normalised(chassis))
}

/// Whether the text is made of 0–9, A–Z and inner hyphens, and not masked with X's.
private func isCleanChassis(_ text: ArraySlice<UInt8>) -> Bool {
  text.withUnsafeBufferPointer { bytes in
    guard let first = bytes.first, let last = bytes.last, first != 0x2D, last != 0x2D else { return false }
    var crosses = 0
    for byte in bytes {
      switch byte {
      case 0x58:
        crosses += 1
        if crosses == 4 { return false }
        continue
      case 0x30...0x39, 0x41...0x5A, 0x2D: crosses = 0
      default: return false
      }
    }
    return true
  }
}

// MARK: Official-stamp numbers

/// 東4112345, 東 41 12345, 東○○4112345○東, 東[41]12345東, 国【01】0002国.
private func readStamp(_ unclean: UncleanCell) -> NormalisedCell {
  let stamp = unclean.scalars[0]
  var rest = unclean.scalars.dropFirst().filter { !$0.isSpace }[...]
  if rest.last == stamp { rest.removeLast() }
  while let first = rest.first, isFiller(first) { rest.removeFirst() }
  while let last = rest.last, isFiller(last) { rest.removeLast() }

  if let opening = rest.first, let closing = closingBracket(of: opening) {
    guard rest.count > 4, rest.dropFirst(3).first == closing else { return unclean.reject(.pattern) }
    let office = rest.dropFirst().prefix(2)
    let serial = rest.dropFirst(4)
    guard office.allSatisfy(\.isDigit), serial.allSatisfy(\.isDigit) else { return unclean.reject(.pattern) }
    guard serial.count <= 5 else { return unclean.reject(.length, expected: "7", actual: 2 + serial.count) }
    let zeros = [Unicode.Scalar](repeating: "0", count: 5 - serial.count)
    let number = [stamp] + office + zeros + serial
    return zeros.isEmpty ? unclean.accept(number) : unclean.accept(number, .stampPadded)
  }
  guard !rest.isEmpty, rest.allSatisfy(\.isDigit) else { return unclean.reject(.pattern) }
  guard rest.count == 7 else { return unclean.reject(.length, expected: "7", actual: rest.count) }
  return unclean.accept([stamp] + rest)
}

private func isFiller(_ scalar: Unicode.Scalar) -> Bool {
  scalar == "○" || scalar == "〇" || scalar == "◯"
}

private func closingBracket(of opening: Unicode.Scalar) -> Unicode.Scalar? {
  switch opening {
  case "[": "]"
  case "【": "】"
  case "〔": "〕"
  case "(": ")"
  default: nil
  }
}
