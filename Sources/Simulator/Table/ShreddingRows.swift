extension FunctionTable {
  private static let step = "破砕工程引渡"

  /// The reports of the shredder (domain/3, 3.3, #27 to #31).
  static let shreddingReports: [FunctionRow] = [
    FunctionRow(
      27, "shredding-delivery-to-shredder", [.shredder],
      fields: vehicleFields + carriageFields + "deliverToOfficeCode! deliveryDate!", [.chassisFitsClass] + carriage,
      .report(
        delivery(
          from: .held4, to: .shredder, mayBeCaller: false, becomes: .announced44, group: .shredding, and: [],
          key: repeatableKey(step)))),
    FunctionRow(
      28, "shredding-delivery-to-certified-user", [.shredder],
      fields: vehicleFields
        + "deliverToOfficeCode! makerCode! teamCode utilizationMethod deliveryDate! inspectionSlipNo truckPlateNo",
      [.chassisFitsClass, .only("utilizationMethod", ["1"])],
      .report(
        ReportRule(
          subject: .vehicle, eventDate: "deliveryDate", dueDays: 3,
          guards: [.destinationExists, .held(.held4, .shredding), .certifiedUser, .notBeforeCollection],
          effects: [.become(.certified4), .createPackage(.fullUse)], answer: .vehicleAndPackage,
          key: repeatableKey(step)))),
    FunctionRow(
      29, "shredding-delivery-to-noncertified-user", [.shredder],
      fields: vehicleFields
        + "deliverToOfficeCode fullUserName fullUserAddress fullUserOfficeName fullUserOfficeAddress "
        + "utilizationMethod! deliveryDate!",
      [
        .chassisFitsClass,
        .oneOr(
          "deliverToOfficeCode",
          else: ["fullUserName", "fullUserAddress", "fullUserOfficeName", "fullUserOfficeAddress"]),
      ],
      .report(
        ReportRule(
          subject: .vehicle, eventDate: "deliveryDate", dueDays: 3,
          guards: [.held(.held4, .shredding), .notBeforeCollection], effects: [.become(.noncertified4)],
          key: repeatableKey(step)))),
    FunctionRow(
      30, "asr-delivery-report", [.shredder],
      fields: "officeCode! teamCode! deliverToOfficeCode! deliveryDate! asrWeightKg! truckPlateNo! weighSlipNo! "
        + "clientRequestNo " + carriageFields, carriage + [.positive("asrWeightKg")],
      .report(
        ReportRule(
          subject: .truck, eventDate: "deliveryDate", dueDays: 3,
          guards: [.residueCandidates, .designatedPlace, .residueFits],
          effects: [.linkResidue], answer: .packageWeight,
          key: [.field("officeCode"), .field("deliveryDate"), .field("weighSlipNo")]))),
    FunctionRow(
      31, "material-package-report", [.shredder],
      fields: vehicleFields + carriageFields
        + "consortiumCode! materialType! packageType! packageWeightKg! deliverToName! deliveryDate!",
      [.chassisFitsClass, .positive("packageWeightKg")] + carriage,
      .report(
        ReportRule(
          subject: .vehicle, eventDate: "deliveryDate",
          guards: [
            .consortiumMember, .heldForProgramme(.held4), .notYetNoted(.materialPackage), .notBeforeCollection,
          ],
          effects: [.material(.packed), .note(.materialPackage), .createPackage(.material)],
          next: .ofLastIntake(days: 30), answer: .vehicleAndPackage,
          key: [.field("movementReportNo"), .field("materialType"), .word("素材荷姿")]))),
  ]
}
