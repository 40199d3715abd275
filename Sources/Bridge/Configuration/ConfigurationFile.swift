package import Findings
import Foundation
import Validation
import Yams

/// Reads the configuration file and lays the environment variables over it.
package struct ConfigurationFile: Sendable {
  package var path: String

  package init(path: String) {
    self.path = path
  }

  /// The folder that relative paths of the configuration start from.
  package var folder: String {
    URL(fileURLWithPath: path).standardizedFileURL.deletingLastPathComponent().path
  }

  /// Throws ``Fault``: `configurationMissing`, `configurationInvalid` or `unknownKey`.
  package func load(environment variables: [String: String]) throws(Fault) -> Configuration {
    guard let data = FileManager.default.contents(atPath: path) else {
      throw Fault(.configurationMissing, ["path": path])
    }
    do {
      var root = try Yams.compose(yaml: String(decoding: data, as: UTF8.self)) ?? .mapping(.init([]))
      for setting in Self.settings {
        if let value = variables[setting.variable] { root.set(value, at: setting.path[...]) }
      }
      var configuration = try YAMLDecoder().decode(Configuration.self, from: root)
      configuration.makeAbsolute(in: folder)
      return configuration
    } catch let key as UnknownKey {
      throw Fault(
        .unknownKey,
        [
          "path": path, "value": (key.path + [key.key]).joined(separator: "."),
          "expected.ja": key.suggestion.map { "「\($0)」ではありませんか。" } ?? "項目名を確かめてください。",
          "expected.en": key.suggestion.map { "Did you mean “\($0)”?" } ?? "Check its name.",
        ])
    } catch {
      throw Fault(.configurationInvalid, ["path": path, "reason": Self.reason(of: error)])
    }
  }

  /// Every scalar setting and the environment variable that overrides it: `pace.perSecond` is `ELVBRIDGE_PACE_PER_SECOND`.
  ///
  /// Settings inside an environment are reached as that of the chosen one: `ELVBRIDGE_BASE_URL` and so on are applied by
  /// the file's `environment`, which is why it stands first.
  private static let settings: [(variable: String, path: [String])] = [
    ("ELVBRIDGE_ENVIRONMENT", ["environment"]), ("ELVBRIDGE_FOLDER", ["folder"]), ("ELVBRIDGE_STATE", ["state"]),
    ("ELVBRIDGE_LANGUAGE", ["language"]), ("ELVBRIDGE_SCHEMAS", ["schemas"]),
    ("ELVBRIDGE_OVERLAY", ["overlay"]), ("ELVBRIDGE_PROFILES", ["profiles"]),
    ("ELVBRIDGE_CONSORTIUM", ["consortium"]), ("ELVBRIDGE_BASE_URL", ["environments", "*", "baseURL"]),
    ("ELVBRIDGE_USER_ID", ["environments", "*", "userID"]),
    ("ELVBRIDGE_SECRET_FILE", ["environments", "*", "secretFile"]),
    ("ELVBRIDGE_CERTIFICATE_AUTHORITY", ["environments", "*", "certificateAuthority"]),
    ("ELVBRIDGE_ALLOW_PLAIN_HTTP", ["environments", "*", "allowPlainHTTP"]),
    ("ELVBRIDGE_PROFILE", ["environments", "*", "profile"]),
    ("ELVBRIDGE_PACE_PER_SECOND", ["pace", "perSecond"]),
    ("ELVBRIDGE_PACE_CONNECT_TIMEOUT", ["pace", "connectTimeout"]),
    ("ELVBRIDGE_PACE_REQUEST_TIMEOUT", ["pace", "requestTimeout"]),
    ("ELVBRIDGE_PACE_FOLDER", ["pace", "folder"]), ("ELVBRIDGE_PACE_GROUP", ["pace", "group"]),
    ("ELVBRIDGE_DOUBT_SETTLE", ["doubt", "settle"]), ("ELVBRIDGE_DOUBT_APART", ["doubt", "apart"]),
    ("ELVBRIDGE_DOUBT_PATIENCE", ["doubt", "patience"]),
    ("ELVBRIDGE_CALENDAR_CLOSING_GUARD", ["calendar", "closingGuard"]),
    ("ELVBRIDGE_WATCH_STABLE_FOR", ["watch", "stableFor"]),
    ("ELVBRIDGE_WATCH_UNFINISHED_FOR", ["watch", "unfinishedFor"]),
    ("ELVBRIDGE_WATCH_RESCAN_EVERY", ["watch", "rescanEvery"]), ("ELVBRIDGE_WATCH_TRIGGER", ["watch", "trigger"]),
    ("ELVBRIDGE_WATCH_ARCHIVE_AFTER", ["watch", "archiveAfter"]),
  ]

  static func reason(of error: any Error) -> String {
    switch error {
    case DecodingError.keyNotFound(let key, let context):
      "“\((context.codingPath + [key]).map(\.stringValue).joined(separator: "."))” is missing"
    case DecodingError.typeMismatch(_, let context), DecodingError.valueNotFound(_, let context),
      DecodingError.dataCorrupted(let context):
      "\(context.codingPath.map(\.stringValue).joined(separator: ".")): \(context.debugDescription)"
    default: "\(error)"
    }
  }
}

extension Node {
  /// Sets a scalar at a path of keys; `*` stands for the chosen environment.
  fileprivate mutating func set(_ value: String, at path: ArraySlice<String>) {
    guard let first = path.first else {
      self = Node(stringLiteral: value)
      return
    }
    let chosen = self["environment"]?.string
    if path.dropFirst().first == "*", let chosen {
      set(value, at: [first, chosen] + path.dropFirst(2))
      return
    }
    var child = self[first] ?? .mapping(.init([]))
    child.set(value, at: path.dropFirst())
    self[first] = child
  }
}

extension Configuration {
  fileprivate mutating func makeAbsolute(in base: String) {
    func absolute(_ path: String) -> String {
      path.hasPrefix("/") ? path : URL(fileURLWithPath: base).appendingPathComponent(path).standardizedFileURL.path
    }
    folder = absolute(folder)
    state = absolute(state)
    profiles = absolute(profiles)
    schemas = schemas.map(absolute)
    pace.folder = pace.folder.map(absolute)
    // An empty variable takes a configured overlay away.
    overlay = overlay.flatMap { $0.isEmpty ? nil : absolute($0) }
    environments = environments.mapValues { environment in
      var moved = environment
      moved.secretFile = environment.secretFile.map(absolute)
      moved.certificateAuthority = environment.certificateAuthority.map(absolute)
      return moved
    }
  }
}
