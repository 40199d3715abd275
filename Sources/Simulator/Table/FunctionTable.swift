/// All functions of the interface, found by the last part of the path.
enum FunctionTable {
  static let rows: [FunctionRow] =
    inquiries + collectionReports + recoveryReports + dismantlingReports + shreddingReports

  static let bySlug: [String: FunctionRow] = Dictionary(uniqueKeysWithValues: rows.map { ($0.slug, $0) })
  static let byNumber: [Int: FunctionRow] = Dictionary(uniqueKeysWithValues: rows.map { ($0.number, $0) })

  static let everyRole: Set<Role> = [.collector, .recoverer, .dismantler, .shredder]

  /// The fields that name a vehicle, its number being the key and its chassis number the guard.
  static let vehicleFields = "officeCode! movementReportNo! chassisNoType chassisNo! clientRequestNo "

  static let carriageFields = "transportType! carrierName carrierPermitType carrierPermitNo "

  /// Entrusted carriage names the carrier and his permit, own carriage does not.
  static let carriage: [Combination] = [
    .exactlyWhen("transportType", is: "2", present: ["carrierName", "carrierPermitType", "carrierPermitNo"]),
    .industrialPermit,
  ]

  /// A delivery of the vehicle itself to the next office.
  static func delivery(
    from held: LifecycleState, to role: Role, mayBeCaller: Bool = true, becomes state: LifecycleState,
    group: DeliveryGroup, and guards: [Guard], key: [KeyPart]
  ) -> ReportRule {
    ReportRule(
      subject: .vehicle, eventDate: "deliveryDate", dueDays: 3,
      guards: [.destination(role, mayBeCaller: mayBeCaller), .held(held, group)] + guards + [.notBeforeCollection],
      effects: [.become(state), .announce], next: .fromReceipt(days: 5), key: key)
  }

  /// The key of a delivery step that several offices may do for one vehicle, and one office again when it comes back.
  static func repeatableKey(_ step: String) -> [KeyPart] {
    [.field("movementReportNo"), .field("officeCode"), .word(step), .intakeCount]
  }
}
