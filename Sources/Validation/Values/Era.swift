/// A Japanese era since 1868.
package enum Era: String, Sendable, CaseIterable, Codable {
  case meiji
  case taisho
  case showa
  case heisei
  case reiwa
}

extension Era {
  /// The first day of the era (domain 5.7).
  var firstDay: JapanDate {
    switch self {
    case .meiji: JapanDate(known: 1868, 10, 23)
    case .taisho: JapanDate(known: 1912, 7, 30)
    case .showa: JapanDate(known: 1926, 12, 25)
    case .heisei: JapanDate(known: 1989, 1, 8)
    case .reiwa: JapanDate(known: 2019, 5, 1)
    }
  }

  /// The western year of a year of the era; year 1 is the one in which the era began.
  func western(_ year: Int) -> Int { firstDay.year + year - 1 }

  /// Whether a day belongs to the era: not before its start, and before the start of the next one.
  func holds(_ day: JapanDate) -> Bool {
    let eras = Self.allCases
    let next = eras.firstIndex(of: self)! + 1
    return day >= firstDay && (next == eras.count || day < eras[next].firstDay)
  }

  /// The era of the one-digit codes of ministry files: 1 明治 to 5 令和.
  init?(code: Int) {
    guard 1...5 ~= code else { return nil }
    self = Self.allCases[code - 1]
  }

  /// How the era may be written in front of a year, long forms first; letters in upper case.
  static let spellings: [(text: [Unicode.Scalar], era: Era)] = [
    (["明", "治"], .meiji), (["大", "正"], .taisho), (["昭", "和"], .showa), (["平", "成"], .heisei), (["令", "和"], .reiwa),
    (["明"], .meiji), (["大"], .taisho), (["昭"], .showa), (["平"], .heisei), (["令"], .reiwa),
    (["M"], .meiji), (["T"], .taisho), (["S"], .showa), (["H"], .heisei), (["R"], .reiwa),
  ]
}
