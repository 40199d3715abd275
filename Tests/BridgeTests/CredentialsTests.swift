import Foundation
import Testing
import Validation

@testable import Bridge

@Suite("How a request proves whose it is")
struct CredentialsTests {
  private func headers(
    _ style: ServiceSchema.AuthenticationStyle, profile: String = "movement-reports", scheme: String = "Bearer",
    token: String? = nil
  ) throws -> [String: String] {
    var service = try SchemaLibrary(folder: SampleTests.samples + "/../../schemas/jars").load().service
    service.authentication.style = style
    service.authentication.scheme = scheme
    service.authentication.headers = try ServiceSchema.CredentialHeaders(
      json: Array(#"{"userID": "X-Api-User", "secret": "X-Api-Key"}"#.utf8))
    let environment = try JSONDecoder().decode(
      ServiceEnvironment.self, from: Data(#"{"baseURL": "https://a", "userID": "u-1", "profile": "\#(profile)"}"#.utf8))
    let credentials = Credentials(of: environment, secret: Secret("s-1"), in: service)
    return Dictionary(uniqueKeysWithValues: credentials.headers(token: token).map { ($0.name, $0.value) })
  }

  @Test("With a token, and before there is one")
  func token() throws {
    #expect(try headers(.token, token: "t") == ["Authorization": "Bearer t"])
    #expect(try headers(.token) == [:])
  }

  @Test("With the secret itself, after a scheme or alone")
  func fixed() throws {
    #expect(try headers(.fixed) == ["Authorization": "Bearer s-1"])
    #expect(try headers(.fixed, scheme: "") == ["Authorization": "s-1"])
  }

  @Test("With user id and secret in headers of their own")
  func credentials() throws {
    #expect(try headers(.credentials) == ["X-Api-User": "u-1", "X-Api-Key": "s-1"])
  }

  @Test("The profile for fee inquiries needs no token, whatever the service's way is")
  func profile() throws {
    #expect(try headers(.token, profile: "fee-inquiry") == ["Authorization": "Bearer s-1"])
  }
}
