import Delivery
import Findings
import Testing

@testable import Bridge

@Suite("When going on would do harm")
struct TroubleTests {
  private let answer = ServiceAnswer(code: "0000", message: "")

  private func sent(_ outcome: Outcome) -> ServiceSession.Sent { ServiceSession.Sent(outcome: outcome) }

  @Test("Three doubts in a row call for a pause, five for an end; an answered inquiry between them changes nothing")
  func doubts() {
    var trouble = Trouble(host: "h")
    for number in 1...5 {
      trouble.note(sent(.accepted(answer)), isReport: false)
      trouble.note(sent(.unknown(reason: "reset")), isReport: true)
      #expect(trouble.needsPause == (3...4).contains(number))
      #expect((trouble.fault?.code == .noUsableAnswer) == (number == 5))
    }
  }

  @Test("An answered report forgives what went before")
  func forgiven() {
    var trouble = Trouble(host: "h")
    for _ in 1...4 { trouble.note(sent(.unknown(reason: "reset")), isReport: true) }
    trouble.note(sent(.accepted(answer)), isReport: true)
    #expect(!trouble.needsPause && trouble.fault == nil)
  }

  @Test("After a rest one more doubt stops again, until a report is answered")
  func rest() {
    var trouble = Trouble(host: "h")
    for _ in 1...5 { trouble.note(sent(.unknown(reason: "reset")), isReport: true) }
    _ = trouble.rest(from: Moment(milliseconds: 0))
    #expect(trouble.fault == nil)
    trouble.note(sent(.unknown(reason: "reset")), isReport: true)
    #expect(trouble.fault?.code == .noUsableAnswer)
    _ = trouble.rest(from: Moment(milliseconds: 0))
    trouble.note(sent(.accepted(answer)), isReport: true)
    trouble.note(sent(.unknown(reason: "reset")), isReport: true)
    #expect(trouble.fault == nil && !trouble.needsPause)
  }

  @Test("An unreachable service is named; a wrong address stops after three answers outside the contract")
  func unreached() {
    var trouble = Trouble(host: "https://jars.example")
    for _ in 1...4 { trouble.note(sent(.notTaken(reason: "refused")), isReport: true) }
    #expect(trouble.fault == Fault(.serviceUnreachable, ["host": "https://jars.example", "reason": "refused"]))
    var wrong = Trouble(host: "h")
    for _ in 1...3 { wrong.note(sent(.unexpected(status: 404)), isReport: true) }
    #expect(wrong.fault?.code == .unexpectedAnswer)
  }

  @Test("A connection that can't be mended, and a locked account, stop at once")
  func atOnce() {
    var trouble = Trouble(host: "h")
    trouble.note(sent(.stop(reason: "E5006", answer: nil)), isReport: true)
    #expect(trouble.fault?.code == .runStopped)
  }
}
