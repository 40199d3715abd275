import Foundation
import Ledger
import Tabular
import Validation

/// What the ledger keeps of how a drop was read, so that its outputs can be written, and read on their way back.
struct StagedLayout: Codable {
  /// What the outputs are written in.
  var dialect: Dialect
  /// Tells the outputs of one file's several functions apart.
  var part: String?
  /// The name of the profile, and what the file's name said by its groups.
  var profile: String?
  var groups: [String: String]?

  private enum CodingKeys: String, CodingKey { case part, profile, groups }

  init(_ opened: OpenedDrop, dialect: Dialect) {
    self.dialect = dialect
    part = opened.part
    profile = opened.profile?.name
    groups = opened.groups.isEmpty ? nil : opened.groups
  }

  /// Flat beside the dialect's own keys, so that ledgers of earlier versions read on.
  init(from decoder: any Decoder) throws {
    dialect = try Dialect(from: decoder)
    let keys = try decoder.container(keyedBy: CodingKeys.self)
    part = try keys.decodeIfPresent(String.self, forKey: .part)
    profile = try keys.decodeIfPresent(String.self, forKey: .profile)
    groups = try keys.decodeIfPresent([String: String].self, forKey: .groups)
  }

  func encode(to encoder: any Encoder) throws {
    try dialect.encode(to: encoder)
    var keys = encoder.container(keyedBy: CodingKeys.self)
    try keys.encodeIfPresent(part, forKey: .part)
    try keys.encodeIfPresent(profile, forKey: .profile)
    try keys.encodeIfPresent(groups, forKey: .groups)
  }
}

extension DropRecord {
  /// The profile that this drop was read by, for reading its outputs when they come back corrected: their columns are the
  /// same, their layout is our own.
  func profileOfOutputs(among profiles: [Profile]) -> ProfileChoice.Chosen? {
    guard let name = layout.profile, var profile = profiles.first(where: { $0.name == name }) else { return nil }
    profile.format = Profile.Format()
    profile.skipRows = []
    profile.filter = nil
    return ProfileChoice.Chosen(profile: profile, groups: layout.groups ?? [:])
  }

  private var layout: StagedLayout {
    guard let layout = try? JSONDecoder().decode(StagedLayout.self, from: Data(drop.dialect.utf8)) else {
      preconditionFailure("the ledger holds a layout that staging encoded")
    }
    return layout
  }

  /// The dialect that the drop's outputs are written in: the one that it was read in.
  ///
  /// UTF-8 gets a byte order mark even where the input had none: without it, Japanese Excel shows mojibake.
  var outputDialect: Dialect {
    var dialect = layout.dialect
    dialect.encoding = dialect.encoding.outputEncoding
    if dialect.encoding == .utf8 { dialect.byteOrderMark = true }
    return dialect
  }

  /// The path that outputs are named after: the input's, with the part where several functions share one input.
  var outputBase: String {
    guard let part = layout.part else { return drop.path }
    let path = drop.path as NSString
    return path.deletingPathExtension + "." + part + (path.pathExtension.isEmpty ? "" : "." + path.pathExtension)
  }
}
