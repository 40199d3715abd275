/// The fields of one request after validation, by wire name.
struct RequestFields: Sendable {
  private(set) var members: [JSONMember]
  private var values: [String: JSONValue]

  init(_ members: [JSONMember]) {
    self.members = members
    values = Dictionary(members.map { ($0.name, $0.value) }, uniquingKeysWith: { first, _ in first })
  }

  func has(_ name: String) -> Bool { values[name] != nil }
  subscript(name: String) -> String? { values[name]?.string }
  func number(_ name: String) -> Double? { values[name]?.decimal }
  func integer(_ name: String) -> Int? { values[name]?.integer }
  func day(_ name: String) -> CalendarDay? { self[name].flatMap { CalendarDay($0) } }
  func flag(_ name: String) -> Bool { self[name] == "1" }
}

extension RequestFields {
  /// Reads a body and checks it against a function's fields: E1001 for what is missing, E1002 for a wrong shape or an
  /// unknown name, E1003, E1004, and, when each field is fine by itself, E1005 for combinations.
  init(body: [UInt8], of function: FunctionRow, today: CalendarDay) throws(Rejection) {
    guard let value = try? JSONReader.value(of: body), let members = value.members else {
      throw Rejection(.malformed, "")
    }
    var faults: [FieldFault] = []
    let known = Set(function.fields.map(\.name))
    for member in members where !known.contains(member.name) { faults.append(FieldFault(.malformed, member.name)) }
    for rule in function.fields {
      let value = value[rule.name]
      if value == nil || (value == .string("") && rule.isRequired) {
        if rule.isRequired { faults.append(FieldFault(.missing, rule.name)) }
      } else if let code = rule.shape.fault(in: value!, today: today) {
        faults.append(FieldFault(code, rule.name))
      }
    }
    let fields = RequestFields(members)
    if faults.isEmpty { faults = function.combinations.flatMap { $0.faults(in: fields) } }
    if let rejection = Rejection(faults) { throw rejection }
    self = fields
  }
}
