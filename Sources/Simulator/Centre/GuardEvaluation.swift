extension Situation {
  /// The refusal of the first guard that fails, nil when the report may be accepted.
  var refusal: Rejection? {
    for condition in rule.guards {
      if let rejection = refusal(by: condition) { return rejection }
    }
    return nil
  }

  private func refusal(by condition: Guard) -> Rejection? {
    switch condition {
    case .stateIsNot(let state, let code): refuse(vehicle?.state == state, code)
    case .stateIs(let states, let code): refuse(vehicle.map { !states.contains($0.state) } ?? true, code)
    case .basicDepositPaid:
      refuse(!(vehicle.map { $0.deposit.asr.isPaid && $0.deposit.information.isPaid } ?? false), .unpaidDeposit)
    case .equipmentDepositPaid: unpaidEquipment
    case .destination(let role, let mayBeCaller):
      refuse(
        destination?.role != role || (!mayBeCaller && destination?.code == caller.code), .unknownDestination,
        "deliverToOfficeCode")
    case .destinationExists: refuse(destination == nil, .unknownDestination, "deliverToOfficeCode")
    case .designatedPlace:
      refuse(destination?.role != .designatedPlace, .unknownDestination, "deliverToOfficeCode")
    case .certifiedUser: refuse(destination?.role != .fullUser, .notCertified, "deliverToOfficeCode")
    case .held(let state, let group): refusalOfHolding(state, group)
    case .heldForWork(let states): refuse(!isHeldByCaller || !isIn(states), .notOurs)
    case .heldForProgramme(let state): refuse(!isHeldByCaller || !isIn([state]), .previousStepMissing)
    case .fluorocarbon(let statuses, let code):
      refuse(vehicle.map { !statuses.contains($0.fluorocarbonStatus) } ?? true, code)
    case .airbag(let statuses, let code): refuse(vehicle.map { !statuses.contains($0.airbagStatus) } ?? true, code)
    case .notBeforeCollection:
      refuse(vehicle?.collectionDate.map { eventDate < $0 } ?? false, .invalidDate, rule.eventDate)
    case .processFitsRole: refuse(caller.role.process != fields["process"], .officeNotAllowed, "process")
    case .notYetTakenIn:
      refuse(isHeldByCaller && vehicle?.state == heldState, .alreadyCollected)
    case .announcedToProcess:
      refuse(!isIn(LifecycleState.waiting(forProcess: fields["process"] ?? "")), .previousStepMissing)
    case .announcedToCaller: refuse(vehicle?.pending != caller.code, .notOurs)
    case .comesFromHolder:
      refuse(fields["fromOfficeCode"].map { $0 != vehicle?.holder } ?? false, .inconsistent, "fromOfficeCode")
    case .notBeforeDelivery:
      refuse(vehicle?.deliveryDate.map { eventDate < $0 } ?? false, .invalidDate, rule.eventDate)
    default: refusalOfPackageOrProgramme(by: condition)
    }
  }

  private func refusalOfPackageOrProgramme(by condition: Guard) -> Rejection? {
    switch condition {
    case .fluorocarbonTypeOfVehicle:
      refuse(fields["fluorocarbonType"] != vehicle?.fluorocarbonType, .fluorocarbonMixed, "fluorocarbonType")
    case .extendablePackage(let kind):
      fields["packageMode"] == "2"
        ? refusalOfPackage(kind) ?? refuse(package?.status != 1, .packageState, "packageNo") : nil
    case .fluorocarbonTypeOfPackage:
      refuse(
        package.map { $0.fluorocarbonType != fields["fluorocarbonType"] } ?? false, .fluorocarbonMixed,
        "fluorocarbonType")
    case .withinContainer:
      refuse(
        (package?.loadGrams ?? 0) + (fields.integer("recoveredAmountG") ?? 0)
          > Package.limit(ofContainer: package?.containerType ?? fields["containerType"]), .overLimit,
        "recoveredAmountG")
    case .package(let kind): refusalOfPackage(kind)
    case .packageStatus(let statuses, let whenSelfCarried):
      refuse(
        !(fields["transportType"] == "1" ? whenSelfCarried ?? statuses : statuses).contains(package?.status ?? 0),
        .packageState, "packageNo")
    case .pickupDay: refuse(eventDate <= today, .noPickupDay, "pickupDate")
    case .notBeforeRecovery:
      refuse(package?.lastRecovery.map { eventDate < $0 } ?? false, .invalidDate, rule.eventDate)
    case .deploymentContract: refuse(!caller.hasDeploymentContract, .noDeploymentContract)
    case .consortiumMember: refuse(!caller.isConsortiumMember, .notConsortiumMember)
    case .partsRecovered: refuse(vehicle?.partsStatus == PartsStatus.none, .partsMissing)
    case .notYetNoted(let note): refuse(vehicle?.notes.contains(note.key(fields)) ?? true, .alreadyReported)
    case .residueCandidates: refuse(companions.isEmpty, .nothingToLink)
    case .residueFits: refuse(fittingResidue.isEmpty, .overLimit, "asrWeightKg")
    default: nil
    }
  }

  private var isHeldByCaller: Bool { vehicle?.holder == caller.code }
  private var heldState: LifecycleState? { fields["process"].flatMap(LifecycleState.held) }
  private func isIn(_ states: Set<LifecycleState>) -> Bool { vehicle.map { states.contains($0.state) } ?? false }

  private func refuse(_ isRefused: Bool, _ code: ResultCode, _ field: String? = nil) -> Rejection? {
    isRefused ? Rejection(code, field) : nil
  }

  private var unpaidEquipment: Rejection? {
    guard let deposit = vehicle?.deposit else { return nil }
    if fields.flag("fluorocarbonEquipped") && !deposit.fluorocarbon.isPaid {
      return Rejection(.unpaidEquipment, "fluorocarbonEquipped")
    }
    return refuse(fields.flag("airbagEquipped") && !deposit.airbag.isPaid, .unpaidEquipment, "airbagEquipped")
  }

  private func refusalOfHolding(_ state: LifecycleState, _ group: DeliveryGroup) -> Rejection? {
    if !isHeldByCaller {
      let hasDelivered =
        vehicle?.history.contains { $0.officeCode == caller.code && group.functions.contains($0.functionNo) } ?? false
      return Rejection(hasDelivered ? .alreadyReported : .notOurs)
    }
    return refuse(vehicle?.state != state, .alreadyReported)
  }

  private func refusalOfPackage(_ kind: PackageKind) -> Rejection? {
    refuse(package?.kind != kind || package?.owner != caller.code, .unknownPackage, "packageNo")
  }
}
