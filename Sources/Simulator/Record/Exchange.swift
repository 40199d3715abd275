import HTTPTypes
import Hummingbird

/// One exchange of the interface, as it went over the wire.
struct Exchange: Sendable {
  var function: FunctionRow?
  var method: String
  var path: String
  var requestHeaders: HTTPFields
  /// Nil when the body was not read.
  var request: [UInt8]?
  var status = 0
  var responseHeaders: HTTPFields = [:]
  /// Nil when there was nothing but a status.
  var response: [UInt8]?
  /// Names of the faults that were at work; what was dropped or cut has not arrived as it stands here.
  var faults: [String] = []

  init(_ request: Request, path: String) {
    method = request.method.rawValue
    self.path = path
    requestHeaders = request.headers
  }

  /// The line of the record. Secrets and tokens are covered by `********`, which the contract's patterns accept.
  func json(in dialect: Dialect) -> JSONValue {
    let covered = dialect.secretHeaders
    let reachedCaller = !faults.contains { $0.hasSuffix("Drop") || $0.hasPrefix("drop") }
    var members = [
      JSONMember("function", .optional(function?.slug)),
      JSONMember("method", .string(method)),
      JSONMember("path", .string(path)),
      JSONMember(
        "requestHeaders",
        Self.json(requestHeaders) { field in
          covered.contains(field.name.canonicalName) ? cover(field.value, in: dialect) : field.value
        }),
      JSONMember("request", Self.json(request, covering: secrets(in: dialect).asked)),
      JSONMember("status", reachedCaller ? .integer(status) : .null),
      JSONMember("responseHeaders", reachedCaller ? Self.json(responseHeaders) { $0.value } : .object([])),
      JSONMember(
        "response", reachedCaller ? Self.json(response, covering: secrets(in: dialect).answered) : .null),
    ]
    if !faults.isEmpty { members.append(JSONMember("faults", .array(faults.map(JSONValue.string)))) }
    return .object(members)
  }

  private static let cover = "********"

  /// The members with secrets: what function 1 is asked with and what it answers.
  private func secrets(in dialect: Dialect) -> (asked: String?, answered: String?) {
    guard let function, case .authentication = function.work else { return (nil, nil) }
    return (dialect.words(of: function).wireName(of: "secret"), dialect.authentication.token)
  }

  /// A header's secret behind its scheme, if there is one.
  private func cover(_ value: String, in dialect: Dialect) -> String {
    let scheme = value.split(separator: " ").first.map(String.init) ?? ""
    return scheme.lowercased() == "bearer" || scheme == dialect.authentication.scheme && !scheme.isEmpty
      ? "\(scheme) \(Self.cover)" : Self.cover
  }

  private static func json(_ fields: HTTPFields, _ value: (HTTPField) -> String) -> JSONValue {
    .object(
      fields.reduce(into: []) { members, field in
        let name = field.name.canonicalName
        if let index = members.firstIndex(where: { $0.name == name }), let earlier = members[index].value.string {
          members[index].value = .string(earlier + ", " + value(field))
        } else {
          members.append(JSONMember(name, .string(value(field))))
        }
      })
  }

  /// A body as JSON, or as text where it is none; a text that may hold a secret is covered whole.
  private static func json(_ body: [UInt8]?, covering name: String?) -> JSONValue {
    guard let body else { return .null }
    guard let value = try? JSONReader.value(of: body) else {
      return .string(name == nil ? String(decoding: body, as: UTF8.self) : cover)
    }
    return name.map { covered(value, $0) } ?? value
  }

  /// A secret that the contract would refuse stays one that it refuses.
  private static func covered(_ value: JSONValue, _ name: String) -> JSONValue {
    switch value {
    case .object(let members):
      .object(
        members.map { member in
          guard member.name == name else { return JSONMember(member.name, covered(member.value, name)) }
          switch member.value {
          case .string(let text):
            let isAcceptable = (8...128).contains(text.unicodeScalars.count)
            return JSONMember(name, .string(isAcceptable ? cover : String(repeating: "*", count: min(text.count, 129))))
          case .number: return JSONMember(name, .integer(0))
          case .null, .bool, .array, .object: return JSONMember(name, .null)
          }
        })
    case .array(let items): .array(items.map { covered($0, name) })
    case .null, .bool, .number, .string: value
    }
  }
}
