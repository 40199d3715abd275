import CCurl

/// A request's headers, checked, as libcurl's list.
struct HeaderList: ~Copyable {
  private(set) var list: UnsafeMutablePointer<curl_slist>?

  /// Headers that frame the message: a second opinion on them is how requests are smuggled.
  private static let ownedByTransport: Set = ["content-length", "transfer-encoding", "expect", "connection"]

  /// - Throws: `Refusal` when a name is no token (RFC 9110 §5.6.2), a value holds a control character other than a
  ///   tab, or the header belongs to the transport.
  init(_ headers: [(name: String, value: String)]) throws(Refusal) {
    var lines = ["Expect:"]
    var hasContentType = false
    for (name, value) in headers {
      guard HTTPToken.isToken(name) else { throw Refusal("a header's name is not a token") }
      let lowercased = name.lowercased()
      guard !Self.ownedByTransport.contains(lowercased) else {
        throw Refusal("the header \(name) is set by the transport")
      }
      guard value.utf8.allSatisfy({ ($0 >= 0x20 && $0 != 0x7F) || $0 == 0x09 }) else {
        throw Refusal("the value of the header \(name) holds a control character")
      }
      hasContentType = hasContentType || lowercased == "content-type"
      // libcurl reads "Name:" as "leave the header out" and "Name;" as "send it without a value".
      lines.append(value.allSatisfy(\.isWhitespace) ? "\(name);" : "\(name): \(value)")
    }
    // Otherwise libcurl calls a body a form.
    if !hasContentType { lines.append("Content-Type:") }
    for line in lines {
      guard let longer = curl_slist_append(list, line) else {
        curl_slist_free_all(list)
        throw Refusal("there is no memory for the headers")
      }
      list = longer
    }
  }

  deinit { curl_slist_free_all(list) }
}

enum HTTPToken {
  private static let marks = Set("!#$%&'*+-.^_`|~".utf8)

  static func isToken(_ text: String) -> Bool {
    !text.isEmpty
      && text.utf8.allSatisfy { byte in
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
          UInt8(ascii: "a")...UInt8(ascii: "z"):
          true
        default: marks.contains(byte)
        }
      }
  }
}
