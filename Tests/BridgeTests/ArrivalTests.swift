import Delivery
import Foundation
import Testing

@testable import Bridge

@Suite("When a file is whole and new")
struct ArrivalTests {
  private let start = Moment(milliseconds: 1_000_000)

  private func withFile(_ body: (String) throws -> Void) throws {
    let path = FileManager.default.temporaryDirectory.appendingPathComponent("elvbridge-\(UUID().uuidString).csv").path
    defer { try? FileManager.default.removeItem(atPath: path) }
    try Data("a".utf8).write(to: URL(fileURLWithPath: path))
    try body(path)
  }

  /// What the desk offers at a second after the start, paths only.
  private func offered(_ desk: inout ArrivalDesk, _ path: String, at seconds: Int, vouched: Set<String> = []) -> Bool {
    !desk.arrivals(among: [path], vouched: vouched, at: start.adding(seconds: seconds)).isEmpty
  }

  private func write(_ text: String, to path: String) throws {
    try Data(text.utf8).write(to: URL(fileURLWithPath: path))
  }

  @Test("A file that stands still is taken after the time, once")
  func stable() throws {
    try withFile { path in
      var desk = ArrivalDesk(stableSeconds: 2, unfinishedSeconds: 30)
      #expect(!offered(&desk, path, at: 0))
      #expect(!offered(&desk, path, at: 1))
      #expect(offered(&desk, path, at: 2))
      desk.note(.taken, of: path, at: start)
      #expect(!offered(&desk, path, at: 9) && !desk.isWaiting)
    }
  }

  @Test("A file that its writer closed is taken at once, and so is one that a trigger vouches for")
  func finished() throws {
    try withFile { path in
      var desk = ArrivalDesk(stableSeconds: 60, unfinishedSeconds: 60)
      desk.expect([path])
      #expect(desk.arrivals(among: [path], vouched: [], at: start) == [.init(path: path, isLastLook: false)])
      var other = ArrivalDesk(stableSeconds: 60, unfinishedSeconds: 60)
      #expect(other.arrivals(among: [path], vouched: [path], at: start) == [.init(path: path, isLastLook: true)])
    }
  }

  @Test("A file that grows starts its time anew; one that changes after it was taken is new")
  func growing() throws {
    try withFile { path in
      var desk = ArrivalDesk(stableSeconds: 2, unfinishedSeconds: 30)
      _ = offered(&desk, path, at: 0)
      try write("ab", to: path)
      #expect(!offered(&desk, path, at: 2))
      #expect(offered(&desk, path, at: 4))
      desk.note(.taken, of: path, at: start.adding(seconds: 4))
      try write("abc", to: path)
      #expect(!offered(&desk, path, at: 5))
      #expect(offered(&desk, path, at: 7))
    }
  }

  @Test("Other bytes of the same size with the time put back, in the same second: a new file all the same")
  func timePutBack() throws {
    try withFile { path in
      func putBack() throws {
        let past = Date(timeIntervalSince1970: 1_000_000)
        try FileManager.default.setAttributes([.modificationDate: past], ofItemAtPath: path)
      }
      try putBack()
      var desk = ArrivalDesk(stableSeconds: 0, unfinishedSeconds: 30)
      #expect(offered(&desk, path, at: 0))
      desk.note(.taken, of: path, at: start)
      #expect(!offered(&desk, path, at: 1))
      let handle = try #require(FileHandle(forUpdatingAtPath: path))
      handle.write(Data("b".utf8))
      try handle.close()
      try putBack()
      #expect(offered(&desk, path, at: 1))
    }
  }

  @Test("A file that looks unfinished waits for a change, or for the longer time, when it is taken as it is")
  func unfinished() throws {
    try withFile { path in
      var desk = ArrivalDesk(stableSeconds: 2, unfinishedSeconds: 30)
      _ = offered(&desk, path, at: 0)
      #expect(offered(&desk, path, at: 2))
      desk.note(.unfinished, of: path, at: start.adding(seconds: 2))
      #expect(!offered(&desk, path, at: 29))
      let last = desk.arrivals(among: [path], vouched: [], at: start.adding(seconds: 30))
      #expect(last == [.init(path: path, isLastLook: true)])
      try write("ab", to: path)
      #expect(!offered(&desk, path, at: 31))
      #expect(offered(&desk, path, at: 33))
    }
  }

  @Test("A file that could not be taken is tried again after longer and longer pauses, and at once when it changes")
  func failed() throws {
    try withFile { path in
      var desk = ArrivalDesk(stableSeconds: 0, unfinishedSeconds: 30)
      #expect(offered(&desk, path, at: 0))
      desk.note(.failed, of: path, at: start)
      #expect(!offered(&desk, path, at: 4))
      #expect(offered(&desk, path, at: 5))
      desk.note(.failed, of: path, at: start.adding(seconds: 5))
      #expect(!offered(&desk, path, at: 14))
      #expect(offered(&desk, path, at: 15))
      desk.note(.failed, of: path, at: start.adding(seconds: 15))
      try write("ab", to: path)
      #expect(offered(&desk, path, at: 16))
    }
  }

  @Test("A refused file waits for a change, or for other settings")
  func refused() throws {
    try withFile { path in
      var desk = ArrivalDesk(stableSeconds: 0, unfinishedSeconds: 30)
      #expect(offered(&desk, path, at: 0))
      desk.note(.refused, of: path, at: start)
      #expect(!offered(&desk, path, at: 99) && !desk.isWaiting)
      desk.adopt(stableSeconds: 0, unfinishedSeconds: 30)
      #expect(offered(&desk, path, at: 100))
    }
  }

  @Test("A file that was written to while it was read stands still anew")
  func changed() throws {
    try withFile { path in
      var desk = ArrivalDesk(stableSeconds: 2, unfinishedSeconds: 30)
      desk.expect([path])
      #expect(offered(&desk, path, at: 0))
      desk.note(.changed, of: path, at: start)
      #expect(!offered(&desk, path, at: 1))
      #expect(offered(&desk, path, at: 2))
    }
  }
}
