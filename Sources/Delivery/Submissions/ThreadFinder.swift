import Validation

/// Finds the threads that a row belongs to, and the names of packages that it gives or uses.
struct ThreadFinder: Sendable {
  private struct Link: Sendable {
    var kind: String
    /// The first filled field names the thread.
    var fields: [Int]
    var when: [(field: Int, values: [String])]
    var until: AwaitSchema.Until?
  }

  private let links: [Link]
  private let references: [FieldSchema.Reference: Int]
  private let office: Int?
  private let day: String

  init(function: FunctionSchema, today: JapanDate) {
    func position(_ name: String) -> Int? { function.fields.firstIndex { $0.name == name } }
    let order = function.bridge.order
    links =
      order.feeds.map { feed in
        Link(
          kind: feed.thread, fields: feed.name.compactMap(position),
          when: feed.when.compactMap { name, values in position(name).map { ($0, values) } }, until: nil)
      }
      + order.awaits.map { awaited in
        Link(kind: awaited.thread, fields: awaited.name.compactMap(position), when: [], until: awaited.until)
      }
    var references: [FieldSchema.Reference: Int] = [:]
    for (index, field) in function.fields.enumerated() {
      if let reference = field.bridge.reference { references[reference] = index }
    }
    self.references = references
    office = function.bridge.office.flatMap(position)
    day = today.description
  }

  /// Gives a submission the threads and names of its row.
  func link(_ submission: inout NewSubmission, _ row: Row) {
    guard !links.isEmpty || !references.isEmpty else { return }
    submission.threads = links.compactMap { link in name(of: link, row).map { ThreadLink(name: $0, until: link.until) }
    }
    submission.defines = reference(of: row, .define)
    submission.uses = reference(of: row, .use)
  }

  /// The names of all threads of the row.
  func names(of row: Row) -> [String] { links.compactMap { name(of: $0, row) } }

  /// The package's name with the office and the day that it belongs to: the same `@A` means another package tomorrow.
  func reference(of row: Row, _ kind: FieldSchema.Reference) -> String? {
    guard let field = references[kind], let value = row[field], value.first == UInt8(ascii: "@") else { return nil }
    return scoped(String(decoding: value, as: UTF8.self), row)
  }

  private func scoped(_ name: String, _ row: Row) -> String {
    [office.flatMap { row.text($0) } ?? "", day, name].joined(separator: ThreadName.separator)
  }

  private func name(of link: Link, _ row: Row) -> String? {
    guard link.when.allSatisfy({ $0.values.contains(row.text($0.field) ?? "") }),
      let value = link.fields.lazy.compactMap({ row.text($0) }).first
    else { return nil }
    return ThreadName.of(link.kind, value.hasPrefix("@") ? scoped(value, row) : value)
  }
}
