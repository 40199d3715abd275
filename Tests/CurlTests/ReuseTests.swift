import Foundation
import Testing

@testable import Curl

private let report = Array(#"{"chassisNo":"ZVW30-1234567"}"#.utf8)

private func connection(idleReuseTimeout: Double = 4) -> HTTPConnection {
  var options = ConnectionOptions()
  options.allowPlainHTTP = true
  options.requestTimeout = 5
  options.idleReuseTimeout = idleReuseTimeout
  return HTTPConnection(options: options)
}

@Suite("A reused connection never sends a report twice")
struct ReuseTests {
  @Test(
    "A request that a reused connection swallowed arrives once and is in doubt",
    arguments: ["POST", "PUT", "DELETE"], [report, [], [UInt8](repeating: 0x20, count: 200_000)])
  func swallowed(method: String, body: [UInt8]) throws {
    for act in [RawServer.Act.close, .reset] {
      let server = RawServer([.answer(RawServer.ok), act])
      let connection = connection()
      #expect(connection.perform(HTTPRequest(url: server.url("/1"), body: report)).answer?.status == 200)
      let request = HTTPRequest(method: method, url: server.url("/2"), body: body)
      let failure = try #require(connection.perform(request).failure)
      #expect(failure.stage == .awaitingAnswer, "\(failure)")
      #expect(failure.bodyBytesSent == body.count)
      #expect(server.requests.filter { $0.head.contains(" /2 ") }.count == 1)
      #expect(connection.perform(HTTPRequest(url: server.url("/3"), body: report)).answer?.status == 200)
    }
  }

  @Test("A large request that is cut while being sent on a reused connection is not sent again")
  func cut() throws {
    let server = RawServer([.answer(RawServer.ok), .resetAfterHead])
    let connection = connection()
    #expect(connection.perform(HTTPRequest(url: server.url("/1"), body: report)).answer?.status == 200)
    let body = [UInt8](repeating: 0x20, count: 20_000_000)
    let failure = try #require(connection.perform(HTTPRequest(url: server.url("/2"), body: body)).failure)
    #expect(failure.stage == .sending, "\(failure)")
    #expect(server.requests.count == 2)
  }

  @Test("libcurl itself repeats on a fresh connection what has no effect")
  func repeatable() throws {
    let server = RawServer([.answer(RawServer.ok), .close])
    let connection = connection()
    _ = connection.perform(HTTPRequest(url: server.url("/1"), body: report))
    #expect(connection.perform(HTTPRequest(method: "GET", url: server.url("/2"))).answer?.status == 200)
    #expect(server.requests.filter { $0.head.contains(" /2 ") }.count == 2)
  }

  @Test("A connection that the server closed while it was idle is replaced before anything is sent")
  func closedWhileIdle() throws {
    for _ in 1...20 {
      let server = RawServer([.answerThenClose(RawServer.ok), .answerThenClose(RawServer.ok)])
      let connection = connection()
      for number in 1...2 {
        #expect(connection.perform(HTTPRequest(url: server.url(), body: report)).answer?.status == 200)
        server.waitForActs(number)
      }
      #expect(connection.statistics == (requests: 2, connects: 2))
    }
  }

  @Test("An answer that nobody asked for is not taken for the next request's", arguments: [0, 0.02])
  func unasked(pause: Double) throws {
    let late = "HTTP/1.1 408 Request Timeout\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
    let server = RawServer([.answerThenLater(RawServer.ok, then: late, after: pause)])
    let connection = connection()
    #expect(connection.perform(HTTPRequest(url: server.url(), body: report)).answer?.status == 200)
    server.waitForActs(1)
    #expect(connection.perform(HTTPRequest(url: server.url(), body: report)).answer?.status == 200)
  }

  @Test("A connection that was idle for long is replaced")
  func idleForLong() {
    let server = RawServer()
    let connection = connection(idleReuseTimeout: 0.05)
    _ = connection.perform(HTTPRequest(url: server.url(), body: report))
    Thread.sleep(forTimeInterval: 0.06)
    _ = connection.perform(HTTPRequest(url: server.url(), body: report))
    #expect(connection.statistics.connects == 2)
  }

  @Test("The lock lets a fresh connection send what has not left, and nothing else")
  func lock() {
    let large = HTTPRequest(url: "", body: [UInt8](repeating: 1, count: 20_000))
    let untouched = Transmission(large, maximumAnswerBytes: 10)
    #expect(untouched.mayBegin() && untouched.mayBegin() && untouched.mayRewind())

    let touched = Transmission(large, maximumAnswerBytes: 10)
    var buffer: [UInt8] = [0, 0]
    #expect(touched.mayBegin())
    #expect(buffer.withUnsafeMutableBytes(touched.readBody(into:)) == 2)
    #expect(!touched.mayBegin() && !touched.mayRewind() && touched.repetitionWasRefused)
    #expect(touched.stageOnceConnected(headBytesSent: 9) == .sending)

    let bodiless = Transmission(HTTPRequest(url: ""), maximumAnswerBytes: 10)
    #expect(bodiless.mayBegin() && !bodiless.mayBegin())
    #expect(bodiless.stageOnceConnected(headBytesSent: 0) == .awaitingAnswer)
  }

  @Test("A body that goes with its head may begin again while the network has not one byte of either")
  func lockOfWhole() {
    let small = HTTPRequest(url: "", body: [1, 2, 3])
    var sent = 0
    let whole = Transmission(small, maximumAnswerBytes: 10) { sent }
    #expect(whole.isGivenWhole && whole.mayBegin() && whole.mayBegin())
    #expect(whole.stageOnceConnected(headBytesSent: 0) == .beforeBody)
    sent = 1
    #expect(!whole.mayBegin() && !whole.mayRewind() && whole.repetitionWasRefused)
    #expect(whole.stageOnceConnected(headBytesSent: 1) == .awaitingAnswer)
    // libcurl's count is not believed against the lock.
    #expect(whole.stageOnceConnected(headBytesSent: 0) == .awaitingAnswer)

    let unknown = Transmission(small, maximumAnswerBytes: 10)
    #expect(unknown.mayBegin() && !unknown.mayBegin())
  }
}
