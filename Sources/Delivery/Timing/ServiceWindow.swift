/// The hours of one day, from the opening second up to, not including, the closing second; 24:00 is the next midnight.
package struct ServiceWindow: Sendable, Hashable {
  /// Seconds after midnight in Japan, 0 to 86,399.
  package let opens: Int
  /// Seconds after midnight in Japan, 1 to 86,400, after `opens`.
  package let closes: Int

  /// nil unless 0 ≤ opens < closes ≤ 86,400.
  package init?(opens: Int, closes: Int) {
    guard opens >= 0, opens < closes, closes <= Moment.secondsPerDay else { return nil }
    self.opens = opens
    self.closes = closes
  }

  /// Reads `07:00-21:00`.
  package init?(_ text: String) {
    var reader = TimeTextReader(text)
    guard let opens = Self.time(&reader), reader.take("-"), let closes = Self.time(&reader), reader.isAtEnd else {
      return nil
    }
    self.init(opens: opens, closes: closes)
  }

  private static func time(_ reader: inout TimeTextReader) -> Int? {
    guard let hour = reader.number(digits: 2), reader.take(":"), let minute = reader.number(digits: 2), minute < 60
    else { return nil }
    return hour * 3600 + minute * 60
  }

  /// The whole day, for environments of test.
  package static let always = ServiceWindow(opens: 0, closes: Moment.secondsPerDay)!

  var reachesMidnight: Bool { closes == Moment.secondsPerDay }
}

extension ServiceWindow: CustomStringConvertible {
  /// `07:00-21:00`; seconds are not shown.
  package var description: String { "\(Self.text(opens))-\(Self.text(closes))" }

  private static func text(_ second: Int) -> String {
    "\(padded(second / 3600, to: 2)):\(padded(second / 60 % 60, to: 2))"
  }
}

/// As `07:00-21:00`.
extension ServiceWindow: Codable {
  package init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    let text = try container.decode(String.self)
    guard let window = ServiceWindow(text) else {
      throw DecodingError.dataCorruptedError(in: container, debugDescription: "\(text) is no window like 07:00-21:00")
    }
    self = window
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(description)
  }
}
