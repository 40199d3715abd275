import Findings
import Foundation
import Testing

@testable import Bridge

@Suite("The configuration")
struct ConfigurationTests {
  private func load(_ text: String, _ variables: [String: String] = [:]) throws -> Configuration {
    let path = FileManager.default.temporaryDirectory.appendingPathComponent("elvbridge-\(UUID().uuidString).yaml")
    defer { try? FileManager.default.removeItem(at: path) }
    try Data(text.utf8).write(to: path)
    return try ConfigurationFile(path: path.path).load(environment: variables)
  }

  private static let smallest = "environment: t\nenvironments: {t: {baseURL: 'https://a', userID: u}}\n"

  @Test("The smallest one has the documented defaults")
  func defaults() throws {
    let configuration = try load(Self.smallest)
    #expect(configuration.folder.hasPrefix("/") && configuration.folder.hasSuffix("/drop"))
    #expect(configuration.pace.perSecond == 1 && configuration.pace.requestTimeout == 60)
    #expect(configuration.doubt.settle == 30 && configuration.doubt.apart == 60)
    #expect(configuration.calendar.closingGuard == 60)
    #expect(configuration.current?.profile == "movement-reports")
    #expect(configuration.current?.allowPlainHTTP == false)
  }

  @Test("Environment variables are laid over the file, with or without the section that they belong to")
  func variables() throws {
    let configuration = try load(
      Self.smallest,
      [
        "ELVBRIDGE_FOLDER": "/elsewhere", "ELVBRIDGE_PACE_PER_SECOND": "2.5", "ELVBRIDGE_BASE_URL": "https://b",
        "ELVBRIDGE_CONSORTIUM": "true", "ELVBRIDGE_WATCH_STABLE_FOR": "9", "ELVBRIDGE_LANGUAGE": "ja",
      ])
    #expect(configuration.folder == "/elsewhere" && configuration.pace.perSecond == 2.5)
    #expect(configuration.current?.baseURL == "https://b" && configuration.consortium)
    #expect(configuration.watch.stableFor == 9 && configuration.language == .japanese)
  }

  @Test("The environment that the variable names is the one that the others change")
  func chosenEnvironment() throws {
    let two = "environment: a\nenvironments: {a: {baseURL: x, userID: u}, b: {baseURL: y, userID: v}}\n"
    let configuration = try load(two, ["ELVBRIDGE_ENVIRONMENT": "b", "ELVBRIDGE_USER_ID": "w"])
    #expect(configuration.current?.userID == "w" && configuration.environments["a"]?.userID == "u")
  }

  @Test("A secret never shows itself")
  func secret() {
    let secret = Secret("hunter2hunter2")
    #expect("\(secret)" == "******" && String(reflecting: secret) == "******")
    #expect(!String(describing: [secret]).contains("hunter2"))
  }
}
