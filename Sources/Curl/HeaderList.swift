import CCurl

/// A request's headers, checked, as libcurl's list.
struct HeaderList: ~Copyable {
  let list: UnsafeMutablePointer<curl_slist>?

  /// Headers that frame the message: a second opinion on them is how requests are smuggled.
  private static let ownedByTransport = ["content-length", "transfer-encoding", "expect", "connection"]

  /// - Throws: `Refusal` when a name is no token (RFC 9110 §5.6.2), a value holds a control character other than a
  ///   tab, or the header belongs to the transport.
  init(_ headers: [(name: String, value: String)]) throws(Refusal) {
    var lines = ["Expect:"]
    var hasContentType = false
    for (name, value) in headers {
      guard HTTPToken.isToken(name) else { throw Refusal("a header's name is not a token") }
      if Self.ownedByTransport.contains(where: { HTTPToken.isEqual($0, name) }) {
        throw Refusal("the header \(name) is set by the transport")
      }
      guard value.utf8.allSatisfy({ ($0 >= 0x20 && $0 != 0x7F) || $0 == 0x09 }) else {
        throw Refusal("the value of the header \(name) holds a control character")
      }
      hasContentType = hasContentType || HTTPToken.isEqual("content-type", name)
      // libcurl reads "Name:" as "leave the header out" and "Name;" as "send it without a value".
      let isBlank = value.utf8.allSatisfy { $0 == 0x20 || $0 == 0x09 }
      lines.append(isBlank ? "\(name);" : "\(name): \(value)")
    }
    // Otherwise libcurl calls a body a form.
    if !hasContentType { lines.append("Content-Type:") }
    list = try Self.list(of: lines)
  }

  private static func list(of lines: [String]) throws(Refusal) -> UnsafeMutablePointer<curl_slist>? {
    var list: UnsafeMutablePointer<curl_slist>?
    for line in lines {
      guard let longer = ccurl_slist_append(list, line) else {
        ccurl_slist_free_all(list)
        throw Refusal("there is no memory for the headers")
      }
      list = longer
    }
    return list
  }

  deinit { ccurl_slist_free_all(list) }
}

enum HTTPToken {
  static func isToken(_ text: String) -> Bool {
    !text.isEmpty
      && text.utf8.allSatisfy { byte in
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
          UInt8(ascii: "^")...UInt8(ascii: "z"), UInt8(ascii: "#")...UInt8(ascii: "'"):
          true
        default: [0x21, 0x2A, 0x2B, 0x2D, 0x2E, 0x7C, 0x7E].contains(byte)
        }
      }
  }

  /// Whether two names are one, in any letter case (RFC 9110 §5.1).
  static func isEqual(_ name: String, _ other: String) -> Bool {
    name.utf8.count == other.utf8.count && zip(name.utf8, other.utf8).allSatisfy { lowercase($0) == lowercase($1) }
  }

  private static func lowercase(_ byte: UInt8) -> UInt8 {
    UInt8(ascii: "A")...UInt8(ascii: "Z") ~= byte ? byte | 0x20 : byte
  }
}
