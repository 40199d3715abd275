package import Findings
import Foundation

/// A credential: never printed, logged, stored or put on a command line (PRODUCT, promise 7).
package struct Secret: Sendable, CustomStringConvertible, CustomDebugStringConvertible {
  private let characters: String

  package init(_ characters: String) {
    self.characters = characters
  }

  package var description: String { "******" }
  package var debugDescription: String { "******" }

  /// Hands out the secret for the one request that needs it.
  package func reveal() -> String { characters }

  private static let variable = "ELVBRIDGE_SECRET"

  /// Takes the secret from the environment, a systemd credential named `elvbridge-secret`, or a file with mode 0600.
  ///
  /// Throws ``Fault``: `secretMissing`, `secretExposed` (others may read the file) or `fileUnreadable`.
  package static func load(for environment: ServiceEnvironment, variables: [String: String]) throws(Fault) -> Secret {
    if let value = variables[variable], !value.isEmpty { return Secret(value) }
    let credential = variables["CREDENTIALS_DIRECTORY"].map { $0 + "/elvbridge-secret" }
    let candidates = [credential, environment.secretFile].compactMap { $0 }
    guard let path = candidates.first(where: FileManager.default.fileExists(atPath:)) else {
      throw Fault(.secretMissing, ["path": candidates.joined(separator: ", "), "value": variable])
    }
    let attributes = try? FileManager.default.attributesOfItem(atPath: path)
    let mode = (attributes?[.posixPermissions] as? NSNumber)?.intValue ?? 0o777
    if path != credential && mode & 0o077 != 0 { throw Fault(.secretExposed, ["path": path]) }
    guard let data = FileManager.default.contents(atPath: path) else {
      throw Fault(.fileUnreadable, ["path": path, "reason": "permission"])
    }
    let text = String(decoding: data, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
    if text.isEmpty { throw Fault(.secretMissing, ["path": path, "value": variable]) }
    return Secret(text)
  }
}
