/// A key that a schema or a configuration does not know, with the known one that was probably meant.
package struct UnknownKey: Error, Sendable, CustomStringConvertible {
  package var path: [String]
  package var key: String
  package var suggestion: String?

  /// Throws the first of the names that `Keys` does not have.
  ///
  /// A misspelt key that is silently ignored is a rule that silently does not hold.
  static func check<Keys: CodingKey & CaseIterable>(
    _ names: some Sequence<String>, against keys: Keys.Type, at path: @autoclosure () -> [any CodingKey]
  ) throws {
    guard let key = names.first(where: { Keys(stringValue: $0) == nil }) else { return }
    throw UnknownKey(
      path: path().map(\.stringValue), key: key, suggestion: nearest(to: key, among: Keys.allCases.map(\.stringValue)))
  }

  package var description: String {
    let place = path.isEmpty ? "" : " in \(path.joined(separator: "."))"
    return "unknown key “\(key)”\(place)" + (suggestion.map { "; did you mean “\($0)”?" } ?? "")
  }
}

extension Decoder {
  /// A keyed container that throws ``UnknownKey`` for any key that `Keys` does not name.
  package func strict<Keys: CodingKey & CaseIterable>(_ keys: Keys.Type) throws -> KeyedDecodingContainer<Keys> {
    let names = try container(keyedBy: AnyKey.self).allKeys.lazy.map(\.stringValue)
    try UnknownKey.check(names, against: keys, at: codingPath)
    return try container(keyedBy: Keys.self)
  }
}

private struct AnyKey: CodingKey {
  var stringValue: String
  var intValue: Int? { nil }
  init(stringValue: String) { self.stringValue = stringValue }
  init?(intValue: Int) { nil }
}

/// The candidate that differs from `text` by at most a third of its letters, if there is one.
package func nearest(to text: String, among candidates: [String]) -> String? {
  candidates
    .map { (candidate: $0, distance: editDistance(Array(text.lowercased()), Array($0.lowercased()))) }
    .filter { $0.distance <= max(1, max(text.count, $0.candidate.count) / 3) }
    .min { $0.distance < $1.distance }?
    .candidate
}

/// How many letters were typed wrong, left out, added or swapped with their neighbour (optimal string alignment).
private func editDistance(_ a: [Character], _ b: [Character]) -> Int {
  var beforePrevious: [Int] = []
  var previous = Array(0...b.count)
  for (i, left) in a.enumerated() {
    var current = [i + 1]
    for (j, right) in b.enumerated() {
      var best = min(previous[j + 1] + 1, current[j] + 1, previous[j] + (left == right ? 0 : 1))
      if i > 0, j > 0, left == b[j - 1], a[i - 1] == right { best = min(best, beforePrevious[j - 1] + 1) }
      current.append(best)
    }
    beforePrevious = previous
    previous = current
  }
  return previous[b.count]
}
