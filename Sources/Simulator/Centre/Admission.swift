extension CentreState {
  /// The guards that every function has in common, after the fields and before its own (domain/3, 3.3): token,
  /// function, office and role, registration, hours, maintenance, rate.
  mutating func admit(
    _ call: Call, _ fields: RequestFields, to function: FunctionRow, at now: Instant
  ) throws(Rejection) -> Office? {
    let session = try session(call.credential, at: now)
    guard let user = users[session.userId] else { throw Rejection(.tokenExpired) }
    guard user.allowedFunctions.contains(function.number) else { throw Rejection(.functionNotAllowed) }
    let office = try office(fields, of: user, limitedTo: session.office, for: function)
    guard user.registrationExpiry >= now.day, office.map({ $0.permitExpiry >= now.day }) ?? true else {
      throw Rejection(.registrationExpired)
    }
    try checkOpening(of: function, at: now)
    return office
  }

  private mutating func session(_ credential: Credential, at now: Instant) throws(Rejection) -> Session {
    switch credential {
    case .token(let token):
      guard let session = token.flatMap({ sessions[$0] }), session.expires.map({ now < $0 }) ?? true else {
        throw Rejection(.tokenExpired)
      }
      return session
    case .secret(let secret): return Session(userId: try user(withSecret: secret).id)
    case .user(let id, let secret): return Session(userId: try user(id, secret: secret).id)
    }
  }

  func office(
    _ fields: RequestFields, of user: User, limitedTo limit: String?, for function: FunctionRow
  ) throws(Rejection) -> Office? {
    guard let code = fields["officeCode"] else { return nil }
    guard user.offices.contains(code), limit.map({ $0 == code }) ?? true, let office = offices[code],
      function.roles.contains(office.role)
    else { throw Rejection(.officeNotAllowed, "officeCode") }
    return office
  }

  /// Opening hours, planned stops, maintenance and the rate: E6001, E6002, E6003, E7001.
  mutating func checkOpening(of function: FunctionRow, at now: Instant) throws(Rejection) {
    guard !plan.faults.plannedStops.contains(now.day.description) else { throw Rejection(.plannedStop) }
    if !alwaysOpen {
      let second = now.secondOfDay
      guard second >= FunctionRow.openingSecond, second < function.closingSecond else {
        throw Rejection(.outsideHours)
      }
    }
    guard !plan.faults.isInMaintenance else { throw Rejection(.maintenance) }
    try plan.admit(at: now)
  }
}
