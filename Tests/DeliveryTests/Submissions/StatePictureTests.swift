import Delivery
import Foundation
import Testing

@Suite("The picture of a submission's states")
struct StatePictureTests {
  @Test("docs/STATES.md shows exactly the steps that are allowed")
  func picture() throws {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("../../..")
    let text = try String(contentsOf: root.appendingPathComponent("docs/STATES.md"), encoding: .utf8)
    var drawn: [SubmissionState: Set<SubmissionState>] = [:]
    for match in text.matches(of: /(?m)^ {2}([a-zA-Z]+) --> ([a-zA-Z]+):/) {
      let from = try #require(SubmissionState(rawValue: String(match.1)))
      drawn[from, default: []].insert(try #require(SubmissionState(rawValue: String(match.2))))
    }
    for state in SubmissionState.allCases { #expect(drawn[state, default: []] == Set(state.successors), "\(state)") }
  }
}
