extension Dialect {
  /// The envelope of an answer, as the wire carries it.
  func body(of answer: Answer, to function: FunctionRow) -> JSONValue {
    let words = words(of: function)
    var envelope = JSONValue.object([])
    envelope.set(.string(written(answer.code)), at: self.envelope.code)
    envelope.set(.string(answer.code.message), at: self.envelope.message)
    envelope.set(.string(answer.transactionId), at: "transactionId")
    envelope.set(.string(answer.processedAt.iso8601), at: "processedAt")
    envelope.set(data(answer.data, of: function), at: self.envelope.data)
    envelope.set(.array(answer.faults.map { error($0, words) }), at: self.envelope.errors)
    return envelope
  }

  private func written(_ code: ResultCode) -> String { resultCodes[code.rawValue] ?? code.rawValue }

  private func error(_ fault: FieldFault, _ words: FunctionWords) -> JSONValue {
    var error = JSONValue.object([])
    error.set(.string(written(fault.code)), at: envelope.errorCode)
    error.set(.string(fault.isStray ? fault.field : words.wireName(of: fault.field)), at: envelope.errorField)
    error.set(.string(fault.code.message), at: envelope.errorMessage)
    return error
  }

  /// Members of `data` keep their names, but for the token; their values are written as in requests.
  private func data(_ data: JSONValue, of function: FunctionRow) -> JSONValue {
    let data = dates == .hyphens && answerCodes.isEmpty ? data : translated(data, named: "")
    guard case .authentication = function.work, let members = data.members else { return data }
    return .object(
      members.map { member in
        switch member.name {
        case "accessToken": JSONMember(authentication.token, member.value)
        case "expiresIn": JSONMember(authentication.expiresIn, member.value)
        default: member
        }
      })
  }

  /// Finds out how code values are written in answers: as the first function writes them whose field has the name.
  mutating func settleAnswers() {
    answerCodes = [:]
    for words in functions.values.sorted(by: { $0.row.number < $1.row.number }) {
      for field in words.row.fields where answerCodes[field.name] == nil {
        guard case .code(let known) = field.shape else { continue }
        let changed = known.map { ($0, written($0, field.shape.isFlag, words.codes[field.name])) }.filter { $0 != $1 }
        if !changed.isEmpty { answerCodes[field.name] = Dictionary(uniqueKeysWithValues: changed) }
      }
    }
  }

  private func translated(_ value: JSONValue, named name: String) -> JSONValue {
    switch value {
    case .object(let members):
      .object(members.map { JSONMember($0.name, translated($0.value, named: $0.name)) })
    case .array(let items): .array(items.map { translated($0, named: name) })
    case .string(let text) where Self.isDay(name) && CalendarDay.hasShape(text): .string(dates.onWire(text))
    case .string(let text): .string(answerCodes[name]?[text] ?? text)
    case .null, .bool, .number: value
    }
  }

  /// Members that hold days; moments, such as `acceptedAt`, stay as they are.
  private static func isDay(_ name: String) -> Bool { name.hasSuffix("Date") || name == "permitExpiry" }
}

extension JSONValue {
  /// Puts a member at a path, making the objects on the way.
  fileprivate mutating func set(_ value: JSONValue, at path: String) {
    let names = path.split(separator: "/", maxSplits: 1).map(String.init)
    guard let name = names.first, var members else { return }
    var inner = value
    if names.count == 2 {
      inner = self[name] ?? .object([])
      inner.set(value, at: names[1])
    }
    if let index = members.firstIndex(where: { $0.name == name }) {
      members[index].value = inner
    } else {
      members.append(JSONMember(name, inner))
    }
    self = .object(members)
  }
}
