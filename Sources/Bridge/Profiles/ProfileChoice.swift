import Foundation
package import Validation

/// Finds the profiles that a file's name fits.
package struct ProfileChoice: Sendable {
  package let profiles: [Profile]

  package init(profiles: [Profile]) {
    self.profiles = profiles
  }

  /// One profile for one file, with what the file's name says.
  package struct Chosen: Sendable {
    package var profile: Profile
    package var groups: [String: String]
    /// All profiles that the file feeds, this one included; more than one where each filters its own rows.
    package var family: [Profile]
    package var isFirst: Bool

    package init(profile: Profile, groups: [String: String] = [:]) {
      self.profile = profile
      self.groups = groups
      family = [profile]
      isFirst = true
    }
  }

  /// The profiles that fit, in the order of their names; none for a file that no profile knows.
  ///
  /// Several may fit when each has a filter or another function; two of one function without filters are ambiguous, which
  /// ``isAmbiguous(_:)`` tells.
  package func profiles(for path: String) -> [Chosen] {
    let name = (path as NSString).lastPathComponent
    let fitting = profiles.compactMap { profile in
      FileNamePattern(profile.match)?.groups(of: name).map { (profile, $0) }
    }
    return fitting.enumerated().map { index, fit in
      var chosen = Chosen(profile: fit.0, groups: fit.1)
      chosen.family = fitting.map(\.0)
      chosen.isFirst = index == 0
      return chosen
    }
  }

  /// Whether the profiles would read the same rows more than once.
  package static func isAmbiguous(_ chosen: [Chosen]) -> Bool {
    chosen.count > 1 && chosen.contains { $0.profile.filter == nil }
  }
}
