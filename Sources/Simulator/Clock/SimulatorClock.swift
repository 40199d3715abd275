package import Foundation

/// Which time it is at the far end.
package enum SimulatorClock: Sendable {
  /// The time of this machine.
  case system
  /// Always this moment, until an administrator moves it.
  case fixed(Date)
  /// This moment at the start, then running like any clock.
  case advancing(from: Date)
}

/// The clock while the simulator runs: service hours, future dates, deadlines and token life are read from it.
struct RunningClock: Sendable {
  private var base: Instant
  private var started: ContinuousClock.Instant?

  init(_ clock: SimulatorClock) {
    switch clock {
    case .system: self.init(base: Instant(Date()), runs: true)
    case .fixed(let date): self.init(base: Instant(date), runs: false)
    case .advancing(let date): self.init(base: Instant(date), runs: true)
    }
  }

  private init(base: Instant, runs: Bool) {
    self.base = base
    started = runs ? ContinuousClock.now : nil
  }

  var now: Instant {
    guard let started else { return base }
    let elapsed = (ContinuousClock.now - started).components
    let seconds = Double(elapsed.seconds) + Double(elapsed.attoseconds) * 1e-18
    return base.advanced(bySeconds: seconds)
  }

  /// Puts the clock to a moment; a fixed clock stays fixed, a running one runs on from there.
  mutating func set(_ instant: Instant) {
    base = instant
    if started != nil { started = ContinuousClock.now }
  }
}
