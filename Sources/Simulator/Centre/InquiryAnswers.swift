extension CentreState {
  /// Function 2: the deposit view of a vehicle, in every state.
  func feeAnswer(_ fields: RequestFields, at now: Instant) throws(Rejection) -> JSONValue {
    let vehicle = try ledgerVehicle(fields)
    let deposit = vehicle.deposit
    func item(_ name: String, _ item: Deposit.Item) -> [JSONMember] {
      [JSONMember("\(name)Fee", .optional(item.fee)), JSONMember("\(name)FeeStatus", .string(item.code))]
    }
    return .object(
      [
        JSONMember("chassisNo", .string(vehicle.chassisNo)),
        JSONMember("recycleTicketNo", .string(vehicle.ticketNo)),
        JSONMember("carName", .string(vehicle.carName)),
        JSONMember("vehicleClass", .string(vehicle.vehicleClass)),
      ] + item("asr", deposit.asr) + item("airbag", deposit.airbag) + item("fluorocarbon", deposit.fluorocarbon)
        + item("info", deposit.information) + [
          JSONMember("depositTotal", .integer(deposit.total)),
          JSONMember("fundFee", .integer(deposit.fundFee)),
          JSONMember("depositStatus", .string(deposit.code)),
          JSONMember("inquiredAt", .string(now.iso8601)),
        ])
  }

  /// Function 3: what the vehicle is.
  func vehicleAnswer(_ fields: RequestFields) throws(Rejection) -> JSONValue {
    let vehicle = try ledgerVehicle(fields)
    return .object([
      JSONMember("chassisNo", .string(vehicle.chassisNo)),
      JSONMember("carName", .string(vehicle.carName)),
      JSONMember("modelCode", .string(vehicle.modelCode)),
      JSONMember("typeDesignationNo", .string(vehicle.typeDesignationNo)),
      JSONMember("categoryClassNo", .string(vehicle.categoryClassNo)),
      JSONMember("vehicleClass", .string(vehicle.vehicleClass)),
      JSONMember("firstRegistrationYm", .string(vehicle.firstRegistration)),
      JSONMember("makerCode", .string(vehicle.makerCode)),
      JSONMember("makerName", .string(vehicle.makerName)),
    ])
  }

  /// Function 4: everything about a vehicle that concerns the caller; E5003 for one that does not.
  func detailAnswer(_ fields: RequestFields, caller: Office, at now: Instant) throws(Rejection) -> JSONValue {
    let moment = inquiryMoment(now)
    if fields.has("movementReportNo") {
      let vehicle = try vehicle(fields, asOf: moment)
      guard vehicle.concerns(caller.code) else { throw Rejection(.officeNotAllowed, "movementReportNo") }
      return detail(of: vehicle, asOf: moment)
    }
    let candidates = ledgerVehicles(fields, asOf: moment)
    guard !candidates.isEmpty else { throw Rejection(.unknownVehicle, "chassisNo") }
    let visible = candidates.filter { $0.concerns(caller.code) }
    guard let vehicle = visible.first else { throw Rejection(.officeNotAllowed, "chassisNo") }
    guard visible.count == 1 else { throw Rejection(.ambiguousVehicle, "chassisNo") }
    return detail(of: vehicle, asOf: moment)
  }

  /// A vehicle with every sub-state and its history.
  func detail(of vehicle: Vehicle, asOf moment: Instant) -> JSONValue {
    func status(_ number: String?) -> JSONValue {
      .optional(
        number.flatMap { packages[$0]?.value(asOf: moment) }.map { String(self.status(of: $0, on: moment.day)) })
    }
    let weight = vehicle.asrStandardWeightTenths
    return .object([
      JSONMember("movementReportNo", .string(vehicle.ticketNo)),
      JSONMember("chassisNo", .string(vehicle.chassisNo)),
      JSONMember("carName", .string(vehicle.carName)),
      JSONMember("lifecycleStatus", .string(vehicle.state.rawValue)),
      JSONMember("currentProcess", .optional(vehicle.state.process)),
      JSONMember("holderOfficeCode", .optional(vehicle.holder)),
      JSONMember("pendingOfficeCode", .optional(vehicle.pending)),
      JSONMember("collectionDate", .optional(vehicle.collectionDate?.description)),
      JSONMember("fluorocarbonEquipped", .flag(vehicle.hasFluorocarbon)),
      JSONMember("fluorocarbonType", .optional(vehicle.fluorocarbonType)),
      JSONMember("fluorocarbonStatus", .string(vehicle.fluorocarbonStatus.rawValue)),
      JSONMember("fluorocarbonPackageNo", .optional(vehicle.fluorocarbonPackage)),
      JSONMember("fluorocarbonPackageStatus", status(vehicle.fluorocarbonPackage)),
      JSONMember("airbagEquipped", .flag(vehicle.hasAirbag)),
      JSONMember("airbagStatus", .string(vehicle.airbagStatus.rawValue)),
      JSONMember("airbagPackageNo", .optional(vehicle.airbagPackage)),
      JSONMember("airbagPackageStatus", status(vehicle.airbagPackage)),
      JSONMember("airbagMakerCount", .integer(vehicle.airbagCount)),
      JSONMember("airbagBatchDeployable", .flag(vehicle.isBatchDeployable)),
      JSONMember("airbagMechanical", .flag(vehicle.isMechanical)),
      JSONMember("asrStandardWeightKg", .number("\(weight / 10).\(weight % 10)")),
      JSONMember("partsStatus", .string(vehicle.partsStatus.rawValue)),
      JSONMember("materialStatus", .string(vehicle.materialStatus.rawValue)),
      JSONMember("asrStatus", .string(vehicle.isResidueLinked ? "LINKED" : "NONE")),
      JSONMember("dismantleRecordDate", .optional(vehicle.dismantleRecordDate?.description)),
      JSONMember("history", .array(vehicle.history.map(\.json))),
    ])
  }
}
