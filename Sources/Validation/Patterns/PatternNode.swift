/// A pattern as its parser understood it.
indirect enum PatternNode: Equatable {
  /// Matches nothing but the empty text.
  case empty
  /// Matches one scalar of the set.
  case scalars(ScalarSet)
  case sequence([PatternNode])
  case alternatives([PatternNode])
  /// Matches between `least` and `most` times in a row; no upper end when `most` is `nil`.
  case repeated(PatternNode, least: Int, most: Int?)
}
