import Foundation
import Testing

/// Kills the program at one chosen system call after another; the simulator's journal is the judge.
///
/// strace injects the SIGKILL: the call is made and the process is gone before it sees the result. `make crash` walks
/// through every step of the night, the everyday tests through a few.
@Suite("kill -9 at a durable step", .serialized, .enabled(if: canTrace))
struct StepCrashTests {
  static let takesEveryStep = ProcessInfo.processInfo.environment["CRASH_EVERY_STEP"] != nil

  /// The calls after which something is durable, sent or received, and the steps that the everyday tests take.
  static let steps: [(call: String, numbers: [Int])] = [
    ("fdatasync", [2, 7, 14]), ("fsync", [2]), ("rename", [1, 3]), ("connect", [1]), ("sendto", [3, 8]),
    ("recvfrom", [6, 15]),
  ]

  @Test("Every report at most once, every row one fate, whatever dies when", arguments: steps)
  func step(call: String, numbers: [Int]) throws {
    var killed = 0
    for number in Self.takesEveryStep ? Array(1...500) : numbers {
      guard try night(killedAt: call, number) else { break }
      killed += 1
    }
    print("\(call): killed at \(killed) steps")
    #expect(killed > 0, "no \(call) was ever reached")
  }

  /// One night of good, bad and refused rows, killed once and then carried to its end; returns whether it was killed.
  private func night(killedAt call: String, _ number: Int) throws -> Bool {
    let place = try Workplace()
    let farEnd = try FarEnd(in: place, fleet: 50)
    try place.configure(farEnd.address)
    let refused = CollectionRows.row(11).replacing("SIM00-000011", with: "UNP10-0000001")
    let invalid = CollectionRows.row(12).replacing("R8/11/20", with: "R8/13/20")
    let rows = [CollectionRows.header] + (1...10).map(CollectionRows.row) + [refused, invalid]
    try place.write("drop/引取報告/a.csv", rows.joined(separator: "\r\n") + "\r\n")
    let trace = ["strace", "-f", "-qq", "-o", "/dev/null", "-e", "trace=\(call)"]
    let inject = ["-e", "inject=\(call):signal=SIGKILL:when=\(number)"]
    let first = try Program.run(["run", "--json"], in: place.path, through: trace + inject)
    let last = try Program.run(["run", "--json"], in: place.path)
    let context = "\(call) \(number): \(last.output) \(last.error)"
    let counts = try #require(try? Counts(last.output), "\(context)")
    #expect(last.exitCode == 1 && counts.isConserved, "\(context)")
    #expect(counts.accepted == 10 && counts.invalid == 1 && counts.rejected == 1, "\(context)")
    #expect(farEnd.acceptancesByReport.count == 10, "\(context)")
    #expect(farEnd.acceptancesByReport.values.allSatisfy { $0 == 1 }, "\(context)")
    #expect(place.read("drop/引取報告/a.csv") == rows.joined(separator: "\r\n") + "\r\n")
    let result = try #require(place.read("drop/引取報告/a.result.csv"), "\(context)")
    #expect(result.split(separator: "\r\n").count == 13, "\(context)")
    let leftovers = try FileManager.default.contentsOfDirectory(atPath: place.path + "/drop/引取報告")
    #expect(!leftovers.contains { $0.contains("-2.csv") }, "\(context) \(leftovers)")
    // strace ends as its tracee did.
    return first.exitCode < 0 || first.exitCode == 137
  }
}

private let canTrace = ["/usr/bin/strace", "/bin/strace"].contains(where: FileManager.default.isExecutableFile)
