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

  @Test("A file that stands still is taken after the time, once")
  func stable() throws {
    try withFile { path in
      var desk = ArrivalDesk(stableSeconds: 2)
      #expect(desk.arrivals(among: [path], finished: [], at: start).isEmpty)
      #expect(desk.arrivals(among: [path], finished: [], at: start.adding(seconds: 1)).isEmpty)
      #expect(desk.arrivals(among: [path], finished: [], at: start.adding(seconds: 2)) == [path])
      #expect(desk.arrivals(among: [path], finished: [], at: start.adding(seconds: 9)).isEmpty)
    }
  }

  @Test("A file that its writer closed is taken at once")
  func finished() throws {
    try withFile { path in
      var desk = ArrivalDesk(stableSeconds: 60)
      #expect(desk.arrivals(among: [path], finished: [path], at: start) == [path])
    }
  }

  @Test("A file that grows starts its time anew; one that changes after it was taken is new")
  func growing() throws {
    try withFile { path in
      var desk = ArrivalDesk(stableSeconds: 2)
      _ = desk.arrivals(among: [path], finished: [], at: start)
      try Data("ab".utf8).write(to: URL(fileURLWithPath: path))
      #expect(desk.arrivals(among: [path], finished: [], at: start.adding(seconds: 2)).isEmpty)
      #expect(desk.arrivals(among: [path], finished: [], at: start.adding(seconds: 4)) == [path])
      try Data("abc".utf8).write(to: URL(fileURLWithPath: path))
      #expect(desk.arrivals(among: [path], finished: [], at: start.adding(seconds: 5)).isEmpty)
      #expect(desk.arrivals(among: [path], finished: [], at: start.adding(seconds: 7)) == [path])
    }
  }

  @Test("A file that could not be taken is offered again")
  func putBack() throws {
    try withFile { path in
      var desk = ArrivalDesk(stableSeconds: 0)
      #expect(desk.arrivals(among: [path], finished: [], at: start) == [path])
      desk.putBack(path, at: start)
      #expect(desk.arrivals(among: [path], finished: [], at: start.adding(seconds: 1)) == [path])
    }
  }
}
