/// Reads the shapes in which dates are written (domain 5.7); knows nothing of what is allowed in a profile.
struct DateScanner {
  /// A date as it was written, before anybody asked whether it is one.
  struct Written {
    enum Year {
      case western(Int)
      case era(Era, Int)
      /// A year of one or two digits that names no era.
      case bare(Int)
    }
    var year: Year
    var month: Int
    var day: Int
    /// A time of day other than midnight follows.
    var hasTime = false
    /// The day of the week that follows: `(土)`, `土曜日`.
    var weekday: Weekday?
  }

  private let scalars: [Unicode.Scalar]
  private var index = 0

  /// `nil` when the text has no shape of a date.
  static func read(_ scalars: [Unicode.Scalar]) -> Written? {
    var scanner = DateScanner(scalars: scalars)
    guard var written = scanner.date() else { return nil }
    written.weekday = scanner.weekday()
    guard let hasTime = scanner.time(isApart: written.weekday != nil) else { return nil }
    written.hasTime = hasTime
    return written
  }

  // MARK: Dates

  private mutating func date() -> Written? {
    if let era = era() { return eraDate(era) }
    guard let year = number(upTo: 8) else { return nil }
    switch year.digits {
    case 8: return compact(.western(year.value / 10_000), year.value % 10_000)
    case 7:
      guard let era = Era(code: year.value / 1_000_000) else { return nil }
      return compact(.era(era, year.value / 10_000 % 100), year.value % 10_000)
    case 4: return monthAndDay(after: .western(year.value))
    case 1, 2: return monthAndDay(after: .bare(year.value))
    default: return nil
    }
  }

  private mutating func eraDate(_ era: Era) -> Written? {
    // R.8.11.20
    if take(".") == false { _ = take("・") }
    skipSpaces()
    if take("元") { return monthAndDay(after: .era(era, 1)) }
    guard let year = number(upTo: 6) else { return nil }
    switch year.digits {
    case 6: return compact(.era(era, year.value / 10_000), year.value % 10_000)
    case 1, 2: return monthAndDay(after: .era(era, year.value))
    default: return nil
    }
  }

  private func compact(_ year: Written.Year, _ monthAndDay: Int) -> Written {
    Written(year: year, month: monthAndDay / 100, day: monthAndDay % 100)
  }

  private mutating func monthAndDay(after year: Written.Year) -> Written? {
    skipSpaces()
    guard let separator = next, "年-/.・".unicodeScalars.contains(separator) else { return nil }
    index += 1
    guard let month = part(), take(separator == "年" ? "月" : separator), let day = part() else { return nil }
    if separator == "年", !take("日") { return nil }
    return Written(year: year, month: month, day: day)
  }

  private mutating func part() -> Int? {
    skipSpaces()
    guard let part = number(upTo: 2) else { return nil }
    let end = index
    skipSpaces()
    // Spaces before a time of day are the time's to take.
    if next?.isDigit ?? true { index = end }
    return part.value
  }

  private mutating func era() -> Era? {
    for (text, era) in Era.spellings {
      let rest = scalars[index...].prefix(text.count)
      guard rest.map(\.uppercasedASCII) == text else { continue }
      index += text.count
      return era
    }
    return nil
  }

  // MARK: Days of the week

  /// `(土)`, `(土曜)`, `(土曜日)` or `土曜日`; nothing is taken when something else follows.
  private mutating func weekday() -> Weekday? {
    let end = index
    skipSpaces()
    let isInside = take("(")
    if isInside { skipSpaces() }
    let weekday = next.flatMap { "日月火水木金土".unicodeScalars.map(\.self).firstIndex(of: $0) }.flatMap(Weekday.init)
    index += weekday == nil ? 0 : 1
    let isWord = take("曜")
    let isWhole = isWord && take("日")
    if isInside { skipSpaces() }
    guard let weekday, isInside ? take(")") : isWhole else {
      index = end
      return nil
    }
    return weekday
  }

  // MARK: Times

  /// Whether a time of day other than midnight follows; `nil` when something else does.
  ///
  /// `isApart` tells that no space is needed before it.
  private mutating func time(isApart: Bool) -> Bool? {
    let end = index
    skipSpaces()
    if next == nil { return false }
    guard index > end || isApart || take("T") else { return nil }
    guard let hour = number(upTo: 2), take(":"), let minute = number(upTo: 2), minute.digits == 2 else { return nil }
    var second = 0
    if take(":") {
      guard let seconds = number(upTo: 2), seconds.digits == 2 else { return nil }
      second = seconds.value
      if take(".") {
        guard let fraction = number(upTo: 9) else { return nil }
        second += fraction.value == 0 ? 0 : 1
      }
    }
    guard next == nil, hour.value <= 23, minute.value <= 59, second <= 60 else { return nil }
    return hour.value + minute.value + second > 0
  }

  // MARK: Scanning

  private var next: Unicode.Scalar? { index < scalars.count ? scalars[index] : nil }

  private mutating func take(_ scalar: Unicode.Scalar) -> Bool {
    guard next == scalar else { return false }
    index += 1
    return true
  }

  private mutating func skipSpaces() {
    while let scalar = next, scalar.isSpace { index += 1 }
  }

  /// The run of digits that begins here; `nil` when there is none or it is longer than `longest`.
  private mutating func number(upTo longest: Int) -> (value: Int, digits: Int)? {
    var value = 0
    var digits = 0
    while let scalar = next, scalar.isDigit {
      digits += 1
      guard digits <= longest else { return nil }
      value = value * 10 + Int(scalar.value - 0x30)
      index += 1
    }
    return digits > 0 ? (value, digits) : nil
  }
}

extension DateScanner {
  private init(scalars: [Unicode.Scalar]) {
    self.scalars = scalars
  }
}
