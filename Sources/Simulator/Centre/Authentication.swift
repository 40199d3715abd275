extension CentreState {
  /// Failed attempts in a row after which a user is locked.
  static let allowedFailures = 5

  /// Checks the credentials and issues a token; the answer of function 1.
  ///
  /// E5006 for a locked user, E5001 for unknown credentials, E5004 for a profile without this function, E5003 for an
  /// office of somebody else, E5007 for an expired registration.
  mutating func authenticate(
    _ fields: RequestFields, _ function: FunctionRow, at now: Instant
  ) throws(Rejection) -> JSONValue {
    let user = try user(fields["userId"], secret: fields["secret"])
    guard user.allowedFunctions.contains(function.number) else { throw Rejection(.functionNotAllowed) }
    let office = try office(fields, of: user, limitedTo: nil, for: function)
    guard user.registrationExpiry >= now.day else { throw Rejection(.registrationExpired) }
    try checkOpening(of: function, at: now)

    let life = plan.faults.tokenLifeSeconds ?? tokenLife
    let token = Self.freshToken()
    sessions[token] = Session(userId: user.id, office: office?.code, expires: now.advanced(bySeconds: life))
    return tokenAnswer(token, life: life, user: user, office: office, at: now)
  }

  /// The user whom id and secret belong to: E5001 when they do not fit, E5006 when he is locked.
  mutating func user(_ id: String?, secret: String?) throws(Rejection) -> User {
    guard var user = users[id ?? ""] else { throw Rejection(.wrongCredentials) }
    guard !user.isLocked, user.failuresInARow < Self.allowedFailures else { throw Rejection(.userLocked) }
    guard user.secret == secret else {
      users[user.id]?.failuresInARow += 1
      throw Rejection(.wrongCredentials)
    }
    user.failuresInARow = 0
    users[user.id] = user
    return user
  }

  /// The user who has a secret that is sent with every request: E5001 for none, E5006 when he is locked.
  func user(withSecret secret: String?) throws(Rejection) -> User {
    guard let secret, let user = users.values.first(where: { $0.secret == secret || $0.fixedToken == secret }) else {
      throw Rejection(.wrongCredentials)
    }
    guard !user.isLocked else { throw Rejection(.userLocked) }
    return user
  }

  /// Forgets every token that was issued; fixed credentials stay.
  mutating func revokeTokens() {
    sessions = sessions.filter { $0.value.expires == nil }
  }

  private static func freshToken() -> String {
    var generator = SystemRandomNumberGenerator()
    return (0..<2).map { _ in String(generator.next() as UInt64, radix: 36) }.joined(separator: "-")
  }

  private func tokenAnswer(
    _ token: String, life: Double, user: User, office: Office?, at now: Instant
  ) -> JSONValue {
    let visible = office.map { [$0] } ?? user.offices.compactMap { offices[$0] }.filter { $0.role.process != nil }
    return .object([
      JSONMember("accessToken", .string(token)),
      JSONMember("tokenType", .string("Bearer")),
      JSONMember("expiresIn", .integer(Int(life))),
      JSONMember("issuedAt", .string(now.iso8601)),
      JSONMember("businessCode", .string(user.businessCode)),
      JSONMember("usageType", .string(user.allowedFunctions.count > 1 ? "2" : "1")),
      JSONMember("consortiumMember", .flag(visible.contains(where: \.isConsortiumMember))),
      JSONMember(
        "offices",
        .array(
          visible.map { office in
            .object([
              JSONMember("officeCode", .string(office.code)),
              JSONMember("role", .string(office.role.rawValue)),
              JSONMember("officeName", .string(office.name)),
              JSONMember("permitNo", .string(office.permitNo)),
              JSONMember("permitExpiry", .string(office.permitExpiry.description)),
            ])
          })),
      JSONMember("allowedFunctions", .array(user.allowedFunctions.sorted().map(JSONValue.integer))),
    ])
  }
}
