package import Findings
package import Validation

/// Turns a valid row into what is to be sent: its business key, its place in the order, its deadline.
package final class SubmissionMaker: Sendable {
  /// A field with its position in the row and its name as a JSON literal.
  private struct Entry: Sendable {
    var position: Int
    var literal: [UInt8]
    /// Whether another value makes another report.
    var isContent: Bool
  }

  private let bridge: FunctionSchema.Bridge
  private let name: String
  /// In the order of names, so that equal content is equal text.
  private let entries: [Entry]
  private let keyPositions: [Int]?
  /// Those of them that may be empty.
  private let optionalPositions: Set<Int>
  private let keyScope: [UInt8]
  /// Whether a key field may hold a name in place of a package's number.
  private let isKeyOfPackage: Bool
  private let positions: [String: Int]
  private let deadlineTitle: String?
  private let deadlineStart: Int?
  private let today: JapanDate
  private let threads: ThreadFinder

  package init(function: FunctionSchema, today: JapanDate) {
    self.today = today
    bridge = function.bridge
    name = function.name
    let positions = Dictionary(uniqueKeysWithValues: function.fields.enumerated().map { ($1.name, $0) })
    self.positions = positions
    entries = function.fields.enumerated().sorted { $0.element.name < $1.element.name }.map { position, field in
      var literal: [UInt8] = []
      JSONText.append(quoted: field.name.utf8, to: &literal)
      return Entry(
        position: position, literal: literal, isContent: field.bridge.isSent && field.bridge.isContent)
    }
    keyPositions = function.bridge.key.map { key in key.fields.compactMap { positions[$0] } }
    isKeyOfPackage =
      function.bridge.key?.fields.contains { function.field(named: $0)?.bridge.reference == .use } ?? false
    optionalPositions = Set(function.bridge.key?.optional.compactMap { positions[$0] } ?? [])
    keyScope = Array((function.bridge.key?.scope ?? function.name).utf8)
    deadlineStart = function.bridge.deadline.flatMap { positions[$0.from] }
    deadlineTitle = function.bridge.deadline.flatMap { function.field(named: $0.from)?.title }
    threads = ThreadFinder(function: function, today: today)
  }

  /// - Parameter occasion: tells one asking of an inquiry from the next; reports ignore it, because a report is the same
  ///   report whenever and from whichever file it comes.
  package func submission(for row: Row, occasion: String) -> (submission: NewSubmission, warnings: [Finding]) {
    let isReport = bridge.kind == .report
    let content = canonicalText(of: row) { $0.isContent }
    var key = businessKey(of: row) ?? content
    if !isReport { key += [Self.separator] + occasion.utf8 }
    let deadline = deadline(of: row)
    var submission = NewSubmission(
      function: name, isReport: isReport, key: KeyDigest.text(of: key), sequence: bridge.key?.sequence,
      // Functions that share a scope may send the same fields and still say different things.
      contentDigest: KeyDigest.text(of: Array(name.utf8) + [Self.separator] + content),
      vehicle: bridge.vehicle.flatMap { text($0, of: row) } ?? "",
      order: process(of: row) * 1000 + bridge.order.rank,
      deadline: deadline?.description ?? "", window: bridge.hours,
      fields: String(decoding: canonicalText(of: row) { _ in true }, as: UTF8.self))
    submission.keyPlace = KeyPlace.text(of: keyPositions?.first.flatMap { row[$0] } ?? [])
    submission.office = bridge.office.flatMap { text($0, of: row) } ?? ""
    submission.vehicleNumber = bridge.vehicleNumber.flatMap { text($0, of: row) } ?? ""
    submission.passesTo = bridge.order.passesTo.flatMap { text($0, of: row) } ?? ""
    threads.link(&submission, row)
    return (submission, warnings(about: deadline, row))
  }

  /// What an invalid row holds back: the later steps of its vehicle and what waits for its threads; `nil` for nothing.
  package func obstacle(of row: Row) -> Obstacle? {
    guard bridge.kind == .report else { return nil }
    let vehicle = bridge.vehicle.flatMap { text($0, of: row) } ?? ""
    let lines = (vehicle.isEmpty ? [] : [ThreadName.ofVehicle(vehicle)]) + threads.names(of: row)
    if lines.isEmpty { return nil }
    return Obstacle(
      function: name, vehicle: vehicle, office: bridge.office.flatMap { text($0, of: row) } ?? "",
      order: process(of: row) * 1000 + bridge.order.rank, lines: lines)
  }

  /// Whether rows with the same key are one call, whose other columns must agree.
  package var isGrouping: Bool { bridge.unit == .package }

  /// The title of the first field in which two rows of one call differ; `nil` where they agree.
  package func difference(between row: Row, and other: Row) -> Int? {
    entries.first { $0.isContent && row[$0.position] != other[$0.position] }?.position
  }

  /// Stands for the row's key among those of one file; `nil` where a key field is empty or the function has no key.
  package func keyFingerprint(of row: Row) -> UInt64? {
    guard let keyPositions else { return nil }
    let key = RowKey(fields: keyPositions, optional: optionalPositions)
    guard isKeyOfPackage, let scoped = threads.reference(of: row, .use) else { return key.fingerprint(of: row) }
    // Where the package makes the key, another day's name is another package.
    return key.fingerprint(of: row).map { bits in
      var named = KeyFingerprint()
      withUnsafeBytes(of: bits) { named.add($0) }
      for byte in scoped.utf8 { withUnsafeBytes(of: byte) { named.add($0) } }
      return named.finish()
    }
  }

  /// The key where nothing but the values of fields makes it; `nil` where the function has none or it is made otherwise.
  package var plainKey: RowKey? {
    guard let keyPositions, !isKeyOfPackage else { return nil }
    return RowKey(fields: keyPositions, optional: optionalPositions)
  }

  /// The field that starts the deadline, and the first day in it whose deadline has not passed; `nil` without a deadline.
  package var earliestInTime: (field: Int, day: JapanDate)? {
    guard let deadline = bridge.deadline, let deadlineStart else { return nil }
    var day = today
    while LegalClock.deadline(from: day.adding(days: -1), days: deadline.days) >= today { day = day.adding(days: -1) }
    return (deadlineStart, day)
  }

  /// The key fields as people know them, for messages; `nil` where one is empty or the function has no key.
  package func readableKey(of row: Row) -> String? {
    guard let keyPositions else { return nil }
    var key: [UInt8] = []
    for position in keyPositions where !(row[position] == nil && optionalPositions.contains(position)) {
      guard let value = row[position] else { return nil }
      if !key.isEmpty { key.append(UInt8(ascii: " ")) }
      key += value
    }
    return String(decoding: key, as: UTF8.self)
  }

  /// Stands between the parts of a key and in none of them: ASCII's unit separator.
  private static let separator: UInt8 = 0x1F

  private func businessKey(of row: Row) -> [UInt8]? {
    guard let keyPositions else { return nil }
    var key: [UInt8] = []
    key.reserveCapacity(keyScope.count + 64)
    key += keyScope
    for position in keyPositions {
      key.append(Self.separator)
      if let value = row[position] { key += value }
    }
    // Where the package makes the key, another day's name is another package.
    if isKeyOfPackage, let scoped = threads.reference(of: row, .use) { key += [Self.separator] + scoped.utf8 }
    return key
  }

  /// The filled fields as a JSON object.
  private func canonicalText(of row: Row, where isWanted: (Entry) -> Bool) -> [UInt8] {
    var text: [UInt8] = [UInt8(ascii: "{")]
    text.reserveCapacity(512)
    for entry in entries where isWanted(entry) {
      guard let value = row[entry.position] else { continue }
      if text.count > 1 { text.append(UInt8(ascii: ",")) }
      text += entry.literal
      text.append(UInt8(ascii: ":"))
      JSONText.append(quoted: value, to: &text)
    }
    text.append(UInt8(ascii: "}"))
    return text
  }

  private func process(of row: Row) -> Int {
    let process = bridge.order.process
    return Int(process.hasPrefix("$") ? text(String(process.dropFirst()), of: row) ?? "0" : process) ?? 0
  }

  /// What a person should know of a valid row before it is sent.
  package func warnings(about row: Row) -> [Finding] { warnings(about: deadline(of: row), row) }

  private func deadline(of row: Row) -> JapanDate? {
    guard let deadline = bridge.deadline, let start = deadlineStart.flatMap({ row[$0] }).flatMap(JapanDate.init(iso:))
    else { return nil }
    return LegalClock.deadline(from: start, days: deadline.days)
  }

  private func warnings(about deadline: JapanDate?, _ row: Row) -> [Finding] {
    guard let deadline, deadline < today, let field = bridge.deadline?.from else { return [] }
    return [
      Finding(
        .deadlinePassed, field: field, label: deadlineTitle, facts: ["expected": deadline.description],
        at: row.location)
    ]
  }

  private func text(_ name: String, of row: Row) -> String? {
    positions[name].flatMap { row.text($0) }
  }
}
