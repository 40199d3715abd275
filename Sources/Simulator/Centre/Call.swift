/// One call as it came in.
struct Call: Sendable {
  var function: FunctionRow
  var authorization: String?
  var requestId: String?
  var body: [UInt8]
}

/// What goes back, and how.
struct Reply: Sendable {
  /// How the answer reaches the caller: as it should, not at all, or half.
  enum Manner: Sendable { case whole, dropped, cut }

  static let json = "application/json; charset=UTF-8"

  var status: Int
  var body: [UInt8]
  var contentType = Reply.json
  var retryAfter: String?
  var manner = Manner.whole
  var delaySeconds = 0.0

  static let dropped = Reply(status: 500, body: [], manner: .dropped)
}
