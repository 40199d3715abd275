import Delivery
import Findings
import Foundation
import Ledger
import Validation

/// What the ledger itself has to say before a report may leave: names become numbers, and known facts must fit.
struct Preparations: Sendable {
  let catalogue: Catalogue
  let ledger: any LedgerDriver
  let clock: Clock

  /// Puts numbers in the place of names whose packages exist by now.
  func resolveNames() throws {
    for waiting in try ledger.resolvable(limit: 100) {
      let function = try catalogue.staged(waiting.submission.submission.function)
      let maker = try catalogue.staged(waiting.definedBy)
      let field = function.fields.first { $0.bridge.reference == .use }
      guard let field, let number = maker.bridge.answer.package.flatMap({ waiting.receipt.columns[$0] }) else {
        let shown = field.flatMap { waiting.submission.submission.values[$0.name] } ?? ""
        let refusal = Settlement.rejected([Finding(.referenceUndefined, facts: ["value": shown])])
        try ledger.settle(waiting.submission.id, refusal, evidence: nil, at: clock.now())
        continue
      }
      var values = waiting.submission.submission.values
      values[field.name] = number
      let row = Row(values, of: function, at: Location(record: 1, line: 1, byteOffset: 0))
      let made = SubmissionMaker(function: function, today: clock.now().japanDate).submission(for: row, occasion: "")
      try ledger.resolve(waiting.submission.id, as: made.submission, at: clock.now())
    }
  }

  /// Gives up names of earlier days that nothing can make any more.
  func expireNames() throws {
    let now = clock.now()
    _ = try ledger.expireNames(seenBefore: Moment(now.japanDate), at: now)
  }

  /// What contradicts what accepted reports have said of the same vehicle; empty where nothing does.
  ///
  /// - Parameter row: the candidate's canonical values.
  func contradictions(
    _ candidate: ClaimedSubmission, _ row: [String: String], _ function: FunctionSchema
  ) throws -> [Finding] {
    var findings: [Finding] = []
    if let field = function.bridge.vehicleNumber, let number = row[field],
      let other = try ledger.vehicle(ofNumber: number), other != candidate.submission.vehicle
    {
      findings.append(
        Finding(
          .numberOfAnother, field: field, label: function.field(named: field)?.title,
          facts: ["value": number, "actual": other]))
    }
    for rule in function.bridge.known {
      guard let known = try ledger.known(of: candidate.submission.vehicle, by: rule.of)?.jsonValues else { continue }
      if let violation = rule.violation(by: row, against: known, of: function) { findings.append(violation) }
    }
    return findings
  }
}

extension NewSubmission {
  /// The row's canonical values by field name.
  var values: [String: String] { fields.jsonValues }
}

extension String {
  /// Canonical values by field name, as the ledger keeps them.
  var jsonValues: [String: String] {
    guard case .object(let members) = JSONReader.value(of: Array(utf8)) else { return [:] }
    return members.compactMapValues(\.text)
  }
}
