import Foundation
import Synchronization

/// Does many long things at once, one on each processor core, and gathers what went wrong with them.
enum Workers {
  /// What the environment asks for.
  struct Share {
    /// Which of how many shares is done here: `CRASH_SHARD=2/4`.
    var shard = (number: 1, of: 1)
    /// Which of all are done, counted from 1: `CRASH_STEPS=100-200`.
    var range = 1...Int.max
    /// How many at once: `CRASH_JOBS`.
    var jobs = ProcessInfo.processInfo.activeProcessorCount

    init(_ variables: [String: String] = ProcessInfo.processInfo.environment) {
      let shard = (variables["CRASH_SHARD"] ?? "").split(separator: "/").compactMap { Int($0) }
      if shard.count == 2 { self.shard = (shard[0], shard[1]) }
      let range = (variables["CRASH_STEPS"] ?? "").split(separator: "-").compactMap { Int($0) }
      if range.count == 2, range[0] <= range[1] { self.range = range[0]...range[1] }
      if let jobs = variables["CRASH_JOBS"].flatMap({ Int($0) }), jobs > 0 { self.jobs = jobs }
    }

    func taken<Element>(_ all: [Element]) -> [Element] {
      all.enumerated().filter { range.contains($0.offset + 1) && $0.offset % shard.of == shard.number - 1 }.map(
        \.element)
    }
  }

  /// Calls the body with every element and the core that it may use; what it throws and returns is gathered.
  static func each<Element: Sendable, Found: Sendable>(
    of elements: [Element], jobs: Int = Share().jobs, _ body: @escaping @Sendable (Element, Int) throws -> [Found]
  ) -> (found: [Found], errors: [String]) {
    let rest = Mutex(elements[...])
    let found = Mutex<[Found]>([])
    let errors = Mutex<[String]>([])
    DispatchQueue.concurrentPerform(iterations: max(1, min(jobs, elements.count))) { core in
      while let element = rest.withLock({ $0.popFirst() }) {
        do {
          let more = try body(element, core)
          found.withLock { $0 += more }
        } catch {
          errors.withLock { $0.append("\(element): \(error)") }
        }
      }
    }
    return (found.withLock { $0 }, errors.withLock { $0 })
  }
}
