import Foundation

extension CentreState {
  /// Answers one call: faults that come before, the call itself, the envelope, faults that come after.
  mutating func answer(_ call: Call) -> Reply {
    let fired = plan.rules(forCallOf: call.function.number)
    if fired[.dropBeforeCommit] != nil { return .dropped }
    if fired[.errorBeforeCommit] != nil { return envelope(Rejection(.systemError)) }
    var reply: Reply
    do {
      let (code, data) = try perform(call)
      reply = envelope(code, data: data)
    } catch {
      reply = envelope(error)
    }
    if fired[.commitThen500] != nil { reply = envelope(Rejection(.systemError)) }
    disturb(&reply, fired)
    return reply
  }

  /// Does what the call asks for, or throws the first refusal.
  private mutating func perform(_ call: Call) throws(Rejection) -> (code: ResultCode, data: JSONValue) {
    let now = clock.now
    let function = call.function
    let fields = try RequestFields(body: call.body, of: function, today: now.day)
    if case .authentication = function.work { return (.success, try authenticate(fields, function, at: now)) }
    let office = try admit(call, fields, to: function, at: now)
    switch (function.work, office) {
    case (.feeInquiry, _): return (.success, try feeAnswer(fields, at: now))
    case (.vehicleInquiry, _): return (.success, try vehicleAnswer(fields))
    case (.detailInquiry, let caller?): return (.success, try detailAnswer(fields, caller: caller, at: now))
    case (.list(let kind), let caller?): return (.success, try listAnswer(kind, fields, caller: caller, at: now))
    case (.report(let rule), let caller?):
      let (data, isLate) = try accept(
        function, rule, fields, caller: caller, requestId: call.requestId, at: now)
      return (isLate ? .acceptedLate : .success, data)
    default: throw Rejection(.systemError)
    }
  }

  private mutating func envelope(_ rejection: Rejection) -> Reply {
    var reply = envelope(rejection.code, data: .object([]), errors: rejection.faults)
    reply.retryAfter = rejection.retryAfter
    return reply
  }

  private mutating func envelope(_ code: ResultCode, data: JSONValue, errors: [FieldFault] = []) -> Reply {
    let now = clock.now
    transactionCount += 1
    let digits = String(transactionCount)
    let number = String(repeating: "0", count: max(0, 8 - digits.count)) + digits
    let json = JSONValue.object([
      JSONMember("resultCode", .string(code.rawValue)),
      JSONMember("resultMessage", .string(code.message)),
      JSONMember("transactionId", .string("T" + now.day.description.filter { $0 != "-" } + number)),
      JSONMember("processedAt", .string(now.iso8601)),
      JSONMember("data", data),
      JSONMember("errors", .array(errors.map(\.json))),
    ])
    return Reply(status: code.httpStatus, body: Array(json.text.utf8))
  }

  private func disturb(_ reply: inout Reply, _ fired: [SimulatorFaults.Kind: SimulatorFaults.Rule]) {
    if let rule = fired[.delay] { reply.delaySeconds = rule.seconds }
    if fired[.truncateBody] != nil { reply.body.removeLast(reply.body.count / 2) }
    if fired[.truncateTransfer] != nil { reply.manner = .cut }
    if fired[.wrongCharset] != nil {
      reply.body = String(decoding: reply.body, as: UTF8.self).data(using: .shiftJIS).map(Array.init) ?? reply.body
    }
    if fired[.emptyBody] != nil { reply = Reply(status: 200, body: [], delaySeconds: reply.delaySeconds) }
    if fired[.htmlBody] != nil {
      reply = Reply(
        status: 200, body: Array("<html><body>しばらくお待ちください</body></html>".utf8),
        contentType: "text/html; charset=UTF-8", delaySeconds: reply.delaySeconds)
    }
    if fired[.commitThenDrop] != nil { reply.manner = .dropped }
  }
}
