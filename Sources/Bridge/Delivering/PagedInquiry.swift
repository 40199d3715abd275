import Delivery
import Validation

extension ServiceSession {
  /// Sends a request, and for a list whose page nobody asked for all of its pages, one after the other.
  ///
  /// The answer is then that of the first page with the members of all. A list that does not end, or ends in the middle
  /// because a page failed, is no answer: half a list would prove things that are not so.
  mutating func ask(
    _ function: FunctionSchema, _ values: [String: String], requestID: String = newRequestID()
  ) async -> Sent {
    guard let list = function.bridge.answer.list, values[list.page] == nil else {
      return await send(function, values, requestID: requestID)
    }
    var members: [JSONValue] = []
    var first: (sent: Sent, answer: ServiceAnswer)?
    for page in 1...Self.mostPages {
      var asked = values
      asked[list.page] = String(page)
      let sent = await send(function, asked, requestID: page == 1 ? requestID : Self.newRequestID())
      guard case .accepted(let answer) = sent.outcome else { return sent }
      let found = answer.data[path: list.member]?.elements ?? []
      // A vehicle that moved while the pages were read may stand on two of them.
      members += page == 1 ? found : found.filter { !members.contains($0) }
      var (whole, head) = first ?? (sent, answer)
      first = (whole, head)
      if answer.data[path: list.more]?.isYes != true {
        head.data = head.data.replacing(list.member, with: .array(members))
        whole.outcome = .accepted(head)
        return whole
      }
      if found.isEmpty { break }
    }
    return Sent(outcome: .notTaken(reason: "the list does not end"))
  }

  private static let mostPages = 100_000
}
