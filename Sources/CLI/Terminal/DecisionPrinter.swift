import Bridge
import Findings
import Foundation
import Ledger

/// Says what became of a person's word: what is settled, and where the outputs are up to date.
struct DecisionPrinter {
  let language: Language
  let json: Bool

  func print(_ sentence: String, _ facts: [String: Any], _ outputs: DecidedOutputs) {
    var object = facts
    switch outputs {
    case .leftToOwner(let owner):
      object["outputsLeftTo"] = owner
      if !json {
        Terminal.output.line(sentence)
        Terminal.output.line(
          language.pick(
            ja: "結果ファイルは実行中の処理（\(owner)）が書き直します。", en: "The outputs follow from the work in progress (\(owner))."))
      }
    case .written(let files):
      object["outputs"] = files.filter { $0.fault == nil }.compactMap(\.resultPath)
      let faults = files.compactMap(\.fault)
      object["outputFaults"] = faults.map { ["code": $0.code.rawValue, "message": $0.sentence(in: language)] }
      if json { break }
      Terminal.output.line(sentence)
      for fault in faults {
        Terminal.error.line(
          language.pick(ja: "確定は台帳に残りましたが、結果ファイルを書けません：", en: "The decision is kept, but not yet in the outputs: ")
            + "\(fault.code.rawValue) \(fault.sentence(in: language))")
      }
    }
    if json { Swift.print(JSONOutput.text(object)) }
  }
}
