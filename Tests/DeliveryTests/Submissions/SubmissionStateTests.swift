import Findings
import Testing

@testable import Delivery

@Suite("States of a submission")
struct SubmissionStateTests {
  @Test("Accepted and rejected are fates; every other state has a way out")
  func settled() {
    #expect(Set(SubmissionState.allCases.filter(\.isSettled)) == [.accepted, .rejected])
  }

  @Test("Only a state from which nothing can be under way may go on the wire")
  func sending() {
    let senders = SubmissionState.allCases.filter { $0.successors.contains(.inFlight) }
    #expect(Set(senders) == [.ready, .retryable])
    #expect(!SubmissionState.unknown.successors.contains(.inFlight))
  }

  @Test("Nothing is accepted or doubtful that was not under way")
  func origins() {
    #expect(SubmissionState.allCases.filter { $0.successors.contains(.accepted) } == [.inFlight, .unknown])
    #expect(SubmissionState.allCases.filter { $0.successors.contains(.unknown) } == [.inFlight, .unknown])
  }

  @Test("Nothing becomes ready again, and nothing stays under way")
  func beginnings() {
    for state in SubmissionState.allCases { #expect(!state.successors.contains(.ready)) }
    #expect(!SubmissionState.inFlight.successors.contains(.inFlight))
  }

  @Test("From every state each fate that is left can be reached, and successors lead nowhere else")
  func reachable() {
    for state in SubmissionState.allCases where !state.isSettled {
      var reached: Set<SubmissionState> = [state]
      while true {
        let next = reached.union(reached.flatMap(\.successors))
        if next == reached { break }
        reached = next
      }
      #expect(reached.isSuperset(of: [.accepted, .rejected]))
      #expect(reached.isSubset(of: SubmissionState.allCases))
    }
  }

  @Test("A settlement is one of the states that follow being under way, or doubt")
  func settlements() {
    let now = Moment(seconds: 0)
    let finding = Finding(.waiting)
    let settlements: [Settlement] = [
      .accepted(Receipt()), .rejected([finding]), .retryable(notBefore: now, because: finding, spendsAttempt: true),
      .unknown(askNotBefore: now, because: finding),
    ]
    #expect(Set(settlements.map(\.state)) == SubmissionState.inFlight.successors)
    #expect(Set(settlements.map(\.state)) == SubmissionState.unknown.successors)
  }
}
