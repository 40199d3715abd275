import Foundation
import Glibc
import Testing

/// A Samba server of the test's own, on an unprivileged port of this machine, that offers the drop folder.
private final class Share {
  private let process = Process()
  private let port: Int

  init(of place: Workplace, port: Int) throws {
    self.port = port
    let state = place.path + "/samba"
    try FileManager.default.createDirectory(atPath: state, withIntermediateDirectories: true)
    let folders = [
      "private dir", "state directory", "lock directory", "cache directory", "pid directory",
    ]
    try place.write(
      "smb.conf",
      """
      [global]
      server role = standalone server
      interfaces = lo
      bind interfaces only = yes
      smb ports = \(port)
      disable netbios = yes
      map to guest = bad user
      guest account = \(NSUserName())
      \(folders.map { "\($0) = \(state)" }.joined(separator: "\n"))
      ncalrpc dir = \(state)/rpc
      log file = \(state)/log
      load printers = no
      printing = bsd
      printcap name = /dev/null
      disable spoolss = yes
      dos charset = CP932
      [drop]
      path = \(place.path)/drop
      guest ok = yes
      read only = no

      """)
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["smbd", "--foreground", "--no-process-group", "-s", place.path + "/smb.conf"]
    process.environment = ["PATH": "/usr/sbin:/usr/bin:/bin"]
    // A server in the foreground ends with a pipe that is its input.
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    try process.run()
    #expect(wait { (try? ask("ls")) == 0 }, "the share does not answer")
  }

  deinit { process.terminate() }

  /// Runs commands of `smbclient`, with a script's output as its input, and returns its exit code.
  func ask(_ commands: String, input script: String = "true") throws -> Int32 {
    let shell = Process()
    shell.executableURL = URL(fileURLWithPath: "/bin/bash")
    shell.arguments = ["-c", "( \(script) ) | smbclient //127.0.0.1/drop -p \(port) -N -c '\(commands)'"]
    shell.environment = ["PATH": "/usr/bin:/bin", "LANG": "C.UTF-8"]
    shell.standardOutput = FileHandle.nullDevice
    shell.standardError = FileHandle.nullDevice
    try shell.run()
    shell.waitUntilExit()
    return shell.terminationStatus
  }
}

/// Runs where a Samba server is installed and asked for: `make shares`.
@Suite(
  "Files that come over a share", .serialized,
  .enabled(if: ProcessInfo.processInfo.environment["ELVBRIDGE_SHARES"] != nil, "make shares installs a server for it"))
struct ShareTests {
  @Test("Put, put slowly, put and renamed, put over: every row is reported once and the results are right")
  func writes() throws {
    let place = try Workplace()
    let farEnd = try FarEnd(in: place)
    try place.configure(farEnd.address, "watch: {stableFor: 0.5, rescanEvery: 1, unfinishedFor: 5}")
    try FileManager.default.createDirectory(atPath: place.path + "/drop/引取報告", withIntermediateDirectories: true)
    for (name, vehicles) in [("put", 1...20), ("slow", 21...60), ("renamed", 61...80), ("over", 81...90)] {
      try place.write(name + ".text", CollectionRows.file(vehicles))
    }
    let share = try Share(of: place, port: 14_000 + Int(getpid()) % 10_000)
    let watch = try Watch(in: place)
    #expect(wait { watch.log.contains("watching") })
    #expect(try share.ask("cd 引取報告; put \(place.path)/put.text put.csv") == 0)
    let slowly =
      "for i in 0 1 2 3 4 5 6 7; do dd if=\(place.path)/slow.text bs=500 skip=$i count=1 status=none; sleep 0.8; done"
      + "; tail -c +4001 \(place.path)/slow.text"
    #expect(try share.ask("cd 引取報告; put /dev/stdin slow.csv", input: slowly) == 0)
    #expect(try share.ask("cd 引取報告; put \(place.path)/renamed.text x.tmp; rename x.tmp renamed.csv") == 0)
    #expect(
      try share.ask("cd 引取報告; put \(place.path)/put.text over.csv; put \(place.path)/over.text over.csv") == 0)
    for (name, count) in [("put", 20), ("slow", 40), ("renamed", 20), ("over", 10)] {
      #expect(
        wait(seconds: 30) {
          place.read("drop/引取報告/\(name).status.json")?.contains("\"accepted\" : \(count)") == true
            && place.read("drop/引取報告/\(name).result.csv")?.split(separator: "\r\n").count == count + 1
        }, "\(name): \(watch.log)")
      #expect(!place.exists("drop/引取報告/\(name).error.csv"))
    }
    #expect(farEnd.acceptancesByReport.count == 90)
    #expect(farEnd.acceptancesByReport.values.allSatisfy { $0 == 1 })
    #expect(try share.ask("cd 引取報告; get put.result.csv \(place.path)/back.csv") == 0)
    #expect(place.read("back.csv") == place.read("drop/引取報告/put.result.csv"))
  }
}
