import Foundation

/// Compares what the bridge says of a night with what the far end wrote down (domain/8, the acceptance property).
///
/// It knows nothing of the ledger: the journal, the inputs and the outputs are all that it looks at.
struct NightJudge {
  /// What is wrong, one sentence each; empty after a good night.
  private(set) var breaches: [String] = []
  /// How many rows came to which fate.
  private(set) var fates: [String: Int] = [:]

  private static let words: Set<String> = ["accepted", "invalid", "rejected", "held", "in doubt", "already done"]

  private let reports: [String: [[String: Any]]]
  private let journal: [[String: Any]]
  private let isOver: Bool

  /// - Parameter isOver: whether every file must have its result by now.
  init(_ night: MixedNight, in place: Workplace, journal: [[String: Any]], isOver: Bool = true) {
    self.journal = journal
    self.isOver = isOver
    let ours = journal.filter { $0["reportedBy"] == nil }
    reports = Dictionary(grouping: ours.filter { $0["clientRequestNo"] is String }) {
      $0["clientRequestNo"] as? String ?? ""
    }
    judgeJournal(ours)
    for drop in night.drops { judge(drop, in: place) }
  }

  /// Each business key at most once, and no row twice.
  private mutating func judgeJournal(_ ours: [[String: Any]]) {
    let keys = Dictionary(grouping: ours) { "\($0["function"] ?? "") \($0["businessKey"] ?? "")" }
    for (key, entries) in keys where entries.count > 1 { breaches.append("\(key) was reported \(entries.count) times") }
    for (mark, entries) in reports where entries.count > 1 {
      breaches.append("the row \(mark) was reported \(entries.count) times")
    }
  }

  /// Every row stands in the result once, with one fate, and what is said of it is what the far end knows.
  private mutating func judge(_ drop: MixedNight.Drop, in place: Workplace) {
    let inputPath = "\(place.path)/drop/\(drop.path)"
    if FileManager.default.contents(atPath: inputPath) != drop.text.data(using: drop.encoding) {
      breaches.append("\(drop.path) was changed")
    }
    let path = inputPath.dropLast(".csv".count) + ".result.csv"
    guard let bytes = FileManager.default.contents(atPath: String(path)),
      let text = String(data: bytes, encoding: drop.encoding)
    else {
      if isOver { breaches.append("\(drop.path) has no result") }
      return
    }
    let lines = text.components(separatedBy: "\r\n").filter { !$0.isEmpty }.map { $0.components(separatedBy: ",") }
    guard lines.count == drop.rows.count + 1 else {
      breaches.append("\(drop.path) has \(drop.rows.count) rows and \(lines.count - 1) results")
      return
    }
    let titles = lines[0]
    guard let fate = titles.firstIndex(of: "処理結果"), let package = titles.lastIndex(of: "荷姿番号") else {
      breaches.append("\(drop.path) has a result without our columns")
      return
    }
    for (row, line) in zip(drop.rows, lines.dropFirst()) {
      let theirs = Array(line.prefix(row.count)).map { $0.hasPrefix("'") ? String($0.dropFirst()) : $0 }
      if theirs != row { breaches.append("\(drop.path): \(row) came back as \(theirs)") }
      fates[line[fate], default: 0] += 1
      judge(row, of: drop, fate: line[fate], package: line[package])
    }
  }

  private mutating func judge(_ row: [String], of drop: MixedNight.Drop, fate: String, package: String) {
    let story = "\(drop.path) \(row.joined(separator: ",")): \(fate)"
    guard Self.words.contains(fate) else { return breaches.append("\(story): no fate") }
    if drop.function == "料金照会" { return }
    let mark = row[row.count - 1]
    guard !mark.isEmpty else {
      let function = Self.packageCalls[drop.function]
      let known = journal.contains { $0["functionNo"] as? Int == function && $0["packageNo"] as? String == package }
      if fate == "accepted" && (package.isEmpty || !known) {
        breaches.append("\(story), but the far end has no such call")
      }
      return
    }
    let count = reports[mark]?.count ?? 0
    switch fate {
    case "accepted":
      if count == 0 && !wasReportedByAnother(row, of: drop) {
        breaches.append("\(story), but the far end has never heard of it")
      }
    case "already done":
      let car = row[drop.header.firstIndex(of: "車台番号")!]
      if !journal.contains(where: { $0["chassisNo"] as? String == car }) {
        breaches.append("\(story), but the far end has never heard of the car")
      }
    case "in doubt": break
    case "held" where !isOver: break
    default: if count > 0 { breaches.append("\(story), but the far end has it: something is lost") }
    }
  }

  /// Whether somebody else reported just these facts, which an inquiry can't tell from our report.
  private func wasReportedByAnother(_ row: [String], of drop: MixedNight.Drop) -> Bool {
    let cells = Dictionary(zip(drop.header, row)) { first, _ in first }
    return journal.contains { entry in
      entry["reportedBy"] != nil && entry["functionNo"] as? Int == MixedNight.numbers[drop.function]
        && entry["chassisNo"] as? String == cells["車台番号"] && entry["officeCode"] as? String == cells["事業所コード"]
        && drop.header.contains {
          $0.hasSuffix("年月日") && MixedNight.day(cells[$0] ?? "") == entry["eventDate"] as? String
        }
    }
  }

  private static let packageCalls = ["フロン集荷依頼": 14, "フロン引渡報告": 15, "エアバッグ集荷依頼": 22, "エアバッグ引渡報告": 23]
}
