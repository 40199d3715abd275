extension FunctionTable {
  private static let deliveryKey: [KeyPart] = [.field("movementReportNo"), .word("引取工程引渡")]

  /// The reports of the collector, and the intake of the three later processes (domain/3, 3.3, #8 to #11).
  static let collectionReports: [FunctionRow] = [
    FunctionRow(
      8, "collection-report", [.collector],
      fields: "officeCode! chassisNoType chassisNo! vehicleClass! registrationNo recycleTicketNo requesterName! "
        + "requesterKana requesterType collectionDate! fluorocarbonEquipped! fluorocarbonType airbagEquipped! "
        + "clientRequestNo",
      [.chassisFitsClass, .exactlyWhen("fluorocarbonEquipped", is: "1", present: ["fluorocarbonType"])],
      .report(
        ReportRule(
          subject: .ledgerVehicle, eventDate: "collectionDate", dueDays: 3,
          guards: [
            .stateIsNot(.exported, else: .notCollectable), .stateIs([.known], else: .alreadyCollected),
            .basicDepositPaid, .equipmentDepositPaid,
          ],
          effects: [.become(.held1), .registerCollection], next: .fromReceipt(days: 30), answer: .certificate,
          key: [.field("chassisNo")]))),
    FunctionRow(
      9, "collection-delivery-to-recoverer", [.collector],
      fields: vehicleFields + carriageFields + "deliverToOfficeCode! deliveryDate!", [.chassisFitsClass] + carriage,
      .report(
        delivery(
          from: .held1, to: .recoverer, becomes: .announced12, group: .collection,
          and: [.fluorocarbon([.required, .linked, .reported, .reused], else: .routeMismatch)], key: deliveryKey))),
    FunctionRow(
      10, "collection-delivery-to-dismantler", [.collector],
      fields: vehicleFields + carriageFields + "deliverToOfficeCode! deliveryDate!", [.chassisFitsClass] + carriage,
      .report(
        delivery(
          from: .held1, to: .dismantler, becomes: .announced13, group: .collection,
          and: [.fluorocarbon([.notApplicable], else: .routeMismatch)], key: deliveryKey))),
    FunctionRow(
      11, "downstream-collection-report", [.recoverer, .dismantler, .shredder],
      fields: vehicleFields + "process! fromOfficeCode collectionDate! selfDismantle",
      [
        .chassisFitsClass, .only("process", ["2", "3", "4"]),
        .exactlyWhen("process", is: "3", present: ["selfDismantle"]),
      ],
      .report(
        ReportRule(
          subject: .vehicle, eventDate: "collectionDate", counterpart: .holder, dueDays: 3,
          guards: [
            .processFitsRole, .notYetTakenIn, .announcedToProcess, .announcedToCaller, .comesFromHolder,
            .notBeforeDelivery,
          ],
          effects: [.takeIn], next: .fromIntakeReceiptByProcess,
          key: [.field("movementReportNo"), .field("officeCode"), .field("process"), .nextIntake]))),
  ]
}
