import Delivery
import Testing

@Suite("Rests for a far end that is ill")
struct CircuitTests {
  private let now = Moment("2026-11-21T10:00:00+09:00")!

  @Test("Rests double up to half an hour, and one good answer forgets them")
  func rests() {
    var circuit = Circuit()
    #expect(!circuit.isHalfOpen)
    for minutes in [1, 2, 4, 8, 16, 30, 30, 30, 30, 30, 30] {
      #expect(circuit.open(at: now) == now.adding(seconds: minutes * 60))
      #expect(circuit.isHalfOpen)
    }
    circuit.close()
    #expect(!circuit.isHalfOpen)
    #expect(circuit.open(at: now) == now.adding(seconds: 60))
  }
}
