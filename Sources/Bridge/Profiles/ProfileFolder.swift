package import Findings
import Foundation
package import Validation
import Yams

/// The folder of mapping profiles, `profiles/*.yaml`, one kind of export each.
package struct ProfileFolder: Sendable {
  package var path: String

  package init(path: String) {
    self.path = path
  }

  /// Every profile, in the order of their files' names; none where there is no such folder.
  ///
  /// Throws ``Fault`` `profileInvalid` for the first file that can't be read or that its function contradicts.
  package func load(_ catalogue: Catalogue) throws(Fault) -> [Profile] {
    let names = ((try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []).sorted()
    var profiles: [Profile] = []
    for name in names where !name.hasPrefix(".") && (name.hasSuffix(".yaml") || name.hasSuffix(".yml")) {
      profiles.append(try Self.profile(at: path + "/" + name, catalogue))
    }
    return profiles
  }

  /// Reads one profile; throws ``Fault`` `profileInvalid`.
  package static func profile(at path: String, _ catalogue: Catalogue) throws(Fault) -> Profile {
    func invalid(_ reason: String) -> Fault { Fault(.profileInvalid, ["path": path, "reason": reason]) }
    guard let data = FileManager.default.contents(atPath: path) else { throw invalid("it can't be read") }
    var profile: Profile
    do {
      profile = try YAMLDecoder().decode(Profile.self, from: String(decoding: data, as: UTF8.self))
    } catch DecodingError.dataCorrupted(let context) where context.underlyingError is UnknownKey {
      throw invalid("\(context.underlyingError!)")
    } catch {
      throw invalid(ConfigurationFile.reason(of: error))
    }
    profile.name = ((path as NSString).lastPathComponent as NSString).deletingPathExtension
    guard let function = catalogue.function(named: profile.function) else {
      throw invalid("function: “\(profile.function)” is not known")
    }
    if let contradiction = profile.contradiction(with: function) { throw invalid(contradiction) }
    guard FileNamePattern(profile.match) != nil else { throw invalid("match: “\(profile.match)” is no expression") }
    return profile
  }
}
