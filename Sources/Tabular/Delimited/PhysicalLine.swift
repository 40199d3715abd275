/// One decoded line of a file.
struct PhysicalLine: Sendable {
  /// Its ordinal in the file, starting at 1.
  var number: Int
  /// Where it starts in the decoded text.
  var start: Int
  /// Where its line end starts in the decoded text.
  var end: Int
  /// Where it starts in the file, in bytes of the file.
  var byteOffset: Int
  /// Its length in the file, with its line end.
  var byteCount: Int
  /// Whether only an excerpt of it was decoded.
  var isTooLong = false
  /// Whether there is a ``LineDamage`` for it.
  var isDamaged = false
  /// Records before it that somebody else read.
  var passedRecords = 0
}

/// The characters that end lines, which are the same code points in every encoding.
enum LineBreak {
  static let lineFeed = UInt8(ascii: "\n")
  static let carriageReturn = UInt8(ascii: "\r")
}
