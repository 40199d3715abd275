import Delivery
import Findings
import Foundation
import Ledger

/// The drivers that have to pass `LedgerConformance`; a new one is a case here and nowhere else.
enum Driver: String, CaseIterable, Sendable {
  case sqlite

  /// Runs the body with an empty ledger that this process owns, and clears it away.
  func withLedger(_ body: (any LedgerDriver) throws -> Void) throws {
    switch self {
    case .sqlite: try withFolder { try body(SQLiteLedger(path: $0 + "/ledger.db", .owner(program: "tests"))) }
    }
  }
}

/// Runs the body with a new folder, and removes it.
func withFolder(_ body: (String) throws -> Void) throws {
  let folder = FileManager.default.temporaryDirectory.appendingPathComponent("ledger-\(UUID().uuidString)")
  try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  defer { try? FileManager.default.removeItem(at: folder) }
  try body(folder.path)
}

/// A moment some minutes into the test's night.
func minute(_ minutes: Int) -> Moment {
  Moment(milliseconds: 1_795_000_000_000 + Int64(minutes) * 60_000)
}

func newDrop(_ number: Int, at moment: Moment = minute(0), path: String? = nil) -> NewDrop {
  let digits = String(number, radix: 16)
  let sha256 = String(repeating: "0", count: 64 - digits.count) + digits
  return NewDrop(
    identity: DropIdentity(sha256: sha256, function: "collection-report"), path: path ?? "/drop/\(number).csv",
    byteCount: 100, header: ["車台番号", "引取年月日"], dialect: "{}", seenAt: moment)
}

func report(
  _ key: String, digest: String = "same", vehicle: String? = nil, function: String = "collection-report",
  order: Int = 10, deadline: String = "", window: String = "reports"
) -> NewSubmission {
  NewSubmission(
    function: function, isReport: true, key: key, contentDigest: digest, vehicle: vehicle ?? key, order: order,
    deadline: deadline, window: window, fields: "{}")
}

func inquiry(_ key: String, vehicle: String, order: Int = 1) -> NewSubmission {
  var inquiry = report(key, vehicle: vehicle, function: "fee-inquiry", order: order, window: "feeInquiry")
  inquiry.isReport = false
  return inquiry
}

func row(_ number: Int, _ submission: NewSubmission?, findings: [Finding] = []) -> StagedRow {
  StagedRow(
    location: Location(record: number, line: number, byteOffset: number * 50), cells: ["ABC-\(number)", "R8/11/20"],
    findings: findings, submission: submission)
}

extension LedgerDriver {
  /// Stages rows that are all there at once.
  func stage(_ rows: [StagedRow], in drop: DropID) throws {
    var rest: [StagedRow]? = rows
    var prefix = try self.drop(drop)?.prefix ?? StagedPrefix()
    try stage(in: drop, behind: &prefix) { rest.take() }
  }

  /// Stages a whole drop whose rows stand from spreadsheet row 2 on.
  @discardableResult
  func take(_ drop: NewDrop, _ submissions: NewSubmission?...) throws -> DropID {
    let id = try beginStaging(drop).id
    try stage(submissions.enumerated().map { row($0 + 2, $1) }, in: id)
    try finishStaging(id)
    return id
  }

  func claim(
    at now: Moment = minute(1), windows: [String] = ["reports", "feeInquiry"], drops: [DropID]? = nil,
    request: String = "request"
  ) throws -> ClaimedSubmission? {
    try record([], thenClaim: Claim(now: now, openWindows: windows, drops: drops, requestID: request))
  }

  /// One claim after any results, or none.
  ///
  /// What is claimed is on its way at once.
  func record(_ results: [AttemptResult], thenClaim claim: Claim?) throws -> ClaimedSubmission? {
    let claimed = try record(results, thenClaim: claim.map { [$0] } ?? []).first
    if let claimed { try noteLeaving(claimed.requestID) }
    return claimed
  }

  func record(_ results: [AttemptResult], thenClaim claims: [Claim]) throws -> [ClaimedSubmission] {
    try record(results, counting: CallCounts(), thenClaim: claims)
  }

  func finish(_ claimed: ClaimedSubmission?, _ settlement: Settlement, at now: Moment = minute(2)) throws {
    guard let claimed else { throw NothingClaimed() }
    let result = AttemptResult(
      submission: claimed.id, requestID: claimed.requestID, finishedAt: now, settlement: settlement, status: 200,
      code: "0000")
    _ = try record([result], thenClaim: nil)
  }

  func fates(of drop: DropID) throws -> [String] {
    try rows(of: drop, after: 0, limit: 1000).map { $0.fate.word }
  }
}

struct NothingClaimed: Error {}

extension Settlement {
  static let taken = Settlement.accepted(Receipt(number: "M-1", acceptedAt: "2026-11-21 07:00:03"))
  static let refused = Settlement.rejected([Finding(.serviceRefused, facts: ["code": "E1001"])])
  static let doubt = Settlement.unknown(
    askNotBefore: minute(3), because: Finding(.noUsableAnswer, facts: ["reason": "reset"]))

  static func later(_ moment: Moment, spends: Bool = true) -> Settlement {
    .retryable(notBefore: moment, because: Finding(.throttled), spendsAttempt: spends)
  }
}

extension RowRecord.Fate {
  /// The fate in one word, with the code of what holds the row.
  var word: String {
    switch self {
    case .accepted: "accepted"
    case .invalid: "invalid"
    case .rejected: "rejected"
    case .held(let finding): "held \(finding?.code.name ?? "-")"
    case .inDoubt(let finding): "inDoubt \(finding?.code.name ?? "-")"
    case .alreadyDone: "alreadyDone"
    }
  }
}
