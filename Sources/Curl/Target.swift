import CCurl
import Glibc

/// A URL that was checked, kept as libcurl's own parse of it, so that what is checked is what is used.
struct Target: ~Copyable {
  let parsed: OpaquePointer
  let isPlain: Bool

  /// - Throws: `Refusal` when the URL is malformed, holds credentials, or leads where the options forbid.
  init(_ url: String, allowPlainHTTP: Bool) throws(Refusal) {
    if let reason = HTTPLibrary.failure { throw Refusal("there is no libcurl to read the URL: \(reason)") }
    guard let parsed = ccurl_url() else { throw Refusal("there is no memory for the URL") }
    do throws(Refusal) {
      guard !url.utf8.contains(0), ccurl_url_set(parsed, CURLUPART_URL, url, 0) == CURLUE_OK,
        let scheme = Self.part(CURLUPART_SCHEME, of: parsed), let host = Self.part(CURLUPART_HOST, of: parsed)
      else { throw Refusal("the URL is not a well-formed absolute URL") }
      guard Self.part(CURLUPART_USER, of: parsed) == nil, Self.part(CURLUPART_PASSWORD, of: parsed) == nil else {
        throw Refusal("the URL holds a user name or a password; credentials belong in a header")
      }
      switch scheme {
      case "https": isPlain = false
      case "http" where allowPlainHTTP && Self.isLoopback(host): isPlain = true
      case "http" where allowPlainHTTP: throw Refusal("plain HTTP is allowed to loopback only, and \(host) is not")
      case "http": throw Refusal("plain HTTP is not allowed")
      default: throw Refusal("the scheme \(scheme) is not allowed")
      }
    } catch {
      ccurl_url_cleanup(parsed)
      throw error
    }
    self.parsed = parsed
  }

  deinit { ccurl_url_cleanup(parsed) }

  private static func part(_ part: CURLUPart, of parsed: OpaquePointer) -> String? {
    var text: UnsafeMutablePointer<CChar>?
    guard ccurl_url_get(parsed, part, &text, 0) == CURLUE_OK, let text else { return nil }
    defer { ccurl_free(text) }
    return String(cString: text)
  }

  /// The name `localhost` (libcurl never asks a resolver for it), 127.0.0.0/8 and ::1, and no name that looks like one.
  static func isLoopback(_ host: String) -> Bool {
    if host.lowercased() == "localhost" || host == "[::1]" { return true }
    var address = in_addr()
    guard inet_pton(AF_INET, host, &address) == 1 else { return false }
    return UInt32(bigEndian: address.s_addr) >> 24 == 127
  }
}

/// Why a request is not attempted: one English sentence without credentials.
struct Refusal: Error {
  let reason: String

  init(_ reason: String) { self.reason = reason }
}
