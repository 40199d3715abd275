extension Vehicle {
  /// Reads a fixture from the desk: `chassisNo` and `ticketNo` are needed, everything else has a default.
  ///
  /// Fees are whole yen, null for one that is due, `"notApplicable"` for one that does not apply; left out means paid.
  /// `lifecycleStatus`, `holderOfficeCode`, `pendingOfficeCode`, `fluorocarbonStatus`, … put the vehicle where a
  /// scenario needs it; `history` lists the accepted reports that lists and inquiries show.
  init(fixture json: JSONValue) throws {
    let members = try json.members(
      allowed: [
        "chassisNo", "ticketNo", "registrationNo", "carName", "vehicleClass", "asrFee", "airbagFee",
        "fluorocarbonFee", "infoFee", "lifecycleStatus", "holderOfficeCode", "pendingOfficeCode", "collectionDate",
        "deliveryDate", "fluorocarbonType", "fluorocarbonStatus", "airbagStatus", "asrStandardWeightKg", "teamCode",
        "partsStatus", "materialStatus", "history",
      ])
    guard let chassisNo = members["chassisNo"]?.string, let ticketNo = members["ticketNo"]?.string else {
      throw UnreadableInstruction("a vehicle needs \"chassisNo\" and \"ticketNo\"")
    }
    self.init(chassisNo: chassisNo, ticketNo: ticketNo)
    registrationNo = members["registrationNo"]?.string
    carName = members["carName"]?.string ?? carName
    vehicleClass = members["vehicleClass"]?.string ?? vehicleClass
    deposit = Deposit(
      asr: try Deposit.Item(members["asrFee"], else: deposit.asr),
      airbag: try Deposit.Item(members["airbagFee"], else: deposit.airbag),
      fluorocarbon: try Deposit.Item(members["fluorocarbonFee"], else: deposit.fluorocarbon),
      information: try Deposit.Item(members["infoFee"], else: deposit.information))
    state = try readable(members["lifecycleStatus"], LifecycleState.init(rawValue:)) ?? state
    holder = members["holderOfficeCode"]?.string
    pending = members["pendingOfficeCode"]?.string
    collectionDate = try readable(members["collectionDate"]) { CalendarDay($0) }
    deliveryDate = try readable(members["deliveryDate"]) { CalendarDay($0) }
    fluorocarbonType = members["fluorocarbonType"]?.string
    fluorocarbonStatus =
      try readable(members["fluorocarbonStatus"], FluorocarbonStatus.init(rawValue:)) ?? fluorocarbonStatus
    hasFluorocarbon = fluorocarbonStatus != .notApplicable
    airbagStatus = try readable(members["airbagStatus"], AirbagStatus.init(rawValue:)) ?? airbagStatus
    hasAirbag = airbagStatus != .notApplicable
    if let weight = members["asrStandardWeightKg"]?.decimal {
      guard (0...100_000).contains(weight) else { throw UnreadableInstruction("not a weight: \(weight)") }
      asrStandardWeightTenths = Int((weight * 10).rounded())
    }
    teamCode = members["teamCode"]?.string ?? teamCode
    partsStatus = try readable(members["partsStatus"], PartsStatus.init(rawValue:)) ?? partsStatus
    materialStatus = try readable(members["materialStatus"], MaterialStatus.init(rawValue:)) ?? materialStatus
    history = try (members["history"]?.array ?? []).map(HistoryEntry.init(fixture:))
  }
}

extension Deposit.Item {
  fileprivate init(_ json: JSONValue?, else usual: Deposit.Item) throws {
    switch json {
    case nil: self = usual
    case .null: self = .unpaid
    case .string("notApplicable"): self = .notApplicable
    case .number(let text) where Int(text) != nil: self = .paid(Int(text)!)
    case .some(let other): throw UnreadableInstruction("not a fee: \(other.text)")
    }
  }
}
