/// The ledger, the offices and the users that stand there from the start (domain/8, 8.1; all invented or from seeds).
enum Fixtures {
  private static let expiry = CalendarDay("2031-03-31")!

  private static func office(_ code: String, _ role: Role, _ name: String) -> Office {
    Office(
      code: code, role: role, name: name, address: "東京都港区芝大門1-1-30", telephone: "0311111111",
      permitNo: "20" + code.suffix(9), permitExpiry: expiry)
  }

  static let offices: [Office] = {
    var dismantler = office("130000300004", .dismantler, "模擬解体 第一工場")
    dismantler.hasDeploymentContract = true
    dismantler.isConsortiumMember = true
    var shredder = office("130000500005", .shredder, "模擬破砕 第一工場")
    shredder.isConsortiumMember = true
    return [
      office("130000100002", .collector, "模擬自動車 本社営業所"),
      office("130000200003", .recoverer, "模擬フロン回収センター"),
      dismantler,
      office("130000400004", .dismantler, "模擬解体 第二工場"),
      shredder,
      office("130000600005", .shredder, "模擬破砕 第二工場"),
      office("130000700006", .fullUser, "模擬電炉"),
      office("139999900009", .designatedPlace, "指定引取場所 フロン類・エアバッグ類"),
      office("139999800009", .designatedPlace, "指定引取場所 ASR"),
    ]
  }()

  /// Offices of businesses that none of the users belongs to: the other parties.
  static let strangers: [Office] = [
    office("130000800002", .collector, "他社引取 営業所"), office("130000900003", .recoverer, "他社フロン回収"),
    office("130001000004", .dismantler, "他社解体"), office("130001100005", .shredder, "他社破砕"),
  ]

  private static let chain = offices.filter { $0.role.process != nil }.map(\.code)

  private static func user(_ id: String, _ secret: String) -> User {
    User(
      id: id, secret: secret, businessCode: "1234567", businessName: "株式会社模擬自動車", offices: chain,
      allowedFunctions: Set(1...31), registrationExpiry: expiry)
  }

  /// The secrets are the simulator's own and open nothing else.
  static let users: [User] = {
    var feeOnly = user("jars-fee-only", "simulator-secret-02")
    feeOnly.allowedFunctions = [2]
    feeOnly.offices = []
    feeOnly.fixedToken = "simulator-fee-key-01"
    var locked = user("jars-locked", "simulator-secret-03")
    locked.isLocked = true
    var expired = user("jars-expired", "simulator-secret-04")
    expired.registrationExpiry = CalendarDay("2026-03-31")!
    return [user("jars-user-01", "simulator-secret-01"), feeOnly, locked, expired]
  }()
}
