import Foundation
import Ledger
import Tabular

/// What the ledger keeps of how a drop was laid out: the dialect of its outputs and, where one file feeds several
/// functions, the word that tells their outputs apart.
struct StagedLayout: Codable {
  var dialect: Dialect
  var part: String?

  private enum CodingKeys: String, CodingKey { case part }

  init(dialect: Dialect, part: String?) {
    self.dialect = dialect
    self.part = part
  }

  /// Flat beside the dialect's own keys, so that ledgers of earlier versions read on.
  init(from decoder: any Decoder) throws {
    dialect = try Dialect(from: decoder)
    part = try decoder.container(keyedBy: CodingKeys.self).decodeIfPresent(String.self, forKey: .part)
  }

  func encode(to encoder: any Encoder) throws {
    try dialect.encode(to: encoder)
    var keys = encoder.container(keyedBy: CodingKeys.self)
    try keys.encodeIfPresent(part, forKey: .part)
  }
}

extension DropRecord {
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
