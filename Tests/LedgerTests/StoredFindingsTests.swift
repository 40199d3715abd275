import Findings
import Foundation
import Testing

@testable import Ledger

@Suite("Findings stand in the ledger as Foundation would write them")
struct StoredFindingsTests {
  private static let place = Location(record: 7, line: 9, byteOffset: 1234)
  static let findings: [[Finding]] = [
    [], [Finding(.waiting)],
    [Finding(.required, field: "chassisNo", label: "車台番号", at: place)],
    [Finding(.required, facts: ["value": "a\"b\\c\n\t\u{0}\u{1F}/é髙𠮷", "expected": "", "actual.ja": "はい"], at: place)],
    [
      Finding(.duplicateKey, field: "", label: "a\"b", facts: ["z": "1", "a": "2"]),
      Finding(.deadlinePassed, at: place),
    ],
  ]

  @Test("Written by hand, read by the decoder and by hand", arguments: findings)
  func roundTrip(_ findings: [Finding]) throws {
    let stored = try StoredValues.json(findings)
    #expect(try JSONDecoder().decode([Finding].self, from: Data(stored.utf8)) == findings)
    #expect(try StoredValues.findings(from: stored) == findings)
    if !findings.isEmpty { #expect(StoredFindings.findings(from: stored) == findings) }
  }

  @Test("Written by Foundation, as in older ledgers, read by hand", arguments: findings)
  func older(_ findings: [Finding]) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    let stored = String(decoding: try encoder.encode(findings), as: UTF8.self)
    #expect(StoredFindings.findings(from: stored) == findings)
  }

  @Test(
    "What is no list of findings is told, not guessed",
    arguments: [
      "{}", "[1]", "[{\"code\":\"V101\"}]", "[{\"code\":\"X\",\"facts\":{}}]", "[",
      "[{\"code\":\"V101\",\"facts\":{\"a\":1}}]",
    ])
  func broken(_ json: String) {
    #expect(throws: (any Error).self) { try StoredValues.findings(from: json) }
  }
}
