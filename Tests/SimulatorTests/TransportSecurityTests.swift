import Foundation
import Simulator
import Testing

@Suite struct TransportSecurityTests {
  @Test("The authority handed out is enough to trust the server, and nothing less is")
  func trust() async throws {
    var options = testOptions()
    options.tls = true
    let file = FileManager.default.temporaryDirectory.appendingPathComponent("authority-\(UUID().uuidString).pem")
    defer { try? FileManager.default.removeItem(at: file) }
    try await withSimulator(options) { (client) async throws -> Void in
      try #require(client.endpoint.certificateAuthorityPEM).write(to: file, atomically: true, encoding: .utf8)
      #expect(client.endpoint.baseURL == "https://localhost:\(client.endpoint.port)")
      let inquiry = [
        "--header", "Content-Type: application/json", "--header", "Authorization: Bearer simulator-fee-key-01",
        "--data-binary", #"{"chassisNo":"AA111-011011"}"#,
      ]
      let path = "/webapi/v1/fee-inquiry"
      let trusting = ["--cacert", file.path] + inquiry
      let byName = try await curl(trusting + [client.endpoint.baseURL + path])
      #expect(byName.status == 0 && byName.output.contains(#""resultCode":"0000""#))
      let byNumber = try await curl(trusting + ["https://127.0.0.1:\(client.endpoint.port)\(path)"])
      #expect(byNumber.status == 0)
      #expect(try await curl(inquiry + [client.endpoint.baseURL + path]).status == 60)
      let old = try await curl(trusting + ["--tls-max", "1.1", client.endpoint.baseURL + path])
      #expect(old.status == 35)
    }
  }
}
