extension FunctionTable {
  private static let fluorocarbonKey: [KeyPart] = [.field("movementReportNo"), .word("フロン類")]

  /// The reports of the fluorocarbon recoverer (domain/3, 3.3, #12 to #16).
  static let recoveryReports: [FunctionRow] = [
    FunctionRow(
      12, "recovery-delivery-to-dismantler", [.recoverer],
      fields: vehicleFields + carriageFields + "deliverToOfficeCode! deliveryDate!", [.chassisFitsClass] + carriage,
      .report(
        delivery(
          from: .held2, to: .dismantler, becomes: .announced23, group: .recovery,
          and: [.fluorocarbon([.notApplicable, .linked, .reported, .reused], else: .fluorocarbonOpen)],
          key: [.field("movementReportNo"), .word("フロン工程引渡")]))),
    FunctionRow(
      13, "fluorocarbon-package-add", [.recoverer],
      fields: vehicleFields
        + "packageMode! packageNo containerType containerNo fluorocarbonType! recoveredDate! recoveredAmountG",
      [
        .chassisFitsClass, .exactlyWhen("packageMode", is: "2", present: ["packageNo"]),
        .exactlyWhen("packageMode", is: "1", present: ["containerType", "containerNo"]),
      ],
      .report(
        ReportRule(
          subject: .vehicle, eventDate: "recoveredDate",
          guards: [
            .heldForWork([.held2, .announced23]), .fluorocarbon([.required], else: .alreadyReported),
            .fluorocarbonTypeOfVehicle, .extendablePackage(.fluorocarbon), .fluorocarbonTypeOfPackage,
            .withinContainer,
          ],
          effects: [.fillPackage(.fluorocarbon), .fluorocarbon(.linked)], next: .ofLastIntake(days: 20),
          answer: .vehicleAndPackage, key: fluorocarbonKey))),
    FunctionRow(
      14, "fluorocarbon-package-pickup", [.recoverer],
      fields: "officeCode! packageNo! pickupDate! pickupTimeSlot contactName! contactTel! clientRequestNo",
      .report(
        ReportRule(
          subject: .package, eventDate: "pickupDate",
          guards: [.package(.fluorocarbon), .packageStatus([1]), .pickupDay],
          effects: [.packageStatus(2)], answer: .packagePickup, key: [.field("packageNo"), .word("集荷")]))),
    FunctionRow(
      15, "fluorocarbon-package-report", [.recoverer],
      fields: "officeCode! packageNo! deliverToOfficeCode! deliveryDate! totalAmountG clientRequestNo "
        + carriageFields, carriage,
      .report(
        ReportRule(
          subject: .package, eventDate: "deliveryDate", dueDays: 3,
          guards: [
            .package(.fluorocarbon), .designatedPlace, .packageStatus([2], whenSelfCarried: [1, 2]),
            .notBeforeRecovery,
          ],
          effects: [.packageStatus(3), .fluorocarbon(.reported)], answer: .packageVehicles,
          key: [.field("packageNo"), .word("報告")]))),
    FunctionRow(
      16, "fluorocarbon-reuse-report", [.recoverer],
      fields: vehicleFields + "fluorocarbonType! reuseDate! recoveredAmountG", [.chassisFitsClass],
      .report(
        ReportRule(
          subject: .vehicle, eventDate: "reuseDate",
          guards: [
            .heldForWork([.held2, .announced23]), .fluorocarbon([.required], else: .alreadyReported),
          ],
          effects: [.fluorocarbon(.reused)], next: .ofLastIntake(days: 20), key: fluorocarbonKey))),
  ]
}
