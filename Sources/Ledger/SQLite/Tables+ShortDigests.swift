internal import Delivery
internal import GRDB

/// Version 5: digests of keys and contents have 24 characters of base64 (``KeyDigest``) instead of 64 hexadecimal digits.
///
/// They are the same digests, cut off, so that what was reported before stays known. A number that tells one time from the
/// next stands behind a key as before, `…#2`.
extension Tables {
  static func shortenDigests(in database: Database) throws {
    let function = DatabaseFunction("shortened", argumentCount: 1, pure: true) { values in
      String.fromDatabaseValue(values[0]).map(shortened)
    }
    database.add(function: function)
    defer { database.remove(function: function) }
    let columns = ["business_key", "content_digest", "base_key"].map { "\($0) = shortened(\($0))" }
      .joined(separator: ", ")
    try database.execute(
      sql: """
        DROP INDEX live_key;
        DROP INDEX sequence_of_key;
        DROP TRIGGER submission_content;
        UPDATE submissions SET \(columns);
        UPDATE past_reports SET \(columns);
        \(liveKey)
        \(sequenceOfKey)
        \(contentStays)
        """)
  }

  private static let hexadecimalCount = 64

  /// The key with its digest cut off; what does not begin with one stays as it is.
  private static func shortened(_ key: String) -> String {
    let digits = key.utf8.prefix(hexadecimalCount)
    let rest = key.utf8.dropFirst(hexadecimalCount)
    guard digits.count == hexadecimalCount, rest.first == nil || rest.first == UInt8(ascii: "#") else { return key }
    let nibbles = digits.compactMap { Character(Unicode.Scalar($0)).hexDigitValue.map(UInt8.init) }
    guard nibbles.count == hexadecimalCount else { return key }
    let bytes = stride(from: 0, to: hexadecimalCount, by: 2).map { nibbles[$0] << 4 | nibbles[$0 + 1] }
    return KeyDigest.text(ofDigest: bytes) + String(decoding: rest, as: UTF8.self)
  }
}
