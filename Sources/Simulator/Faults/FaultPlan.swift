/// The faults in force, with their counters.
struct FaultPlan: Sendable {
  private(set) var faults: SimulatorFaults
  private var calls: [Int]
  private var admitted: [ContinuousClock.Instant] = []

  init(_ faults: SimulatorFaults) {
    self.faults = faults
    calls = Array(repeating: 0, count: faults.rules.count)
  }

  /// Adds a day on which every call is answered E6002.
  mutating func addPlannedStop(_ day: CalendarDay) { faults.plannedStops.insert(day.description) }

  /// Counts a call of a function and returns the rules that fire for it, at most one of each kind.
  mutating func rules(forCallOf function: Int) -> [SimulatorFaults.Kind: SimulatorFaults.Rule] {
    var fired: [SimulatorFaults.Kind: SimulatorFaults.Rule] = [:]
    for (index, rule) in faults.rules.enumerated() where rule.function == nil || rule.function == function {
      calls[index] += 1
      let fires =
        rule.call.map { $0 == calls[index] } ?? rule.every.map { calls[index].isMultiple(of: $0) } ?? true
      if fires { fired[rule.kind] = rule }
    }
    return fired
  }

  /// Lets a call pass or refuses it with E7001. The window is counted in real time, because clients wait in real time;
  /// a date for them is one of the simulator's clock, as every other date in its answers.
  mutating func admit(at moment: Instant) throws(Rejection) {
    guard let throttle = faults.throttle else { return }
    let now = ContinuousClock.now
    admitted.removeAll { now - $0 >= .seconds(throttle.windowSeconds) }
    guard admitted.count < throttle.limit else {
      throw Rejection(.throttled, retryAfter: throttle.retryAfterSeconds.map { throttle.headerValue($0, at: moment) })
    }
    admitted.append(now)
  }
}

extension SimulatorFaults.Throttle {
  fileprivate func headerValue(_ seconds: Int, at moment: Instant) -> String {
    retryAfterAsDate ? HTTPDate.text(moment.advanced(bySeconds: Double(seconds))) : String(seconds)
  }
}

/// The date form of HTTP headers (RFC 9110, 5.6.7).
enum HTTPDate {
  static func text(_ moment: Instant) -> String {
    // A part of a second counts as a whole one: nobody may come back too early.
    let seconds = Int((moment.milliseconds + 999) / 1000)
    let day = CalendarDay(number: seconds / 86_400)
    let parts = day.description.split(separator: "-")
    let weekdays = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"]
    let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
    let second = seconds % 86_400
    let time = [second / 3600, second / 60 % 60, second % 60].map(twoDigits).joined(separator: ":")
    return "\(weekdays[day.number % 7]), \(parts[2]) \(months[Int(parts[1])! - 1]) \(parts[0]) \(time) GMT"
  }
}
