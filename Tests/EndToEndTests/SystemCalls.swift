import Foundation

/// One system call of a run: the how-many-eth of its name.
struct SystemCall: Sendable, CustomStringConvertible {
  var name: String
  var number: Int

  var description: String { "\(name) \(number)" }

  static let canTrace = isInstalled("strace") && isInstalled("taskset")

  private static func isInstalled(_ program: String) -> Bool {
    ["/usr/bin/", "/bin/"].contains { FileManager.default.isExecutableFile(atPath: $0 + program) }
  }

  /// Runs what follows it under strace on one processor core.
  ///
  /// strace counts the calls of each thread by itself. On one core the program has one thread for all that it writes and
  /// one for the network, so that the numbers are those of the whole program and the same in each run.
  ///
  /// - Parameters:
  ///   - names: the calls that are looked at.
  ///   - log: where strace writes them down; nowhere if `nil`.
  static func tracing(_ names: [String], core: Int = 0, log: String? = nil, _ options: [String] = []) -> [String] {
    let trace = ["-e", "trace=" + names.joined(separator: ",")]
    return ["taskset", "-c", "\(core)", "strace", "-f", "-qq", "-o", log ?? "/dev/null"] + trace + options
  }

  /// Lets the call be made and kills the program before it sees the result.
  func killing(core: Int = 0) -> [String] {
    Self.tracing([name], core: core, ["-e", "inject=\(name):signal=SIGKILL:when=\(number)"])
  }

  /// Lets the call fail with an error of the operating system, and all that follow, or just this one.
  ///
  /// - Parameter log: where strace writes down which calls they were.
  func failing(with error: String, andAllLater isLasting: Bool, core: Int = 0, log: String? = nil) -> [String] {
    let when = "\(number)\(isLasting ? "+" : "")"
    return Self.tracing([name], core: core, log: log, ["-y", "-e", "inject=\(name):error=\(error):when=\(when)"])
  }

  /// The lines of a log whose calls strace let fail.
  static func injected(inLog path: String) -> [Substring] {
    ((try? String(contentsOfFile: path, encoding: .utf8)) ?? "").split(separator: "\n").filter {
      $0.contains("(INJECTED)")
    }
  }

  /// How often each call stands in a log of strace.
  static func counts(inLog path: String) -> [String: Int] {
    numbered(inLog: path) { _ in true }.reduce(into: [:]) { $0[$1.name, default: 0] = max($0[$1.name] ?? 0, $1.number) }
  }

  /// The calls of a log that are wanted, with their numbers among all of their name and thread.
  ///
  /// A number that another thread reaches as well is left out: nobody knows who is first.
  static func numbered(inLog path: String, where isWanted: (Substring) -> Bool) -> [SystemCall] {
    var counts: [Substring: [Substring: Int]] = [:]
    var found: [(thread: Substring, call: SystemCall)] = []
    let text = (try? String(contentsOfFile: path, encoding: .utf8)) ?? ""
    for line in text.split(separator: "\n") {
      let words = line.split(separator: " ", maxSplits: 1, omittingEmptySubsequences: true)
      guard words.count == 2, let match = words[1].firstMatch(of: /^\s*([a-z0-9_]+)\(/) else { continue }
      let (thread, name) = (words[0], match.1)
      let number = (counts[name]?[thread] ?? 0) + 1
      counts[name, default: [:]][thread] = number
      if isWanted(line) { found.append((thread, SystemCall(name: String(name), number: number))) }
    }
    return found.filter { thread, call in
      counts[Substring(call.name)]!.allSatisfy { $0.key == thread || $0.value < call.number }
    }.map(\.call)
  }

  /// At most `count` of all calls, spread evenly over each name's and beginning at a different place in each.
  static func sample(_ counts: [String: Int], of names: [String], most count: Int) -> [SystemCall] {
    names.flatMap { name in
      let all = counts[name] ?? 0
      let taken = min(all, count)
      return (0..<taken).map { SystemCall(name: name, number: 1 + (2 * $0 + 1) * all / (2 * taken)) }
        .map { SystemCall(name: $0.name, number: min($0.number, all)) }
    }
  }

  static func all(_ counts: [String: Int], of names: [String]) -> [SystemCall] {
    names.flatMap { name in (1...max(1, counts[name] ?? 0)).map { SystemCall(name: name, number: $0) } }
      .filter { $0.number <= counts[$0.name] ?? 0 }
  }
}
