import Delivery
import Findings
import Testing
import Validation

@Suite("Whose trouble a refusal was")
struct TroubleOfOthersTests {
  private func isOthers(_ findings: Finding...) -> Bool {
    TroubleOfOthers(service: Shipped.service).isCause(of: findings, in: Shipped.function("collection-report"))
  }

  private func refused(_ code: String) -> Finding { Finding(.serviceRefused, facts: ["code": code]) }

  static let codes: [(String, Bool)] = [
    ("E3001", true), ("E3002", true), ("E4001", true), ("E4005", true), ("E5003", true), ("E5004", true),
    ("E5005", true), ("E5007", true), ("E1001", false), ("E1005", false), ("E2001", false), ("E2004", false),
    ("E4002", false), ("E4003", false), ("E4007", false), ("E4010", false), ("E9999", false),
  ]

  @Test("A code of the service is judged by its class", arguments: codes)
  func service(_ code: String, _ expected: Bool) {
    #expect(isOthers(refused(code)) == expected)
  }

  static let ownCodes: [(FindingCode, Bool)] = [
    (.depositUnpaid, true), (.itemUnpaid, true), (.referenceUndefined, true), (.reportedDifferently, false),
    (.numberOfAnother, false), (.keyConflict, false), (.rowCorrected, false),
  ]

  @Test("What a gate refused is a state of the world; what contradicts the row is not", arguments: ownCodes)
  func own(_ code: FindingCode, _ expected: Bool) {
    #expect(isOthers(Finding(code)) == expected)
  }

  @Test("One word against the content is enough; an earlier try is no such word")
  func several() {
    #expect(!isOthers())
    #expect(isOthers(refused("E3001"), refused("E3002")))
    #expect(!isOthers(refused("E3001"), refused("E1002")))
    #expect(isOthers(refused("E3001"), Finding(.rowCorrected)))
  }
}
