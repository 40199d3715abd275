import HTTPTypes
import Hummingbird

/// The HTTP side: paths, methods, sizes, content types; everything else is the centre's.
struct Front: HTTPResponder {
  typealias Context = FrontContext

  let centre: Centre
  let latency: Duration

  /// The largest body that is read, in bytes.
  static let bodyLimit = 64 * 1024
  /// What the administrator may send: fixtures in bulk.
  static let deskLimit = 16 * 1024 * 1024

  func respond(to request: Request, context: FrontContext) async throws -> Response {
    let path = request.uri.path.split(separator: "/", omittingEmptySubsequences: true).map(String.init)
    if path.first == "admin" { return try await desk(request, Array(path.dropFirst())) }
    guard path.count == 3, path[0] == "webapi", path[1] == "v1", let function = FunctionTable.bySlug[path[2]] else {
      return Response(status: .notFound)
    }
    guard request.method == .post else { return Response(status: .methodNotAllowed, headers: [.allow: "POST"]) }
    guard isJSON(request.headers[.contentType]) else { return Response(status: .unsupportedMediaType) }
    guard let body = try await body(of: request, upTo: Self.bodyLimit) else {
      return Response(status: .contentTooLarge)
    }
    centre.begin(function)
    defer { centre.end() }
    if latency > .zero { try await Task.sleep(for: latency) }
    let reply = centre.answer(
      Call(
        function: function, authorization: request.headers[.authorization],
        requestId: HTTPField.Name("X-Request-Id").flatMap { request.headers[$0] }, body: body))
    if reply.delaySeconds > 0 { try await Task.sleep(for: .seconds(reply.delaySeconds)) }
    return response(reply, context)
  }

  private func desk(_ request: Request, _ path: [String]) async throws -> Response {
    guard let body = try await body(of: request, upTo: Self.deskLimit) else {
      return Response(status: .contentTooLarge)
    }
    let answer = centre.desk(method: request.method.rawValue, path: path, body: body)
    return Response(
      status: .init(code: answer.status), headers: [.contentType: Reply.json],
      body: ResponseBody(byteBuffer: ByteBuffer(string: answer.json.text)))
  }

  private func isJSON(_ contentType: String?) -> Bool {
    let type = (contentType ?? "").split(separator: ";").first.map(String.init) ?? ""
    return type.lowercased().filter { $0 != " " } == "application/json"
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
