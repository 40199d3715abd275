import Findings

/// Calendar dates, canonical as `2026-11-20`.
func readDate(_ cell: ArraySlice<UInt8>, _ context: ValueContext) -> NormalisedCell {
  if let written = westernDay(cell), let day = written.day {
    return .value(Normalised(written.isCanonical ? cell : day.iso))
  }
  let unclean = UncleanCell(cell, .date, context)
  if let settled = unclean.settled(.anyNumber) { return settled }
  if isBlankDate(unclean.scalars) { return .empty([unclean.repair(.blankDate)]) }
  let scalars = withoutFloatTail(unclean.scalars)
  if let system = context.serialDates, let serial = serialNumber(scalars) {
    guard let day = JapanDate(serial: serial.days, system) else { return unclean.reject(.date) }
    return accept(day, serial.hasTime ? [.serialDate, .timeDropped] : [.serialDate], unclean)
  }
  guard let written = DateScanner.read(scalars) else { return unclean.reject(.date) }
  return settle(written, unclean)
}

private func settle(_ written: DateScanner.Written, _ unclean: UncleanCell) -> NormalisedCell {
  var repairs: [FindingCode] = []
  var era: Era?
  let year: Int
  switch written.year {
  case .western(let western): year = western
  case .era(let named, let ordinal):
    guard ordinal > 0 else { return unclean.reject(.date) }
    era = named
    year = named.western(ordinal)
  case .bare(let ordinal):
    guard ordinal > 0, let assumed = unclean.context.defaultEra else { return unclean.reject(.date) }
    era = assumed
    year = assumed.western(ordinal)
    repairs.append(.defaultEra)
  }
  guard let day = JapanDate(year, written.month, written.day) else { return unclean.reject(.date) }
  if let era, !era.holds(day) { repairs.append(.eraOverrun) }
  if let weekday = written.weekday {
    // One of the two is wrong, and nobody knows which.
    guard weekday == day.weekday else { return unclean.reject(.date) }
    repairs.append(.weekdayDropped)
  }
  if written.hasTime { repairs.append(.timeDropped) }
  return accept(day, repairs, unclean)
}

private func accept(_ day: JapanDate, _ repairs: [FindingCode], _ unclean: UncleanCell) -> NormalisedCell {
  .value(Normalised(day.iso, repairs: repairs.map { unclean.repair($0, expected: day.iso) }))
}

/// A number of up to five digits, perhaps with a fraction for the time of day.
private func serialNumber(_ scalars: [Unicode.Scalar]) -> (days: Int, hasTime: Bool)? {
  let parts = scalars.split(separator: ".", omittingEmptySubsequences: false)
  guard 1...2 ~= parts.count, 1...5 ~= parts[0].count, parts.allSatisfy({ !$0.isEmpty && $0.allSatisfy(\.isDigit) })
  else { return nil }
  return (parts[0].reduce(0) { $0 * 10 + Int($1.value - 0x30) }, parts.count == 2)
}

/// Whether the cell says "no date": `0000/00/00`, `00.00.00`, `99999999`, `  /  /  `, `令和  年  月  日`.
private func isBlankDate(_ scalars: [Unicode.Scalar]) -> Bool {
  var rest = scalars[...]
  for (text, _) in Era.spellings where rest.count > text.count && rest.starts(with: text) {
    rest = rest.dropFirst(text.count)
    break
  }
  let marks = rest.filter { !$0.isDigit }
  guard marks.allSatisfy({ $0.isSpace || "/.-:・年月日".unicodeScalars.contains($0) }) else { return false }
  let digits = rest.filter(\.isDigit)
  return digits.allSatisfy { $0 == "0" } || (digits.count == 8 && digits.allSatisfy { $0 == "9" })
}

/// The day of `2026-11-20`, `2026/11/20`, `2026/1/2` and `2026.1.2`, read from the bytes.
private func westernDay(_ cell: ArraySlice<UInt8>) -> (day: JapanDate?, isCanonical: Bool)? {
  cell.withUnsafeBufferPointer { bytes in
    guard 8...10 ~= bytes.count else { return nil }
    let separator = bytes[4]
    guard separator == 0x2D || separator == 0x2F || separator == 0x2E else { return nil }
    var numbers = (0, 0, 0)
    var digits = 0
    var part = 0
    for byte in bytes {
      if byte == separator {
        guard part == 0 ? digits == 4 : 1...2 ~= digits, part < 2 else { return nil }
        part += 1
        digits = 0
        continue
      }
      guard byte &- 0x30 <= 9 else { return nil }
      let digit = Int(byte &- 0x30)
      switch part {
      case 0: numbers.0 = numbers.0 * 10 + digit
      case 1: numbers.1 = numbers.1 * 10 + digit
      default: numbers.2 = numbers.2 * 10 + digit
      }
      digits += 1
    }
    guard part == 2, 1...2 ~= digits else { return nil }
    return (JapanDate(numbers.0, numbers.1, numbers.2), separator == 0x2D && bytes.count == 10)
  }
}
