import Foundation
import Testing

/// Kills the program at one chosen system call after another; the simulator's journal is the judge.
///
/// strace injects the SIGKILL: the call is made and the process is gone before it sees the result. `make crash` walks
/// through every step of a night of more than 300 rows, the everyday tests through a few of a smaller one.
@Suite("kill -9 at a durable step", .serialized, .enabled(if: SystemCall.canTrace))
struct StepCrashTests {
  private static let takesEveryStep = ProcessInfo.processInfo.environment["CRASH_EVERY_STEP"] != nil

  /// The calls after which something is durable, sent or received.
  private static let names = ["fdatasync", "fsync", "rename", "connect", "sendto", "recvfrom"]

  @Test("Whatever dies when: every report once, every row one fate, the outputs as if nothing had happened")
  func everyStep() throws {
    let cars = Self.takesEveryStep ? 80 : 6
    let undisturbed = try DisturbedNight.undisturbed(cars: cars)
    let counts = try Self.count(cars: cars)
    let all = SystemCall.all(counts, of: Self.names)
    let steps = Workers.Share().taken(Self.takesEveryStep ? all : SystemCall.sample(counts, of: Self.names, most: 2))
    print("a night of \(undisturbed.rows) rows, \(undisturbed.reports) reports, \(all.count) steps: \(counts)")
    let outputs = undisturbed.outputs
    let began = ContinuousClock.now
    let (found, errors) = Workers.each(of: steps) { step, core in
      let night = try DisturbedNight(cars: cars)
      let first = try night.run(through: step.killing(core: core))
      let (settled, last) = try night.settleDoubtedTwice(after: night.finish())
      // strace ends as its tracee did.
      let wasKilled = first.exitCode == 137 || first.exitCode == -9
      let breaches = try night.breaches(after: last, comparedWith: outputs).map { "\(step): \($0)" }
      if !breaches.isEmpty { print(breaches.joined(separator: "\n")) }
      return [(call: step.name, wasKilled: wasKilled, settled: settled, breaches: breaches)]
    }
    for name in Self.names {
      let mine = found.filter { $0.call == name }
      let ended = mine.filter { !$0.wasKilled }.count
      print("\(name): killed at \(mine.count - ended) steps" + (ended == 0 ? "" : ", \(ended) came too late"))
    }
    let settled = found.map(\.settled).reduce(0, +)
    if settled > 0 { print("a person settled \(settled) reports that were in doubt twice") }
    print("\(found.count) nights in \(ContinuousClock.now - began)")
    #expect(errors.isEmpty)
    #expect(found.flatMap(\.breaches).isEmpty)
    #expect(found.contains { $0.wasKilled } || steps.isEmpty, "nothing was ever killed")
  }

  /// How often the night makes each call when nobody kills it.
  private static func count(cars: Int) throws -> [String: Int] {
    let night = try DisturbedNight(cars: cars)
    let log = night.place.path + "/strace.log"
    try night.run(through: SystemCall.tracing(names, log: log))
    return SystemCall.counts(inLog: log)
  }
}
