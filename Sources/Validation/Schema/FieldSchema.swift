/// One field of a function: a Table Schema field descriptor with its `bridge` block.
package struct FieldSchema: Sendable, SchemaReadable {
  /// The Table Schema types that functions use.
  package enum ValueType: String, Sendable, SchemaReadable, CaseIterable { case string, date, boolean, integer, number }

  package var name: String
  /// The column's canonical heading, 列名.
  package var title: String
  package var type: ValueType
  package var example: String?
  package var constraints: Constraints
  package var bridge: Bridge

  /// Table Schema constraints; what stands here is checked on the normalised value.
  package struct Constraints: Sendable, SchemaReadable {
    package var required = false
    /// Lengths count Unicode scalars, as Table Schema does.
    package var minLength: Int?
    package var maxLength: Int?
    package var pattern: String?
    package var enumeration: [String]?
    package var minimum: Double?
    package var maximum: Double?
  }

  /// What Table Schema can't say.
  package struct Bridge: Sendable, SchemaReadable {
    /// Further headings that mean this field; matched exactly, after NFKC and width folding.
    package var labels: [String] = []
    package var normalise: Normalisation = .text
    /// For choices: each code with the words that people write for it.
    package var meanings: [String: [String]] = [:]
    /// The name on the wire, where it is not the field's own.
    package var wire: String?
    /// For choices: our codes and what the wire carries in their place.
    package var codes: [String: String] = [:]
    /// Whether the field leaves the machine; client-side gates do not.
    package var isSent = true
    /// Whether another value makes another report; a number that only the sender's own books know does not.
    package var isContent = true
    /// Whether the field names a package of this day, or may hold such a name.
    package var reference: Reference?
    /// Comes from the configuration and is never read from a file or shown.
    package var isSecret = false
    /// Where the fact comes from; see `schemas/README.md` for the marks.
    package var source = ""
  }

  /// A name like `@A` stands for a number that the service has yet to give (domain/3 §3.6).
  package enum Reference: String, Sendable, SchemaReadable, CaseIterable {
    /// The row gives the package that it makes this name.
    case define
    /// The field may hold the name in place of the number.
    case use
  }

  /// The shape of such a name.
  package static let referencePattern = "^@[0-9A-Za-z_-]{1,20}$"

  package var wireName: String { bridge.wire ?? name }

  enum CodingKeys: String, CodingKey, CaseIterable {
    case name, title, description, type, format, example, constraints, trueValues, falseValues, bridge
  }

  package init(from node: SchemaNode) throws {
    let keys = try node.strict(CodingKeys.self)
    name = try keys.decode(String.self, forKey: .name)
    title = try keys.decode(String.self, forKey: .title)
    type = try keys.decode(ValueType.self, forKey: .type)
    example = try keys.decodeIfPresent(String.self, forKey: .example)
    constraints = try keys.decodeIfPresent(Constraints.self, forKey: .constraints) ?? Constraints()
    bridge = try keys.decodeIfPresent(Bridge.self, forKey: .bridge) ?? Bridge()
  }
}

extension FieldSchema.Constraints {
  enum CodingKeys: String, CodingKey, CaseIterable {
    case required, minLength, maxLength, pattern, minimum, maximum
    case enumeration = "enum"
  }

  package init(from node: SchemaNode) throws {
    let keys = try node.strict(CodingKeys.self)
    required = try keys.decodeIfPresent(Bool.self, forKey: .required) ?? false
    minLength = try keys.decodeIfPresent(Int.self, forKey: .minLength)
    maxLength = try keys.decodeIfPresent(Int.self, forKey: .maxLength)
    pattern = try keys.decodeIfPresent(String.self, forKey: .pattern)
    enumeration = try keys.decodeIfPresent([String].self, forKey: .enumeration)
    minimum = try keys.decodeIfPresent(Double.self, forKey: .minimum)
    maximum = try keys.decodeIfPresent(Double.self, forKey: .maximum)
  }
}

extension FieldSchema.Bridge {
  enum CodingKeys: String, CodingKey, CaseIterable {
    case labels, normalise, meanings, wire, codes, reference, source
    case isSent = "sent"
    case isContent = "content"
    case isSecret = "secret"
  }

  package init(from node: SchemaNode) throws {
    let keys = try node.strict(CodingKeys.self)
    labels = try keys.decodeIfPresent([String].self, forKey: .labels) ?? []
    normalise = try keys.decodeIfPresent(Normalisation.self, forKey: .normalise) ?? .text
    meanings = try keys.decodeIfPresent([String: [String]].self, forKey: .meanings) ?? [:]
    wire = try keys.decodeIfPresent(String.self, forKey: .wire)
    codes = try keys.decodeIfPresent([String: String].self, forKey: .codes) ?? [:]
    reference = try keys.decodeIfPresent(FieldSchema.Reference.self, forKey: .reference)
    isSent = try keys.decodeIfPresent(Bool.self, forKey: .isSent) ?? true
    isContent = try keys.decodeIfPresent(Bool.self, forKey: .isContent) ?? true
    isSecret = try keys.decodeIfPresent(Bool.self, forKey: .isSecret) ?? false
    source = try keys.decodeIfPresent(String.self, forKey: .source) ?? ""
    try checkCodes(at: node.codingPath)
  }

  /// A code that the field does not have would never be written, and two that are written alike could not be told apart.
  private func checkCodes(at path: [any CodingKey]) throws {
    func refusal(_ reason: String) -> DecodingError {
      .dataCorrupted(.init(codingPath: path + [CodingKeys.codes], debugDescription: reason))
    }
    for code in codes.keys.sorted() where meanings[code] == nil {
      throw refusal("“\(code)” is no code of the field")
    }
    guard !codes.isEmpty else { return }
    var owner: [String: String] = [:]
    for code in meanings.keys.sorted() {
      let written = codes[code] ?? code
      if written.isEmpty { throw refusal("“\(code)” is written as nothing") }
      if let other = owner.updateValue(code, forKey: written) {
        throw refusal("“\(other)” and “\(code)” are both written “\(written)”")
      }
    }
  }
}
