import Foundation
import Testing

/// Lets the ledger's and the outputs' system calls fail, one after the other; strace injects the errors.
///
/// `make crash` takes every such call of the night, the everyday tests a few of them.
@Suite("A disk that fails", .serialized)
struct DiskFaultTests {
  private static let takesEveryStep = ProcessInfo.processInfo.environment["CRASH_EVERY_STEP"] != nil
  private static let names = ["openat", "write", "pwrite64", "ftruncate", "fsync", "fdatasync", "rename"]
  private static let cars = 3

  /// One thing that goes wrong: a call, with an error, once or from then on.
  private struct Failure: Sendable, CustomStringConvertible {
    var call: SystemCall
    var error: String
    var isLasting: Bool

    var description: String { "\(call) \(error)\(isLasting ? " for good" : "")" }
  }

  private struct Finding: Sendable {
    var call: String
    var exitCode: Int32
    var codes: Set<String>
    var breaches: [String]
  }

  @Test(
    "A full or broken disk ends in one clear sentence, claims nothing that isn't so, and costs nothing once it is back",
    .enabled(if: SystemCall.canTrace))
  func failures() throws {
    let outputs = try DisturbedNight.undisturbed(cars: Self.cars).outputs
    let calls = try Self.calls()
    // Both errors at every call, each now passing and now lasting. Where nothing at all can be written, not even to the
    // terminal, nothing can be said either; where nothing can be opened, inputs can't be read, which is another matter.
    let failures = ["ENOSPC", "EIO"].flatMap { error in
      calls.map { call in
        let isLasting =
          call.number.isMultiple(of: 2) == (error == "ENOSPC") && !["write", "openat"].contains(call.name)
        return Failure(call: call, error: error, isLasting: isLasting)
      }
    }
    let taken = Workers.Share().taken(Self.takesEveryStep ? failures : Self.few(of: failures))
    let began = ContinuousClock.now
    let (found, errors) = Workers.each(of: taken) { (failure, core) -> [Finding] in
      guard let finding = try Self.live(through: failure, core: core, comparedWith: outputs) else { return [] }
      if !finding.breaches.isEmpty { print(finding.breaches.joined(separator: "\n")) }
      return [finding]
    }
    for name in Self.names {
      let mine = found.filter { $0.call == name }
      let failed = mine.filter { $0.exitCode == 2 }
      let codes = Set(failed.flatMap(\.codes)).sorted().joined(separator: " ")
      print("\(name): \(mine.count) failures, \(failed.count) ended the run (\(codes)), the others changed nothing")
    }
    let missed = taken.count - found.count
    print("\(found.count) nights in \(ContinuousClock.now - began); \(missed) failures met another file")
    #expect(errors.isEmpty)
    #expect(found.flatMap(\.breaches).isEmpty)
    #expect(found.contains { $0.exitCode == 2 } || taken.isEmpty, "nothing ever failed")
  }

  private static func live(
    through failure: Failure, core: Int, comparedWith outputs: NightOutputs
  ) throws -> Finding? {
    let night = try DisturbedNight(cars: cars)
    let log = night.place.path + "/strace.log"
    let wrapper = failure.call.failing(with: failure.error, andAllLater: failure.isLasting, core: core, log: log)
    let first = try night.run(through: wrapper)
    // Every thread counts by itself: another one may have met the number with a file that is no part of this.
    let failed = SystemCall.injected(inLog: log)
    guard failure.isLasting || failed.allSatisfy({ Self.isOurs($0, in: night) }) else { return nil }
    let said = first.output + first.error
    let codes = Set(said.matches(of: /"code" : "([BL][0-9]{3})"/).map { String($0.1) })
    var breaches: [String] = []
    if first.exitCode == 2 {
      if codes.isEmpty { breaches.append("no code: \(said.suffix(300))") }
    } else if first.exitCode != 1 {
      breaches.append("ended with \(first.exitCode): \(said.suffix(300))")
    }
    breaches += NightJudge(night.night, in: night.place, journal: night.farEnd.journal, isOver: false).breaches
    // Nothing but what it said of itself may differ from a night on a good disk.
    if first.exitCode == 1 { breaches += try night.outputs().differences(from: outputs) }
    let last = try night.settleDoubtedTwice(after: night.finishLate()).last
    // A file that could not be taken in at first is the second of two that hold the same row.
    let late = first.exitCode == 2 ? try night.putOff() : []
    let usual = late.isEmpty ? outputs : try DisturbedNight.undisturbed(cars: cars, without: late)
    breaches += try night.breaches(after: last, comparedWith: usual, anyDropNumbers: true)
    return Finding(
      call: failure.call.name, exitCode: first.exitCode, codes: codes,
      breaches: breaches.map {
        "\(failure), \(failed.joined(separator: "; ")), ended with \(first.exitCode) \(codes.sorted()): \($0)"
      })
  }

  /// The calls of an undisturbed night that concern the ledger or the drop folder.
  private static func calls() throws -> [SystemCall] {
    let night = try DisturbedNight(cars: cars)
    let log = night.place.path + "/strace.log"
    try night.run(through: SystemCall.tracing(names, log: log, ["-y"]))
    return SystemCall.numbered(inLog: log) { Self.isOurs($0, in: night) }
  }

  /// Whether a line of strace's log is about the ledger or an output.
  private static func isOurs(_ line: Substring, in night: DisturbedNight) -> Bool {
    let folders = [night.place.path + "/drop/", night.place.path + "/state/"]
    return folders.contains(where: line.contains) && (!line.contains(" openat(") || line.contains("O_CREAT"))
  }

  private static func few(of failures: [Failure]) -> [Failure] {
    names.flatMap { name in
      let mine = failures.filter { $0.call.name == name }
      return mine.isEmpty ? [] : [mine[mine.count / 2]]
    }
  }

  // MARK: A disk that is really full

  @Test(
    "A disk that is full stops the night in good order, and the night goes on when there is room",
    .enabled(if: WorldTests.canMount),
    arguments: takesEveryStep
      ? ["state", "drop"].flatMap { folder in [100, 130, 170, 220, 300, 400, 700, 1000].map { (folder, $0) } }
      : [("state", 300), ("drop", 170)])
  func full(folder: String, kilobytes: Int) throws {
    let outputs = try DisturbedNight.undisturbed(cars: 6).outputs
    let night = try DisturbedNight(cars: 6)
    // The night's clock of the second run is told to it inside, because the disk is gone when its namespace is.
    let script = """
      mkdir -p \(folder) kept && cp -r drop input && mount -t tmpfs -o size=\(kilobytes)k tmpfs \(folder)
      [ \(folder) = drop ] && cp -r input/. drop/
      "$@" > first.json 2>&1; echo "first $?"
      mount -o remount,size=100m \(folder)
      ELVBRIDGE_NOW=2026-11-21T10:45:00+09:00 "$@" > last.json 2>&1; code=$?
      [ \(folder) = drop ] && cp -r drop/. kept/
      exit $code
      """
    let last = try night.run(through: ["unshare", "--mount", "sh", "-c", script, "sh"])
    let kept = night.place.path + "/kept"
    if folder == "drop" {
      try FileManager.default.removeItem(atPath: night.place.path + "/drop")
      try FileManager.default.moveItem(atPath: kept, toPath: night.place.path + "/drop")
    }
    let first = night.place.read("first.json") ?? ""
    let breaches = try night.breaches(after: last, comparedWith: outputs, anyDropNumbers: true)
    print("\(folder) of \(kilobytes) KiB: \(last.output.trimmingCharacters(in: .whitespacesAndNewlines))")
    #expect(breaches.isEmpty, "\(breaches) \(first.suffix(400)) \(night.place.read("last.json")?.suffix(400) ?? "")")
    if last.output.contains("first 2") { #expect(first.contains("B006"), "\(first.suffix(400))") }
  }
}
