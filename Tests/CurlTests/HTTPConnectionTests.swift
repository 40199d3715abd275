import Testing

@testable import Curl

private func connection(_ change: (inout ConnectionOptions) -> Void = { _ in }) -> HTTPConnection {
  var options = ConnectionOptions()
  options.allowPlainHTTP = true
  options.connectTimeout = 2
  options.requestTimeout = 5
  change(&options)
  return HTTPConnection(options: options)
}

private let report = Array(#"{"chassisNo":"ZVW30-1234567"}"#.utf8)

extension Exchange {
  var failure: ExchangeFailure? { if case .failed(let failure) = self { failure } else { nil } }
  var answer: HTTPAnswer? { if case .answered(let answer) = self { answer } else { nil } }
}

@Suite("One exchange over a raw server")
struct HTTPConnectionTests {
  @Test("Answers come whole, and three requests take one connection")
  func reuse() throws {
    let server = RawServer()
    let connection = connection()
    for _ in 1...3 {
      let answer = try #require(connection.perform(HTTPRequest(url: server.url("/a"), body: report)).answer)
      #expect(answer.status == 200)
      #expect(answer.body == Array("ok".utf8))
      #expect(answer.header("x-SAY") == "hello")
      #expect(answer.header("absent") == nil)
    }
    #expect(connection.statistics == (requests: 3, connects: 1))
    #expect(server.connections == 1)
    #expect(server.requests.map(\.body) == [report, report, report])
  }

  @Test("What is sent is exactly what was asked for: no Expect, no form type, headers as given")
  func wire() throws {
    let server = RawServer()
    let headers = [(name: "Content-Type", value: "application/json; charset=UTF-8"), (name: "X-Empty", value: "")]
    let big = [UInt8](repeating: 0x41, count: 300_000)
    _ = try #require(connection().perform(HTTPRequest(url: server.url("/x?q=1"), headers: headers, body: big)).answer)
    _ = try #require(connection().perform(HTTPRequest(url: server.url("/y"), body: report)).answer)
    let (head, body) = server.requests[0]
    #expect(head.hasPrefix("POST /x?q=1 HTTP/1.1\r\n"))
    #expect(head.contains("Content-Length: 300000\r\n"))
    #expect(head.contains("Content-Type: application/json; charset=UTF-8\r\n"))
    #expect(head.contains("X-Empty:\r\n"))
    #expect(!head.lowercased().contains("expect:") && !head.lowercased().contains("transfer-encoding"))
    #expect(body == big)
    #expect(!server.requests[1].head.lowercased().contains("content-type"))
  }

  @Test(
    "Methods reach the wire as they are, with and without a body", arguments: ["GET", "HEAD", "PUT", "POST", "DELETE"])
  func methods(method: String) throws {
    let answer = method == "HEAD" ? "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n" : RawServer.ok
    let server = RawServer([.answer(answer), .answer(RawServer.ok)])
    let connection = connection()
    let first = connection.perform(HTTPRequest(method: method, url: server.url()))
    #expect(first.answer?.status == 200)
    #expect(connection.perform(HTTPRequest(url: server.url(), body: report)).answer?.status == 200)
    #expect(server.requests.map { $0.head.prefix { $0 != " " } } == [Substring(method), "POST"])
    #expect(server.requests.map(\.body) == [[], report])
    #expect(connection.statistics.connects == 1)
  }

  @Test("A redirect is an answer and is not followed")
  func redirect() {
    let server = RawServer([.answer("HTTP/1.1 302 Found\r\nLocation: /elsewhere\r\nContent-Length: 0\r\n\r\n")])
    let answer = connection().perform(HTTPRequest(url: server.url(), body: report)).answer
    #expect(answer?.status == 302)
    #expect(answer?.header("Location") == "/elsewhere")
    #expect(server.requests.count == 1)
  }

  @Test(
    "Statuses that make other clients repeat a request are plain answers",
    arguments: [401, 407, 408, 417, 421, 425, 429, 500, 503])
  func statuses(status: Int) {
    let text =
      "HTTP/1.1 \(status) X\r\nRetry-After: 7\r\nWWW-Authenticate: Basic realm=\"x\"\r\nContent-Length: 0\r\n\r\n"
    let server = RawServer([.answer(text)])
    let answer = connection().perform(HTTPRequest(url: server.url(), body: report)).answer
    #expect(answer?.status == status)
    #expect(answer?.header("retry-after") == "7")
    #expect(server.requests.count == 1)
  }

  @Test("Headers of an interim answer and trailers are not headers of the answer")
  func interim() {
    let text =
      "HTTP/1.1 103 Early\r\nX-A: early\r\n\r\nHTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nX-B:  b \r\n\r\n"
      + "2\r\nok\r\n0\r\nX-B: trailer\r\n\r\n"
    let server = RawServer([.answer(text)])
    let answer = connection().perform(HTTPRequest(url: server.url(), body: report)).answer
    #expect(answer?.body == Array("ok".utf8))
    #expect(answer?.header("x-a") == nil)
    #expect(answer?.headers.filter { $0.name == "X-B" }.map(\.value) == ["b"])
  }

  struct Broken: CustomTestStringConvertible {
    let act: RawServer.Act
    let stage: FailureStage
    let bodyBytes: Int
    let testDescription: String
  }

  @Test(
    "An exchange without a usable answer tells how far it got",
    arguments: [
      Broken(act: .close, stage: .awaitingAnswer, bodyBytes: report.count, testDescription: "close after the request"),
      Broken(act: .reset, stage: .awaitingAnswer, bodyBytes: report.count, testDescription: "reset after the request"),
      Broken(
        act: .answerAfter(seconds: 0.6, RawServer.ok), stage: .awaitingAnswer, bodyBytes: report.count,
        testDescription: "slow answer"),
      Broken(
        act: .answerThenClose("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{\"resu"), stage: .readingAnswer,
        bodyBytes: report.count, testDescription: "body broken off"),
      Broken(
        act: .answerThenClose("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nab"), stage: .readingAnswer,
        bodyBytes: report.count, testDescription: "chunk broken off"),
      Broken(
        act: .answerThenClose("HTTP/1.1 200 OK\r\nContent-Le"), stage: .readingAnswer, bodyBytes: report.count,
        testDescription: "head broken off"),
      Broken(
        act: .answerThenClose("<html>maintenance</html>"), stage: .readingAnswer, bodyBytes: report.count,
        testDescription: "no HTTP at all"),
      Broken(
        act: .answer("HTTP/1.1 200 OK\r\nContent-Length: 5000\r\n\r\n" + String(repeating: "x", count: 5000)),
        stage: .readingAnswer, bodyBytes: report.count, testDescription: "too large"),
      Broken(
        act: .answer("HTTP/1.1 200 OK\r\nX: " + String(repeating: "x", count: 5000) + "\r\nContent-Length: 0\r\n\r\n"),
        stage: .readingAnswer, bodyBytes: report.count, testDescription: "head too large"),
    ])
  func broken(_ broken: Broken) throws {
    let server = RawServer([broken.act])
    let connection = connection {
      $0.maximumAnswerBytes = 4096
      $0.requestTimeout = 0.3
    }
    let failure = try #require(connection.perform(HTTPRequest(url: server.url(), body: report)).failure)
    #expect(failure.stage == broken.stage, "\(failure)")
    #expect(failure.bodyBytesSent == broken.bodyBytes)
    #expect(!failure.reason.isEmpty)
    #expect(server.requests.count == 1)
  }

  @Test(
    "A server that leaves after the head costs doubt once a byte of the body may have left", arguments: [1, 20_000_000])
  func afterHead(size: Int) throws {
    let server = RawServer([.resetAfterHead])
    let body = [UInt8](repeating: 0x20, count: size)
    let failure = try #require(connection().perform(HTTPRequest(url: server.url(), body: body)).failure)
    #expect(failure.stage == (size == 1 ? .awaitingAnswer : .sending))
    #expect(failure.bodyBytesSent > 0 && failure.bodyBytesSent <= size)
    #expect(server.requests.count == 1)
  }

  @Test("An answer before the whole body was read is an answer")
  func earlyAnswer() {
    let server = RawServer([.answer("HTTP/1.1 413 Too Large\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")])
    let answer = connection().perform(HTTPRequest(url: server.url(), body: report)).answer
    #expect(answer?.status == 413)
  }

  @Test("What can't be connected to has sent nothing")
  func unconnected() throws {
    let stopped = RawServer()
    stopped.stop()
    let refused = try #require(connection().perform(HTTPRequest(url: stopped.url(), body: report)).failure)
    #expect(refused.stage == .connect)
    var options = ConnectionOptions()
    options.connectTimeout = 2
    let unknown = HTTPConnection(options: options).perform(
      HTTPRequest(url: "https://nonexistent.invalid/", body: report))
    #expect(unknown.failure?.stage == .nameResolution)
    #expect(unknown.failure?.bodyBytesSent == 0)
  }

  @Test(
    "A TLS server that is silent, hangs up or speaks no TLS is a failed handshake",
    arguments: [nil, "", "HTTP/1.1 200 OK\r\n\r\n"])
  func handshake(greeting: String?) throws {
    let server = RawServer(accepts: greeting != nil, greeting: greeting)
    let failure = try #require(
      connection { $0.connectTimeout = 0.3 }.perform(
        HTTPRequest(url: "https://127.0.0.1:\(server.port)/", body: report)
      )
      .failure)
    #expect(failure.stage == .handshake, "\(failure)")
    #expect(failure.stage.isCertainlyNotProcessed && failure.bodyBytesSent == 0)
  }
}
