import Testing

@testable import Curl

@Suite("What is refused before the network is touched")
struct TargetTests {
  @Test(
    "Plain HTTP goes to loopback and nowhere else",
    arguments: [
      ("http://127.0.0.1/", true), ("http://127.8.9.1:80/", true), ("http://localhost/", true),
      ("http://LOCALHOST/", true), ("http://[::1]/", true), ("http://127.1/", true), ("http://0x7f000001/", true),
      ("http://example.invalid/", false), ("http://127.0.0.1.example.invalid/", false),
      ("http://127.example.invalid/", false), ("http://localhost.example.invalid/", false),
      ("http://128.0.0.1/", false), ("http://0.0.0.0/", false), ("http://[::2]/", false),
      ("http://[::ffff:10.0.0.1]/", false), ("http://127.0.0.1@example.invalid/", false),
      ("http://example.invalid#@127.0.0.1/", false), ("http://example.invalid\\@127.0.0.1/", false),
    ])
  func plain(url: String, isAllowed: Bool) {
    #expect(isAccepted(url, allowPlainHTTP: true) == isAllowed)
    #expect(!isAccepted(url, allowPlainHTTP: false))
  }

  @Test(
    "Only https without credentials is a target",
    arguments: [
      ("https://example.invalid/a?b=c", true), ("HTTPS://example.invalid", true), ("ftp://example.invalid/", false),
      ("file:///etc/passwd", false), ("example.invalid", false), ("", false), ("https://", false),
      ("https://user:secret@example.invalid/", false), ("https://user@example.invalid/", false),
      ("https://exa mple.invalid/", false), ("https://example.invalid/\r\nX: y", false), ("gopher://127.0.0.1/", false),
    ])
  func targets(url: String, isAllowed: Bool) {
    #expect(isAccepted(url, allowPlainHTTP: true) == isAllowed)
  }

  @Test("A refusal is an exchange that was not attempted and names no secret")
  func refused() {
    let connection = HTTPConnection()
    for request in [
      HTTPRequest(url: "http://127.0.0.1:1/"),
      HTTPRequest(url: "https://user:secret@127.0.0.1:1/"),
      HTTPRequest(url: "https://127.0.0.1:1/", headers: [("Authorization", "Bearer secret\r\nX-Other: y")]),
      HTTPRequest(url: "https://127.0.0.1:1/", headers: [("X-A\u{0}", "secret")]),
      HTTPRequest(url: "https://127.0.0.1:1/", headers: [("X A", "secret")]),
      HTTPRequest(url: "https://127.0.0.1:1/", headers: [("Transfer-Encoding", "secret")]),
      HTTPRequest(url: "https://127.0.0.1:1/", headers: [("content-length", "secret")]),
      HTTPRequest(method: "PO ST", url: "https://127.0.0.1:1/"),
      HTTPRequest(method: "GET", url: "https://127.0.0.1:1/", body: [1]),
    ] {
      let failure = connection.perform(request).failure
      #expect(failure?.stage == .notAttempted, "\(request)")
      #expect(failure?.reason.contains("secret") == false)
    }
    #expect(connection.statistics.requests == 0)
  }

  @Test("Printing a request, an answer or options shows no credentials")
  func printing() {
    let request = HTTPRequest(
      url: "https://h.invalid/p?token=secret", headers: [("Authorization", "Bearer secret")], body: Array("secret".utf8)
    )
    let withUser = HTTPRequest(url: "https://me:secret@h.invalid/")
    let answer = HTTPAnswer(status: 200, headers: [("Set-Cookie", "secret")], body: Array("secret".utf8))
    var options = ConnectionOptions()
    options.proxy = "http://me:secret@proxy.invalid"
    for text in [
      "\(request)", "\(withUser)", "\(answer)", "\(options)", String(reflecting: request), String(reflecting: answer),
      "\(Exchange.answered(answer))", "\([request])", "\(Optional(answer) as Any)", String(reflecting: options),
    ] { #expect(!text.contains("secret"), "\(text)") }
    var dumped = ""
    dump(request, to: &dumped)
    dump(answer, to: &dumped)
    dump(options, to: &dumped)
    #expect(!dumped.contains("secret"), "\(dumped)")
    #expect("\(request)" == "POST https://h.invalid/p (1 headers, 6 bytes)")
  }

  private func isAccepted(_ url: String, allowPlainHTTP: Bool) -> Bool {
    do throws(Refusal) {
      let target = try Target(url, allowPlainHTTP: allowPlainHTTP)
      return withExtendedLifetime(target) { true }
    } catch {
      return false
    }
  }
}
