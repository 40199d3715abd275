import Delivery
import Findings
import Foundation

/// Output for programs: one JSON value, keys sorted, so that two runs can be compared.
enum JSONOutput {
  static func text(_ value: Any) -> String {
    let options: JSONSerialization.WritingOptions = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
    guard let data = try? JSONSerialization.data(withJSONObject: value, options: options) else {
      preconditionFailure("output is built of JSON types only")
    }
    return String(decoding: data, as: UTF8.self)
  }

  static func object(_ finding: Finding, in language: Language) -> [String: Any] {
    var object: [String: Any] = [
      "code": finding.code.rawValue, "name": finding.code.name, "severity": finding.severity.rawValue,
      "message": finding.sentence(in: language),
    ]
    object["field"] = finding.field
    object["label"] = finding.label
    object["value"] = finding.facts["value"]
    object["row"] = finding.location?.record
    object["line"] = finding.location?.line
    // In XML, the place of the element itself.
    if finding.field != nil || finding.code.isAboutMarkup, let column = finding.facts["column"].flatMap({ Int($0) }) {
      object["line"] = finding.facts["line"].flatMap { Int($0) }
      object["column"] = column
    }
    object["byteOffset"] = finding.location?.byteOffset
    return object
  }
}
