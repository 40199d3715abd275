/// The body of a request in our own words.
struct RequestDocument: Sendable {
  /// Whether the body was a JSON object at all.
  var isReadable = true
  /// The members whose names are fields of the function, by our own names.
  var members: [JSONMember] = []
  /// Names on the wire that are no field of the function.
  var strays: [String] = []
  /// Fields that must be there besides those that the function demands anyway.
  var required: Set<String> = []
}

extension Dialect {
  /// Translates a body; what does not follow the dialect becomes a value that the fields refuse.
  func document(_ body: [UInt8], of function: FunctionRow) -> RequestDocument {
    let words = words(of: function)
    var document = RequestDocument(required: words.required)
    guard let members = (try? JSONReader.value(of: body))?.members else {
      document.isReadable = false
      return document
    }
    for member in members {
      if let field = words.field(named: member.name) {
        document.members.append(JSONMember(field.name, own(member.value, of: field, codes: words.codes[field.name])))
      } else {
        document.strays.append(member.name)
      }
    }
    return document
  }

  private func own(_ value: JSONValue, of field: FieldRule, codes: [String: String]?) -> JSONValue {
    guard case .string(let text) = value, !text.isEmpty else { return value }
    switch field.shape {
    case .day: return dates == .hyphens ? value : dates.own(text).map(JSONValue.string) ?? .null
    case .code(let known):
      let written = written(known, field.shape.isFlag, codes)
      return .string(written.first { $0.value == text }?.key ?? Self.noCode)
    default:
      guard let codes else { return value }
      return .string(codes.first { $0.value == text }?.key ?? text)
    }
  }

  /// Each code of a field and how it is written.
  private func written(_ known: [String], _ isFlag: Bool, _ codes: [String: String]?) -> [String: String] {
    Dictionary(uniqueKeysWithValues: known.map { ($0, written($0, isFlag, codes)) })
  }

  func written(_ code: String, _ isFlag: Bool, _ codes: [String: String]?) -> String {
    codes?[code] ?? (isFlag ? (code == "1" ? yes : no) : code)
  }

  /// Stands for a code that does not exist.
  private static let noCode = "?"
}
