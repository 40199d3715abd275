import Foundation

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

  /// Writes an answer in a dialect and lets happen to it what the faults have in store.
  init(_ answer: Answer, to function: FunctionRow, in dialect: Dialect) {
    status = answer.code.httpStatus
    body = Array(dialect.body(of: answer, to: function).text.utf8)
    retryAfter = answer.retryAfter
    let fired = answer.disturbances
    if let rule = fired[.delay] { delaySeconds = rule.seconds }
    if fired[.truncateBody] != nil { body.removeLast(body.count / 2) }
    if fired[.truncateTransfer] != nil { manner = .cut }
    if fired[.wrongCharset] != nil {
      body = String(decoding: body, as: UTF8.self).data(using: .shiftJIS).map(Array.init) ?? body
    }
    if fired[.emptyBody] != nil { replace(by: [], Reply.json) }
    if fired[.htmlBody] != nil {
      replace(by: Array("<html><body>しばらくお待ちください</body></html>".utf8), "text/html; charset=UTF-8")
    }
    if fired[.commitThenDrop] != nil || fired[.dropBeforeCommit] != nil { manner = .dropped }
  }

  private mutating func replace(by body: [UInt8], _ contentType: String) {
    status = 200
    self.body = body
    self.contentType = contentType
    retryAfter = nil
    manner = .whole
  }
}
