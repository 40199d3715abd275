/// A thread that a report belongs to: a line of reports other than its vehicle's, such as all that fill one package.
package struct FeedSchema: Sendable, SchemaReadable {
  /// What kind of thread it is; the kind and the first filled field of ``name`` name the thread.
  package var thread: String
  package var name: [String]
  /// The member of the answer's data that names the thread as well, once the report is accepted.
  package var answer: String?
  /// Applies to rows with these values only.
  package var when: Condition
}

/// A thread whose earlier reports a report waits for; it belongs to that thread itself.
package struct AwaitSchema: Sendable, SchemaReadable {
  package var thread: String
  package var name: [String]
  package var until: Until

  /// How an earlier report of the thread must have ended.
  package enum Until: String, Sendable, SchemaReadable, CaseIterable {
    /// A refused or invalid one holds what waits: a package would leave incomplete.
    case accepted
    /// Any end will do.
    case settled
  }
}

extension FeedSchema {
  enum CodingKeys: String, CodingKey, CaseIterable { case thread, name, answer, when }

  package init(from node: SchemaNode) throws {
    let keys = try node.strict(CodingKeys.self)
    thread = try keys.decode(String.self, forKey: .thread)
    name = try keys.decode([String].self, forKey: .name)
    answer = try keys.decodeIfPresent(String.self, forKey: .answer)
    when = try keys.decodeIfPresent(Condition.self, forKey: .when) ?? [:]
  }
}

extension AwaitSchema {
  enum CodingKeys: String, CodingKey, CaseIterable { case thread, name, until }

  package init(from node: SchemaNode) throws {
    let keys = try node.strict(CodingKeys.self)
    thread = try keys.decode(String.self, forKey: .thread)
    name = try keys.decode([String].self, forKey: .name)
    until = try keys.decode(Until.self, forKey: .until)
  }
}
