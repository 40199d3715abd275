import Findings
import Foundation
import Glibc
import Testing

@testable import Bridge

@Suite("Outputs that can't be written")
struct OutputFaultTests {
  @Test(
    "What a share says of a file that another program holds open is told as that, where there is such a file",
    arguments: [
      (EBUSY, true, FindingCode.outputHeld), (ETXTBSY, true, .outputHeld), (EACCES, true, .outputHeld),
      (EPERM, true, .outputHeld), (EACCES, false, .folderReadOnly), (ENOSPC, true, .diskFull),
      (EIO, true, .writeFailed),
    ])
  func held(number: Int32, isThere: Bool, code: FindingCode) throws {
    let place = try DropPlace(["a.result.csv": "x"])
    let path = place.path + "/drop/" + (isThere ? "a.result.csv" : "b.result.csv")
    #expect(SystemError.replacing(path, number).code == code)
  }

  @Test("Temporary files of a process that died are removed; everything else that is hidden stays")
  func stale() throws {
    let place = try DropPlace([
      "a.csv": "x", ".a.result.csv.123.tmp": "half", ".a.csv.123.tmp": "", ".b.csv.123.tmp": "",
      ".a.csv.9.tmp": "theirs",
      ".a.csv.AbC123": "rsync", ".elvbridge.lock": "pid 1",
    ])
    StaleTemporaries.remove(from: place.path + "/drop")
    let left = try FileManager.default.contentsOfDirectory(atPath: place.path + "/drop").sorted()
    #expect(left == [".a.csv.9.tmp", ".a.csv.AbC123", ".b.csv.123.tmp", ".elvbridge.lock", "a.csv"])
  }

  @Test("The same trouble with the same file is told once, and again when something else happened to it")
  func toldOnce() {
    let told = Mutexed()
    let once = ToldOnce { _ in told.count() }
    let failed = FileReport(path: "a", fault: Fault(.outputHeld, ["path": "a.result.csv"]))
    for _ in 0..<5 { once(.failed(failed)) }
    #expect(told.value == 1)
    once(.written(FileReport(path: "a")))
    once(.failed(failed))
    #expect(told.value == 3)
  }
}

/// Counts what was told.
private final class Mutexed: @unchecked Sendable {
  private(set) var value = 0
  func count() { value += 1 }
}
