/// One request, whole in memory.
///
/// Its description shows neither header values, body nor query, so that printing one by mistake never puts credentials
/// into a log.
package struct HTTPRequest: Sendable {
  /// A token of RFC 9110 §9.1; `GET` and `HEAD` must have an empty body and may be repeated by the transport.
  package var method: String
  /// Absolute `https` URL, or `http` to loopback where the connection's options allow it; no user name or password in
  /// it.
  package var url: String
  /// In the order sent; `Content-Length`, `Transfer-Encoding`, `Expect` and `Connection` belong to the transport.
  package var headers: [(name: String, value: String)]
  package var body: [UInt8]

  package init(
    method: String = "POST", url: String, headers: [(name: String, value: String)] = [], body: [UInt8] = []
  ) {
    self.method = method
    self.url = url
    self.headers = headers
    self.body = body
  }

  /// Whether a request sent twice does what it does when sent once (RFC 9110 §9.2.2, the methods used here).
  var isRepeatable: Bool { method == "GET" || method == "HEAD" }
}

extension HTTPRequest: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  package var description: String {
    let address = url.prefix { $0 != "?" && $0 != "#" }
    let shown = address.contains("@") ? "(URL with credentials)" : String(address)
    return "\(method) \(shown) (\(headers.count) headers, \(body.count) bytes)"
  }

  package var debugDescription: String { description }

  package var customMirror: Mirror { Mirror(self, children: []) }
}
