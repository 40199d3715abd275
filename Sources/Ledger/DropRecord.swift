package import Delivery

/// A drop's number in the ledger, `D3`.
package struct DropID: Sendable, Hashable, Codable, RawRepresentable, CustomStringConvertible {
  package var rawValue: Int64
  package init(rawValue: Int64) { self.rawValue = rawValue }

  /// Reads `D3` in any case and nothing else.
  package init?(_ text: String) {
    guard text.first?.uppercased() == "D", let number = Int64(text.dropFirst()), number > 0 else { return nil }
    self.init(rawValue: number)
  }

  package var description: String { "D\(rawValue)" }
}

/// What makes two drops the same: content, function and tenant – never name or time (PRODUCT, "Identity is content").
package struct DropIdentity: Sendable, Hashable {
  /// SHA-256 of the file's bytes, 64 lower-case hexadecimal digits.
  package var sha256: String
  package var function: String
  package var tenant: String

  package init(sha256: String, function: String, tenant: String = "") {
    self.sha256 = sha256
    self.function = function
    self.tenant = tenant
  }
}

/// A drop as it is first written down.
package struct NewDrop: Sendable {
  package var identity: DropIdentity
  package var path: String
  package var byteCount: Int
  /// The header's labels, as the file has them.
  package var header: [String]
  /// The dialect in which the file was read, as JSON: outputs are written in it.
  package var dialect: String
  package var seenAt: Moment

  package init(
    identity: DropIdentity, path: String, byteCount: Int, header: [String], dialect: String, seenAt: Moment
  ) {
    self.identity = identity
    self.path = path
    self.byteCount = byteCount
    self.header = header
    self.dialect = dialect
    self.seenAt = seenAt
  }
}

/// A drop as the ledger remembers it.
package struct DropRecord: Sendable {
  package enum State: String, Sendable, Codable, CaseIterable {
    /// Rows are being added; nothing of it can be claimed; after a crash it is gone on with, or begun anew.
    case staging
    /// All rows are in.
    case staged
  }

  package var id: DropID
  package var state: State
  package var drop: NewDrop
  /// How much of it is in the ledger: all of it, once it is staged; nothing where a version before 6 took it in.
  package var prefix: StagedPrefix

  package init(id: DropID, state: State, drop: NewDrop, prefix: StagedPrefix = StagedPrefix()) {
    self.id = id
    self.state = state
    self.drop = drop
    self.prefix = prefix
  }
}
