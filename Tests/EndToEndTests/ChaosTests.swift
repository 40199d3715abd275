import Foundation
import Testing

/// Nights made from seeds, each with its own files, faults, kills and restarts.
///
/// `CHAOS_NIGHTS=200` lives through as many, `CHAOS_SEED=17` through the one with that seed; the first seed of many is
/// `CHAOS_FIRST`.
@Suite("Random nights", .serialized)
struct ChaosTests {
  private static let seeds: [UInt64] = {
    let variables = ProcessInfo.processInfo.environment
    if let seed = variables["CHAOS_SEED"].flatMap({ UInt64($0) }) { return [seed] }
    let first = variables["CHAOS_FIRST"].flatMap { UInt64($0) } ?? 1
    return (0..<(variables["CHAOS_NIGHTS"].flatMap { UInt64($0) } ?? 2)).map { first + $0 }
  }()

  @Test("Whatever the far end does and whenever we die: nothing twice, nothing lost, every row one fate")
  func nights() throws {
    let began = ContinuousClock.now
    let seeds = Workers.Share().taken(Self.seeds)
    let (verdicts, errors) = Workers.each(of: seeds) { seed, _ in
      let verdict = try ChaosNight(seed: seed).live()
      if !verdict.breaches.isEmpty {
        print("CHAOS_SEED=\(seed)\n  " + (verdict.breaches + verdict.story).joined(separator: "\n  "))
      }
      return [verdict]
    }
    func sum(_ count: (ChaosNight.Verdict) -> Int) -> Int { verdicts.map(count).reduce(0, +) }
    let fates = verdicts.map(\.fates).reduce(into: [:]) { $0.merge($1, uniquingKeysWith: +) }
    let knobs = verdicts.flatMap(\.knobs).reduce(into: [:]) { $0[$1, default: 0] += 1 }
    print(
      """
      \(verdicts.count) nights, seeds \(seeds.first ?? 0)…\(seeds.last ?? 0), in \(ContinuousClock.now - began)
      \(sum(\.rows)) rows, \(sum(\.reports)) reports, \(sum(\.runs)) runs, \(sum(\.kills)) kills
      fates: \(fates.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }.joined(separator: ", "))
      nights with: \(knobs.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }.joined(separator: ", "))
      """)
    #expect(errors.isEmpty)
    let bad = verdicts.filter { !$0.breaches.isEmpty }
    #expect(bad.isEmpty, "seeds \(bad.map(\.seed)): \(bad.flatMap(\.breaches).prefix(10))")
  }
}
