import Bridge
import Findings
import Foundation
import Ledger
import Validation

/// One car from its collection to the residue of its shredding, through the drop files of six offices.
///
/// The files lie in the drop folder all at once and in no order; the bridge finds the order. What is shown is the far
/// end's own record of it.
struct DemoStory {
  let catalogue: Catalogue
  let language: Language

  /// The reports that the far end wrote down after the first `count`, one line each.
  func lines(journal path: String, after count: Int) -> [String] {
    let text = (try? String(contentsOfFile: path, encoding: .utf8)) ?? ""
    var table = TextTable(
      header: language.pick(
        ja: ["", "報告した事業所", "機能", "相手先", "荷姿番号"], en: ["", "Reporting office", "Function", "Counterpart", "Package"]))
    table.rightAligned = [0]
    for (index, line) in text.split(separator: "\n").dropFirst(count).enumerated() {
      guard let entry = try? JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any] else { continue }
      func word(_ name: String) -> String { entry[name] as? String ?? "" }
      let function = catalogue.function(named: word("function"))
      table.rows.append([
        String(index + 1), office(word("officeCode")), function?.bridge.aliases.first ?? word("function"),
        office(word("counterpartOfficeCode")), word("packageNo"),
      ])
    }
    return table.lines()
  }

  /// The far end's verdict in one sentence.
  func verdict(_ report: RunReport, reports: Int) -> (isRight: Bool, sentence: String) {
    let offices = Set(report.files.map { ($0.path as NSString).deletingLastPathComponent }).count
    let tally = report.tally
    let isRight = tally.input > 0 && tally.accepted == tally.input && reports == tally.input
    return (
      isRight,
      language.pick(
        ja: "\(offices)事業所の\(report.files.count)ファイル、\(tally.input)行 → 順番どおりの報告 \(reports)件。引取りからASRまで、1台",
        en:
          "\(report.files.count) files of \(offices) offices, \(tally.input) rows → \(reports) reports in their order:"
          + " one car from collection to residue")
    )
  }

  private func office(_ code: String) -> String {
    let title = catalogue.service.role(ofOffice: code).flatMap { catalogue.service.roles[$0]?.title }
    return title.map { "\(code) \($0)" } ?? code
  }
}
