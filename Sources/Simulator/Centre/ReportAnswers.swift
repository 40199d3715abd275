extension CentreState {
  /// The `data` of an accepted report (domain/2, 2.2).
  func answer(to situation: Situation, _ change: Change) -> JSONValue {
    var members: [JSONMember] = []
    switch situation.rule.answer {
    case .vehicle: members = vehicleMembers(situation, change)
    case .certificate:
      members = vehicleMembers(situation, change)
      members.insert(JSONMember("certificate", certificate(situation)), at: 2)
    case .vehicleAndPackage: members = vehicleMembers(situation, change) + packageMembers(change)
    case .packagePickup:
      let asksForPickup = situation.fields["handoverType"] != "2"
      let number = asksForPickup ? "P" + (change.package?.number.dropFirst(2) ?? "") : nil
      members = packageMembers(change) + [JSONMember("pickupRequestNo", .optional(number)), acceptedAt(situation)]
    case .packageVehicles: members = packageMembers(change) + [linkedVehicles(change), acceptedAt(situation)]
    case .packageWeight:
      let tenths = change.companions.map(\.asrStandardWeightTenths).reduce(0, +)
      members =
        packageMembers(change) + [
          linkedVehicles(change), JSONMember("linkedWeightKg", .number("\(tenths / 10).\(tenths % 10)")),
          acceptedAt(situation),
        ]
    }
    return .object(members)
  }

  private func acceptedAt(_ situation: Situation) -> JSONMember {
    JSONMember("acceptedAt", .string(situation.now.iso8601))
  }

  private func linkedVehicles(_ change: Change) -> JSONMember {
    JSONMember("linkedVehicles", .array((change.package?.vehicles ?? []).map(JSONValue.string)))
  }

  private func vehicleMembers(_ situation: Situation, _ change: Change) -> [JSONMember] {
    [
      JSONMember("movementReportNo", .optional(change.vehicle?.ticketNo)),
      acceptedAt(situation),
      JSONMember("lifecycleStatus", .optional(change.vehicle?.state.rawValue)),
      JSONMember("nextDeadlineDate", .optional(situation.nextDeadline(after: change.vehicle)?.description)),
      JSONMember("clientRequestNo", .optional(situation.fields["clientRequestNo"])),
    ]
  }

  private func packageMembers(_ change: Change) -> [JSONMember] {
    [
      JSONMember("packageNo", .optional(change.package?.number)),
      JSONMember("packageStatus", .optional((change.package?.status).map(String.init))),
      JSONMember("linkedVehicleCount", .integer(change.package?.vehicles.count ?? 0)),
    ]
  }

  /// The items of the certificate of collection (ordinance, article 79).
  private func certificate(_ situation: Situation) -> JSONValue {
    let business = users.values.first { $0.offices.contains(situation.caller.code) && $0.fixedToken == nil }
    return .object([
      JSONMember("recycleTicketNo", .optional(situation.vehicle?.ticketNo)),
      JSONMember("chassisNo", .optional(situation.vehicle?.chassisNo)),
      JSONMember("carName", .optional(situation.vehicle?.carName)),
      JSONMember("collectionDate", .string(situation.eventDate.description)),
      JSONMember("depositTotal", .integer(situation.vehicle?.deposit.total ?? 0)),
      JSONMember("requesterName", .optional(situation.fields["requesterName"])),
      JSONMember("collectorRegistrationNo", .string(situation.caller.permitNo)),
      JSONMember("businessName", .optional(business?.businessName)),
      JSONMember("officeName", .string(situation.caller.name)),
      JSONMember("officeAddress", .string(situation.caller.address)),
      JSONMember("officeTel", .string(situation.caller.telephone)),
    ])
  }
}
