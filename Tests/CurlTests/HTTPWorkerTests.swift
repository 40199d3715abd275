import Testing

@testable import Curl

private func worker(requestTimeout: Double = 5) -> HTTPWorker {
  var options = ConnectionOptions()
  options.allowPlainHTTP = true
  options.requestTimeout = requestTimeout
  return HTTPWorker(options: options)
}

/// Waits, at most 10 s, for the first request, without keeping a thread of the pool.
private func arrival(at server: RawServer) async {
  for _ in 1...5000 where server.requests.isEmpty { try? await Task.sleep(for: .milliseconds(2)) }
}

@Suite("A connection on its own thread")
struct HTTPWorkerTests {
  @Test("Exchanges of many tasks go one after the other over one connection")
  func many() async {
    let server = RawServer()
    let worker = worker()
    let statuses = await withTaskGroup(of: Int?.self) { group in
      for number in 1...50 {
        group.addTask {
          await worker.perform(HTTPRequest(url: server.url("/\(number)"), body: [0x7B, 0x7D])).answer?.status
        }
      }
      return await group.reduce(into: []) { $0.append($1) }
    }
    #expect(statuses == Array(repeating: 200, count: 50))
    #expect(worker.statistics == (requests: 50, connects: 1))
    #expect(Set(server.requests.map(\.head)).count == 50)
  }

  @Test("Cancelling the task that waits doesn't lose the answer")
  func cancelled() async {
    let server = RawServer([.answerAfter(seconds: 0.2, RawServer.ok)])
    let worker = worker()
    let task = Task { await worker.perform(HTTPRequest(url: server.url(), body: [1])) }
    await arrival(at: server)
    task.cancel()
    #expect(await task.value.answer?.body == Array("ok".utf8))
    #expect(server.requests.count == 1)
  }

  @Test("A closed worker answers what it took and attempts nothing more")
  func closed() async {
    let server = RawServer([.answerAfter(seconds: 0.1, RawServer.ok)])
    let worker = worker()
    let task = Task { await worker.perform(HTTPRequest(url: server.url(), body: [1])) }
    await arrival(at: server)
    worker.close()
    #expect(await task.value.answer?.status == 200)
    #expect(await worker.perform(HTTPRequest(url: server.url(), body: [1])).failure?.stage == .notAttempted)
    #expect(server.requests.count == 1)
  }

  @Test("A task that prefers the worker's thread is answered, may sleep there, and leaves it behind")
  func onThread() async throws {
    let server = RawServer()
    let worker = worker()
    let prefers = { withUnsafeCurrentTask { $0?.unownedTaskExecutor == worker.asUnownedTaskExecutor() } }
    try await worker.onThread {
      #expect(prefers())
      #expect(await worker.perform(HTTPRequest(url: server.url("/1"), body: [1])).answer?.status == 200)
      try await Task.sleep(for: .milliseconds(5))
      #expect(await worker.perform(HTTPRequest(url: server.url("/2"), body: [1])).answer?.status == 200)
    }
    #expect(!prefers())
    #expect(worker.statistics == (requests: 2, connects: 1))
  }
}
