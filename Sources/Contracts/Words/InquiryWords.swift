package import Findings
import Validation

extension RuleWords {
  /// The checks before sending, one sentence for each answer that forbids the report.
  package func gates(in language: Language) -> [String] {
    function.bridge.gates.flatMap { gate in
      gate.refusals.map { refusal in
        let answers = refusal.answer.sorted { $0.key < $1.key }.map { "\($0.key) = \($0.value.joined(separator: "/"))" }
          .joined(separator: ", ")
        let condition = phrase(refusal.when, in: language)
        let code = "\(refusal.code.rawValue) \(refusal.code.name)"
        return language.pick(
          ja: "\(condition.map { "\($0)のとき、" } ?? "")\(gate.ask) の回答が \(answers) なら送らない（\(refusal.title)、\(code)）",
          en: "\(condition.map { "when \($0): " } ?? "")not sent if \(gate.ask) answers \(answers) "
            + "(\(refusal.title), \(code))")
      }
    }
  }

  /// How a report in doubt is settled; `nil` where nothing can be asked.
  package func confirmation(in language: Language) -> String? {
    guard let confirm = function.bridge.confirm else { return nil }
    let evidence = Self.demands(confirm.took)
    let second = confirm.agrees.map { agrees in
      language.pick(
        ja: "、さらに \(agrees.ask) が \(Self.demands(agrees.took))",
        en: ", and that of \(agrees.ask) \(Self.demands(agrees.took))")
    }
    return language.pick(
      ja: "送ったか分からないときは \(confirm.ask) に照会し、\(evidence)\(second ?? "") なら受理済みとする",
      en:
        "a report in doubt is settled by asking \(confirm.ask): it was taken if the answer has \(evidence)\(second ?? "")"
    )
  }

  private static func demands(_ took: [String: [String: [String]]]) -> String {
    took.sorted { $0.key < $1.key }.map { list, members in
      let demands = members.sorted { $0.key < $1.key }.map { "\($0.key) = \($0.value.joined(separator: "/"))" }
      return (list == "." ? "" : "\(list): ") + demands.joined(separator: ", ")
    }.joined(separator: "; ")
  }
}
