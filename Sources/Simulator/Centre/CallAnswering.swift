extension CentreState {
  /// Answers one call: what others do meanwhile, faults that come before, the call itself, its code.
  mutating func answer(_ call: Call) -> Answer {
    let fired = plan.rules(forCallOf: call.function.number)
    if fired[.otherParty] != nil { reportMeanwhile(call) }
    var answer: Answer
    if fired[.dropBeforeCommit] != nil || fired[.errorBeforeCommit] != nil {
      answer = self.answer(.systemError)
    } else {
      do {
        let (code, data) = try perform(call)
        answer = self.answer(code)
        answer.data = data
      } catch {
        answer = self.answer(error.code)
        answer.faults = error.faults
        answer.retryAfter = error.retryAfter
      }
      if fired[.commitThen500] != nil { answer = self.answer(.systemError) }
    }
    answer.disturbances = fired
    return answer
  }

  /// Does what the call asks for, or throws the first refusal.
  private mutating func perform(_ call: Call) throws(Rejection) -> (code: ResultCode, data: JSONValue) {
    let now = clock.now
    let function = call.function
    let fields = try RequestFields(call.document, of: function, today: now.day)
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

  private mutating func answer(_ code: ResultCode) -> Answer {
    let now = clock.now
    transactionCount += 1
    let digits = String(transactionCount)
    let number = String(repeating: "0", count: max(0, 8 - digits.count)) + digits
    return Answer(
      code: code, transactionId: "T" + now.day.description.filter { $0 != "-" } + number, processedAt: now)
  }
}
