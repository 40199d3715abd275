import Foundation
import Glibc
import Testing

@testable import Curl

/// An `openssl s_server` process with throw-away certificates in a folder of its own.
private final class TLSServer {
  let port: Int
  let authority: String
  private let folder: URL
  private let process: pid_t

  /// - Parameter arguments: more arguments for `s_server`.
  init(name: String = "DNS:localhost", days: String = "2", arguments: String = "") throws {
    folder = FileManager.default.temporaryDirectory.appendingPathComponent("elvbridge-tls-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    authority = folder.appendingPathComponent("ca.pem").path
    let making = try Self.start(
      """
      cd '\(folder.path)'
      exec >openssl.log 2>&1
      openssl ecparam -name prime256v1 -genkey -noout -out ca.key
      openssl req -x509 -new -key ca.key -days 2 -subj "/CN=Throw-away CA" -out ca.pem
      openssl ecparam -name prime256v1 -genkey -noout -out server.key
      openssl req -new -key server.key -subj "/CN=server" -out server.csr
      printf 'subjectAltName=\(name)' > server.ext
      openssl x509 -req -in server.csr -CA ca.pem -CAkey ca.key -CAcreateserial -days \(days) \
        -extfile server.ext -out server.pem
      """)
    try #require(Self.wait(for: making) == 0)
    // Port 0: the system chooses, and s_server prints which.
    process = try Self.start(
      """
      cd '\(folder.path)'
      exec openssl s_server -accept 127.0.0.1:0 -cert server.pem -key server.key -www \(arguments) \
        </dev/null >server.log 2>&1
      """)
    port = try Self.port(in: folder.appendingPathComponent("server.log").path)
  }

  deinit {
    kill(process, SIGKILL)
    _ = Self.wait(for: process)
    try? FileManager.default.removeItem(at: folder)
  }

  private static func port(in log: String) throws -> Int {
    for _ in 1...500 {
      let said = (try? String(contentsOfFile: log, encoding: .utf8)) ?? ""
      let lines = said.split(separator: "\n", omittingEmptySubsequences: false).dropLast()
      if let line = lines.first(where: { $0.hasPrefix("ACCEPT ") }), let port = line.split(separator: ":").last {
        return try #require(Int(port))
      }
      Thread.sleep(forTimeInterval: 0.01)
    }
    throw POSIXError(.ETIMEDOUT)
  }

  /// Foundation's `Process` loses the end of a child now and then when several are waited for at once.
  private static func start(_ script: String) throws -> pid_t {
    var child: pid_t = 0
    var words: [UnsafeMutablePointer<CChar>?] = ["/bin/sh", "-ec", script].map { (text: String) in strdup(text) }
    words.append(nil)
    defer { for word in words { free(word) } }
    let result = posix_spawn(&child, "/bin/sh", nil, nil, words, environ)
    try #require(result == 0)
    return child
  }

  private static func wait(for child: pid_t) -> Int32 {
    var status: Int32 = 0
    while waitpid(child, &status, 0) < 0, errno == EINTR {}
    return status
  }

  func perform(_ host: String = "localhost", _ change: (inout ConnectionOptions) throws -> Void) rethrows -> Exchange {
    var options = ConnectionOptions()
    options.requestTimeout = 5
    try change(&options)
    let request = HTTPRequest(method: "GET", url: "https://\(host):\(port)/")
    return HTTPConnection(options: options).perform(request)
  }
}

@Suite("TLS against openssl s_server")
struct TLSTests {
  @Test("A certificate is accepted from the given authority only, and for its own host only")
  func trust() throws {
    let server = try TLSServer()
    let pem = try String(contentsOfFile: server.authority, encoding: .utf8)
    #expect(server.perform { $0.certificateAuthorityPath = server.authority }.answer?.status == 200)
    #expect(server.perform { $0.certificateAuthorityPEM = pem }.answer?.status == 200)

    let unknown = server.perform { _ in }.failure
    #expect(unknown?.stage == .certificate, "\(unknown as Any)")
    let wrongHost = server.perform("127.0.0.1") { $0.certificateAuthorityPath = server.authority }.failure
    #expect(wrongHost?.stage == .certificate, "\(wrongHost as Any)")
    let noFile = server.perform { $0.certificateAuthorityPath = server.authority + ".absent" }.failure
    #expect(noFile?.stage == .certificate, "\(noFile as Any)")
    let noCertificate = server.perform { $0.certificateAuthorityPEM = "not a certificate" }.failure
    #expect(noCertificate?.stage == .certificate, "\(noCertificate as Any)")
  }

  @Test("An expired certificate is refused")
  func expired() throws {
    let server = try TLSServer(days: "-1")
    let failure = server.perform { $0.certificateAuthorityPath = server.authority }.failure
    #expect(failure?.stage == .certificate, "\(failure as Any)")
  }

  @Test("TLS 1.2 is enough and TLS 1.1 is not", arguments: [("-tls1_2", true), ("-tls1_1", false)])
  func versions(version: String, isEnough: Bool) throws {
    let server = try TLSServer(arguments: "\(version) -cipher ALL:@SECLEVEL=0")
    let exchange = server.perform { $0.certificateAuthorityPath = server.authority }
    #expect((exchange.answer?.status == 200) == isEnough, "\(exchange)")
    if !isEnough { #expect(exchange.failure?.stage == .handshake, "\(exchange)") }
  }
}
