import Foundation
import Logging
import Simulator

#if canImport(FoundationNetworking)
  import FoundationNetworking
#endif

/// Saturday, 2026-11-21, 10:15:30 in Japan.
let saturdayMorning = moment("2026-11-21T10:15:30+09:00")

func moment(_ text: String) -> Date { try! Date(text, strategy: .iso8601) }

/// Options for tests: a fixed clock in opening hours, a quiet logger.
func testOptions() -> SimulatorOptions {
  var logger = Logger(label: "test")
  logger.logLevel = .critical
  return SimulatorOptions(clock: .fixed(saturdayMorning), logger: logger)
}

/// Runs a simulator while `body` talks to it.
func withSimulator(
  _ options: SimulatorOptions = testOptions(), _ body: @Sendable @escaping (SimulatorClient) async throws -> Void
) async throws {
  let (endpoints, continuation) = AsyncStream<SimulatorEndpoint>.makeStream()
  let server = Task {
    defer { continuation.finish() }
    try await SimulatorServer.run(options) { continuation.yield($0) }
  }
  defer { server.cancel() }
  var iterator = endpoints.makeAsyncIterator()
  guard let endpoint = await iterator.next() else {
    try await server.value
    return
  }
  try await body(SimulatorClient(endpoint: endpoint))
  server.cancel()
  _ = await server.result
}

/// A JSON value of a test's request.
enum WireValue: Sendable, ExpressibleByStringLiteral, ExpressibleByIntegerLiteral, ExpressibleByFloatLiteral {
  case text(String)
  case integer(Int)
  case decimal(Double)

  init(stringLiteral value: String) { self = .text(value) }
  init(integerLiteral value: Int) { self = .integer(value) }
  init(floatLiteral value: Double) { self = .decimal(value) }

  var object: Any {
    switch self {
    case .text(let text): text
    case .integer(let number): number
    case .decimal(let number): number
    }
  }
}

typealias WireFields = [String: WireValue]

extension WireFields {
  func merged(_ other: WireFields) -> WireFields { merging(other) { _, new in new } }
  func without(_ name: String) -> WireFields { filter { $0.key != name } }
  var json: Data { try! JSONSerialization.data(withJSONObject: mapValues(\.object)) }
}

/// An answer as a client sees it, read with Foundation's JSON and not with the simulator's.
struct ClientAnswer: @unchecked Sendable {
  var status: Int
  var headers: [String: String]
  var body: Data

  var json: [String: Any] { (try? JSONSerialization.jsonObject(with: body)) as? [String: Any] ?? [:] }
  var code: String { json["resultCode"] as? String ?? "HTTP \(status)" }
  var data: [String: Any] { json["data"] as? [String: Any] ?? [:] }
  subscript(name: String) -> String? { data[name] as? String }
  /// `E1002 chassisNo` for each entry of `errors[]`, sorted.
  var errors: [String] {
    (json["errors"] as? [[String: Any]] ?? []).map { "\($0["code"] ?? "") \($0["field"] ?? "")" }.sorted()
  }
}

/// A client of the simulator over real HTTP.
struct SimulatorClient: Sendable {
  let endpoint: SimulatorEndpoint
  var token: String?

  /// The same client with a token of the vendor's account.
  func signedIn() async throws -> SimulatorClient {
    let answer = try await call(
      "authentication", ["userId": "jars-user-01", "secret": "simulator-secret-01"])
    var client = self
    client.token = answer["accessToken"]
    return client
  }

  func call(_ slug: String, _ fields: WireFields) async throws -> ClientAnswer {
    try await send("POST", "/webapi/v1/\(slug)", fields.json)
  }

  func desk(_ path: String, _ json: String? = nil) async throws -> ClientAnswer {
    try await send(json == nil ? "GET" : "POST", "/admin/\(path)", Data((json ?? "").utf8))
  }

  func journal() async throws -> [[String: Any]] {
    try await desk("journal").json["entries"] as? [[String: Any]] ?? []
  }

  func send(
    _ method: String, _ path: String, _ body: Data, contentType: String = "application/json; charset=UTF-8",
    requestId: String? = nil, headers: [String: String] = [:]
  ) async throws -> ClientAnswer {
    var request = URLRequest(url: URL(string: endpoint.baseURL + path)!, timeoutInterval: 60)
    request.httpMethod = method
    if method != "GET" { request.httpBody = body }
    request.setValue(contentType, forHTTPHeaderField: "Content-Type")
    if let token { request.setValue("Bearer \(token)", forHTTPHeaderField: "Authorization") }
    if let requestId { request.setValue(requestId, forHTTPHeaderField: "X-Request-Id") }
    for (name, value) in headers { request.setValue(value, forHTTPHeaderField: name) }
    let (data, response) = try await URLSession.shared.data(for: request)
    let http = response as! HTTPURLResponse
    let headers = Dictionary(
      http.allHeaderFields.map { (String(describing: $0.key).lowercased(), String(describing: $0.value)) },
      uniquingKeysWith: { first, _ in first })
    return ClientAnswer(status: http.statusCode, headers: headers, body: data)
  }
}

/// Runs `curl` and gives its exit status and standard output.
func curl(_ arguments: [String]) async throws -> (status: Int32, output: String) {
  let process = Process()
  process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
  process.arguments = ["curl", "--silent", "--max-time", "60"] + arguments
  let pipe = Pipe()
  process.standardOutput = pipe
  process.standardError = FileHandle.nullDevice
  return try await withCheckedThrowingContinuation { continuation in
    process.terminationHandler = { process in
      let output = (try? pipe.fileHandleForReading.readToEnd()) ?? Data()
      continuation.resume(returning: (process.terminationStatus, String(decoding: output, as: UTF8.self)))
    }
    do { try process.run() } catch { continuation.resume(throwing: error) }
  }
}
