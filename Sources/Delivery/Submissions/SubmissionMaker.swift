import Crypto
package import Findings
package import Validation

/// Turns a valid row into what is to be sent: its business key, its place in the order, its deadline.
package struct SubmissionMaker: Sendable {
  private let function: FunctionSchema
  private let positions: [String: Int]
  private let today: JapanDate

  package init(function: FunctionSchema, today: JapanDate) {
    self.function = function
    self.today = today
    positions = Dictionary(uniqueKeysWithValues: function.fields.enumerated().map { ($1.name, $0) })
  }

  /// - Parameter occasion: tells one asking of an inquiry from the next; reports ignore it, because a report is the same
  ///   report whenever and from whichever file it comes.
  package func submission(for row: Row, occasion: String) -> (submission: NewSubmission, warnings: [Finding]) {
    let bridge = function.bridge
    let isReport = bridge.kind == .report
    let sent = canonicalText(of: row) { $0.bridge.isSent }
    let key = businessKey(of: row) ?? sent
    let deadline = bridge.deadline.flatMap { deadline in
      text(deadline.from, of: row).flatMap { JapanDate($0) }.map { LegalClock.deadline(from: $0, days: deadline.days) }
    }
    let submission = NewSubmission(
      function: function.name, isReport: isReport,
      key: Self.digest(isReport ? key : key + Self.separator + occasion),
      // Functions that share a scope may send the same fields and still say different things.
      contentDigest: Self.digest(function.name + Self.separator + sent),
      vehicle: bridge.vehicle.flatMap { text($0, of: row) } ?? "",
      order: process(of: row) * 1000 + bridge.order.rank,
      deadline: deadline?.description ?? "", window: bridge.hours,
      fields: canonicalText(of: row) { _ in true })
    return (submission, warnings(about: deadline, row))
  }

  /// The key fields as people know them, for messages; `nil` where one is empty or the function has no key.
  package func readableKey(of row: Row) -> String? {
    guard let fields = function.bridge.key?.fields else { return nil }
    let values = fields.map { text($0, of: row) }
    return values.contains(nil) ? nil : values.compactMap { $0 }.joined(separator: " ")
  }

  private static let separator = "\u{1f}"

  private func businessKey(of row: Row) -> String? {
    guard let key = function.bridge.key else { return nil }
    return ([key.scope ?? function.name] + key.fields.map { text($0, of: row) ?? "" })
      .joined(separator: Self.separator)
  }

  /// The filled fields as a JSON object with sorted names: equal content is equal text.
  private func canonicalText(of row: Row, where isWanted: (FieldSchema) -> Bool) -> String {
    let values = function.fields.enumerated()
      .filter { isWanted($0.element) }
      .compactMap { index, field in row.text(index).map { (field.name, $0) } }
      .sorted { $0.0 < $1.0 }
    return "{" + values.map { JSONText.quoted($0) + ":" + JSONText.quoted($1) }.joined(separator: ",") + "}"
  }

  private func process(of row: Row) -> Int {
    let process = function.bridge.order.process
    return Int(process.hasPrefix("$") ? text(String(process.dropFirst()), of: row) ?? "0" : process) ?? 0
  }

  private func warnings(about deadline: JapanDate?, _ row: Row) -> [Finding] {
    guard let deadline, deadline < today, let field = function.bridge.deadline?.from else { return [] }
    return [
      Finding(
        .deadlinePassed, field: field, label: function.field(named: field)?.title,
        facts: ["expected": deadline.description], at: row.location)
    ]
  }

  private func text(_ name: String, of row: Row) -> String? {
    positions[name].flatMap { row.text($0) }
  }

  private static func digest(_ text: String) -> String {
    SHA256.hash(data: Array(text.utf8)).map { byte in
      let digits = String(byte, radix: 16)
      return digits.count == 1 ? "0" + digits : digits
    }.joined()
  }
}
