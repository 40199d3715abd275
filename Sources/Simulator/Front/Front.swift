import HTTPTypes
import Hummingbird

/// The HTTP side: paths, methods, sizes, content types; everything else is the centre's.
struct Front: HTTPResponder {
  typealias Context = FrontContext

  private let centre: Centre
  private let dialect: Dialect
  private let record: ExchangeRecord?
  private let latency: Duration
  private let routes: [String: [String: FunctionRow]]

  /// The largest body that is read, in bytes.
  static let bodyLimit = 64 * 1024
  /// What the administrator may send: fixtures in bulk.
  static let deskLimit = 16 * 1024 * 1024

  init(centre: Centre, dialect: Dialect, record: ExchangeRecord?, latency: Duration) {
    self.centre = centre
    self.dialect = dialect
    self.record = record
    self.latency = latency
    routes = dialect.routes
  }

  func respond(to request: Request, context: FrontContext) async throws -> Response {
    let path = OverlayFolder.normalised(request.uri.path)
    if path == "/admin" || path.hasPrefix("/admin/") {
      return try await desk(request, path.split(separator: "/").dropFirst().map(String.init), context)
    }
    var exchange = Exchange(request, path: path)
    let response = try await answer(request, path, context, &exchange)
    exchange.status = response.status.code
    exchange.responseHeaders = response.headers
    record?.append(exchange, in: dialect)
    return response
  }

  private func answer(
    _ request: Request, _ path: String, _ context: FrontContext, _ exchange: inout Exchange
  ) async throws -> Response {
    guard let methods = routes[path] else { return Response(status: .notFound) }
    guard let function = methods[request.method.rawValue] else {
      return Response(status: .methodNotAllowed, headers: [.allow: methods.keys.sorted().joined(separator: ", ")])
    }
    exchange.function = function
    guard isJSON(request.headers[.contentType]) else { return Response(status: .unsupportedMediaType) }
    guard let body = try await body(of: request, upTo: Self.bodyLimit) else {
      return Response(status: .contentTooLarge)
    }
    exchange.request = body
    centre.begin(function)
    defer { centre.end() }
    if latency > .zero { try await Task.sleep(for: latency) }
    let answer = centre.answer(
      Call(
        function: function, credential: dialect.credential(in: request.headers),
        requestId: dialect.requestId(in: request.headers), document: dialect.document(body, of: function)))
    let reply = Reply(answer, to: function, in: dialect)
    exchange.response = reply.body
    exchange.faults = answer.disturbances.keys.map(\.rawValue).sorted()
    if reply.delaySeconds > 0 { try await Task.sleep(for: .seconds(reply.delaySeconds)) }
    return response(reply, context)
  }

  /// The administrator's desk, for callers on this machine only, whatever address the interface listens at.
  private func desk(_ request: Request, _ path: [String], _ context: FrontContext) async throws -> Response {
    guard context.isLocal else { return Response(status: .forbidden) }
    guard let body = try await body(of: request, upTo: Self.deskLimit) else {
      return Response(status: .contentTooLarge)
    }
    let answer = centre.desk(method: request.method.rawValue, path: path, body: body)
    return Response(
      status: .init(code: answer.status), headers: [.contentType: Reply.json],
      body: ResponseBody(byteBuffer: ByteBuffer(string: answer.json.text)))
  }

  /// `application/json`, in UTF-8 if a charset is named.
  private func isJSON(_ contentType: String?) -> Bool {
    let parts = (contentType ?? "").lowercased().split(separator: ";").map { $0.filter { $0 != " " && $0 != "\"" } }
    guard parts.first == "application/json" else { return false }
    return parts.dropFirst().allSatisfy { !$0.hasPrefix("charset=") || $0 == "charset=utf-8" }
  }

  /// The whole body, nil when it is longer than the limit.
  private func body(of request: Request, upTo limit: Int) async throws -> [UInt8]? {
    if let announced = request.headers[.contentLength].flatMap({ Int($0) }), announced > limit { return nil }
    var bytes: [UInt8] = []
    for try await chunk in request.body {
      guard bytes.count + chunk.readableBytes <= limit else { return nil }
      bytes.append(contentsOf: chunk.readableBytesView)
    }
    return bytes
  }

  private func response(_ reply: Reply, _ context: FrontContext) -> Response {
    var headers: HTTPFields = [.contentType: reply.contentType]
    if let retryAfter = reply.retryAfter { headers[.retryAfter] = retryAfter }
    switch reply.manner {
    case .whole:
      return Response(
        status: .init(code: reply.status), headers: headers,
        body: ResponseBody(byteBuffer: ByteBuffer(bytes: reply.body)))
    case .dropped:
      context.closeConnection()
      return Response(status: .internalServerError)
    case .cut:
      let half = ByteBuffer(bytes: reply.body.prefix(reply.body.count / 2))
      let closeConnection = context.closeConnection
      return Response(
        status: .init(code: reply.status), headers: headers,
        body: ResponseBody(contentLength: reply.body.count) { writer in
          try await writer.write(half)
          closeConnection()
          throw CancellationError()
        })
    }
  }
}
