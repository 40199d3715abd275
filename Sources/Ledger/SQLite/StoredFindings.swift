internal import Delivery
internal import Findings
internal import Validation

/// Findings as the ledger keeps them: what Foundation's encoder would write of them with sorted keys, and reads.
enum StoredFindings {
  static func json(_ findings: [Finding]) -> String {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(256)
    for finding in findings {
      bytes.append(UInt8(ascii: bytes.isEmpty ? "[" : ","))
      append(finding, to: &bytes)
    }
    bytes.append(UInt8(ascii: "]"))
    return String(decoding: bytes, as: UTF8.self)
  }

  private static func append(_ finding: Finding, to bytes: inout [UInt8]) {
    bytes += "{\"code\":".utf8
    JSONText.append(quoted: finding.code.rawValue, to: &bytes)
    bytes += ",\"facts\":{".utf8
    for (position, fact) in finding.facts.sorted(by: { $0.key < $1.key }).enumerated() {
      if position > 0 { bytes.append(UInt8(ascii: ",")) }
      JSONText.append(quoted: fact.key, to: &bytes)
      bytes.append(UInt8(ascii: ":"))
      JSONText.append(quoted: fact.value, to: &bytes)
    }
    bytes.append(UInt8(ascii: "}"))
    for (name, text) in [("field", finding.field), ("label", finding.label)] {
      guard let text else { continue }
      bytes += ",\"\(name)\":".utf8
      JSONText.append(quoted: text, to: &bytes)
    }
    if let place = finding.location {
      bytes +=
        ",\"location\":{\"byteOffset\":\(place.byteOffset),\"line\":\(place.line),\"record\":\(place.record)}".utf8
    }
    bytes.append(UInt8(ascii: "}"))
  }

  /// `nil` for JSON that is not of this shape; the decoder says what is wrong with it.
  static func findings(from json: String) -> [Finding]? {
    guard case .array(let elements) = JSONReader.value(of: Array(json.utf8)) else { return nil }
    var findings: [Finding] = []
    for element in elements {
      guard let finding = finding(element) else { return nil }
      findings.append(finding)
    }
    return findings
  }

  private static func finding(_ value: JSONValue) -> Finding? {
    guard case .object(let members) = value, case .string(let code) = members["code"],
      let code = FindingCode(rawValue: code), case .object(let told) = members["facts"]
    else { return nil }
    var finding = Finding(code)
    for (name, fact) in told {
      guard case .string(let text) = fact else { return nil }
      finding.facts[name] = text
    }
    for (name, keep) in [("field", \Finding.field), ("label", \Finding.label)] {
      guard let text = members[name] else { continue }
      guard case .string(let text) = text else { return nil }
      finding[keyPath: keep] = text
    }
    guard let place = members["location"] else { return finding }
    guard case .object(let place) = place, case .integer(let record) = place["record"],
      case .integer(let line) = place["line"], case .integer(let offset) = place["byteOffset"]
    else { return nil }
    finding.location = Location(record: Int(record), line: Int(line), byteOffset: Int(offset))
    return finding
  }
}
