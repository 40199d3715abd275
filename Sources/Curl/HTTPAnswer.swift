/// A complete answer with any status, redirects included.
///
/// Its description shows neither header values nor body: the answer of an authentication holds a token.
package struct HTTPAnswer: Sendable {
  package var status: Int
  /// In the order received, names as the server wrote them, values trimmed; bytes that aren't UTF-8 are replaced.
  package var headers: [(name: String, value: String)]
  /// As received: no decompression is asked for or done.
  package var body: [UInt8]

  package init(status: Int, headers: [(name: String, value: String)] = [], body: [UInt8] = []) {
    self.status = status
    self.headers = headers
    self.body = body
  }

  /// The first header of that name, in any letter case (RFC 9110 §5.1).
  package func header(_ name: String) -> String? {
    headers.first { HTTPToken.isEqual($0.name, name) }?.value
  }
}

extension HTTPAnswer: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  package var description: String { "\(status) (\(headers.count) headers, \(body.count) bytes)" }

  package var debugDescription: String { description }

  package var customMirror: Mirror { Mirror(self, children: []) }
}
