import Findings
import Validation

/// What the service answers, as far as the schemas name it: the envelope, a function's data, refusals by status.
struct AnswerShape {
  static let envelopeName = "Envelope"

  let service: ServiceSchema

  /// The content type of requests and answers, without its parameters.
  var mediaType: String {
    let type = service.headers.first { $0.key.lowercased() == "accept" }?.value ?? "application/json"
    return type.split(separator: ";").first.map(String.init) ?? type
  }

  // MARK: Schemas

  /// The members that every answer has.
  var envelope: JSONObject {
    let members = service.envelope
    var error = ObjectShape()
    error.add(members.errorField, ["type": ["string", "null"], "description": "The field to blame."])
    error.add(members.errorCode, ["type": "string"])
    error.add(members.errorMessage, ["type": "string"])
    var shape = ObjectShape()
    shape.add(members.code, ["type": "string", "description": "The result code."], required: true)
    shape.add(members.message, ["type": "string"], required: true)
    shape.add(members.data, ["type": ["object", "null"]])
    shape.add(members.errors, ["type": ["array", "null"], "items": error.schema])
    return shape.schema
  }

  /// The answer to a function that was carried out.
  func schema(of function: FunctionSchema) -> JSONObject {
    var shape = ObjectShape()
    shape.add(
      service.envelope.code, ["enum": (service.classes[.success] ?? []).sorted()] as JSONObject, required: true)
    shape.add(service.envelope.data, data(of: function), required: true)
    return ["allOf": [reference("schemas", Self.envelopeName), shape.schema], "title": function.title]
  }

  private func data(of function: FunctionSchema) -> JSONObject {
    let answer = function.bridge.answer
    var shape = ObjectShape()
    if function.name == service.authentication.function {
      shape.add(service.authentication.token, ["type": "string"], required: true)
      shape.add(service.authentication.expiresIn, ["type": "number", "description": "Seconds."], required: true)
    }
    if let list = answer.list {
      var item = ObjectShape()
      for column in list.columns { item.add(column.name, member(column)) }
      shape.add(list.member, ["type": "array", "items": item.schema], required: true)
      shape.add(
        list.more, ["type": ["boolean", "string", "number"], "description": "Whether there are more pages."],
        required: true)
    }
    for column in answer.columns { shape.add(column.name, member(column)) }
    if let receipt = answer.receipt { shape.add(receipt, text("Stands for the acceptance; the report's receipt.")) }
    if let acceptedAt = answer.acceptedAt {
      shape.add(acceptedAt, ["type": ["string", "null"], "format": "date-time", "description": "Time of acceptance."])
    }
    if let package = answer.package { shape.add(package, text("Number of the package.")) }
    if let deadline = answer.deadline { shape.add(deadline, text("The next legal deadline, a date.")) }
    return shape.schema
  }

  private func member(_ column: FunctionSchema.Column) -> JSONObject {
    let codes = column.meanings.sorted { $0.key < $1.key }.map { "\($0.key) = \($0.value)" }
    var schema: JSONObject = [
      "title": column.title, "type": ["string", "number", "boolean", "array", "null"],
      "items": ["type": ["string", "number", "boolean"]],
    ]
    if !codes.isEmpty { schema["description"] = codes.joined(separator: "; ") }
    return schema
  }

  private func text(_ description: String) -> JSONObject {
    ["type": ["string", "null"], "description": description]
  }

  // MARK: Responses

  var successStatus: Int {
    (service.classes[.success] ?? []).compactMap { service.codes[$0]?.status }.min() ?? 200
  }

  /// The statuses of refusals that have result codes.
  var refusalStatuses: [Int] { Set(service.codes.values.map(\.status)).subtracting([successStatus]).sorted() }

  /// What HTTP itself refuses before the service has looked: without an envelope, and nothing was processed.
  static var plainRefusals: JSONObject {
    [
      "413": ["description": "The request's body is too long."],
      "415": ["description": "The request's body is of another type."],
    ]
  }

  func success(_ schema: JSONObject) -> JSONObject {
    ["description": told(codes(with: successStatus)), "content": [mediaType: ["schema": schema]]]
  }

  func refusal(_ status: Int) -> JSONObject {
    let codes = codes(with: status)
    var shape = ObjectShape()
    shape.add(service.envelope.code, ["enum": codes] as JSONObject, required: true)
    var response: JSONObject = [
      "description": told(codes),
      "content": [mediaType: ["schema": ["allOf": [reference("schemas", Self.envelopeName), shape.schema]]]],
    ]
    let classes = Set(codes.compactMap(service.errorClass(of:)))
    if !classes.isDisjoint(with: [.retry, .atOpening]) {
      response["headers"] = [
        "Retry-After": [
          "description": "Seconds, or a date, before which another attempt is in vain.", "schema": ["type": "string"],
        ] as JSONObject
      ]
    }
    return response
  }

  private func codes(with status: Int) -> [String] {
    service.codes.filter { $0.value.status == status }.keys.sorted()
  }

  private func told(_ codes: [String]) -> String {
    codes.map { "`\($0)` \(service.codes[$0]?.message ?? "")" }.joined(separator: "\n\n")
  }
}
