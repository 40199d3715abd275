/// The fields of one request after validation, by wire name.
struct RequestFields: Sendable {
  private(set) var members: [JSONMember]
  private var values: [String: JSONValue]

  init(_ members: [JSONMember]) {
    self.members = members
    values = Dictionary(members.map { ($0.name, $0.value) }, uniquingKeysWith: { first, _ in first })
  }

  private func value(_ name: String) -> JSONValue? { values[name] }
  func has(_ name: String) -> Bool { values[name] != nil }
  subscript(name: String) -> String? { values[name]?.string }
  func number(_ name: String) -> Double? { values[name]?.decimal }
  func integer(_ name: String) -> Int? { values[name]?.integer }
  func day(_ name: String) -> CalendarDay? { self[name].flatMap { CalendarDay($0) } }
  func flag(_ name: String) -> Bool { self[name] == "1" }

  func removing(_ name: String) -> RequestFields { RequestFields(members.filter { $0.name != name }) }

  func setting(_ name: String, to text: String) -> RequestFields {
    RequestFields(removing(name).members + [JSONMember(name, .string(text))])
  }
}

extension RequestFields {
  /// Checks a body against a function's fields: E1001 for what is missing, E1002 for a wrong shape or an unknown name,
  /// E1003, E1004, and, when each field is fine by itself, E1005 for combinations.
  init(_ document: RequestDocument, of function: FunctionRow, today: CalendarDay) throws(Rejection) {
    guard document.isReadable else { throw Rejection(.malformed, "") }
    var faults = document.strays.map { FieldFault(.malformed, $0, isStray: true) }
    let fields = RequestFields(document.members)
    for rule in function.fields {
      let isRequired = rule.isRequired || document.required.contains(rule.name)
      let value = fields.value(rule.name)
      if value == nil || (value == .string("") && isRequired) {
        if isRequired { faults.append(FieldFault(.missing, rule.name)) }
      } else if let code = rule.shape.fault(in: value!, today: today) {
        faults.append(FieldFault(code, rule.name))
      }
    }
    if faults.isEmpty { faults = function.combinations.flatMap { $0.faults(in: fields) } }
    if let rejection = Rejection(faults) { throw rejection }
    self = fields
  }
}
