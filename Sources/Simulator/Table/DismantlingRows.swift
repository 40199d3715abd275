extension FunctionTable {
  private static let airbagKey: [KeyPart] = [.field("movementReportNo"), .word("エアバッグ類")]
  private static let step = "解体工程引渡"
  private static let airbagsDone: Guard = .airbag([.notApplicable, .linked, .reported, .deployed], else: .airbagOpen)

  /// The reports of the dismantler (domain/3, 3.3, #17 to #26).
  static let dismantlingReports: [FunctionRow] = [
    FunctionRow(
      17, "dismantling-delivery-to-dismantler", [.dismantler],
      fields: vehicleFields + carriageFields + "objectType! deliverToOfficeCode! deliveryDate!",
      [.chassisFitsClass] + carriage,
      .report(
        delivery(
          from: .held3, to: .dismantler, mayBeCaller: false, becomes: .announced33, group: .dismantling, and: [],
          key: repeatableKey(step)))),
    FunctionRow(
      18, "dismantling-delivery-to-shredder", [.dismantler],
      fields: vehicleFields + carriageFields + "deliverToOfficeCode! deliveryDate!", [.chassisFitsClass] + carriage,
      .report(
        delivery(
          from: .held3, to: .shredder, becomes: .announced34, group: .dismantling, and: [airbagsDone],
          key: repeatableKey(step)))),
    FunctionRow(
      19, "dismantling-delivery-to-certified-user", [.dismantler],
      fields: vehicleFields
        + "deliverToOfficeCode! makerCode! teamCode utilizationMethod deliveryDate! inspectionSlipNo truckPlateNo",
      [.chassisFitsClass, .only("utilizationMethod", ["1"])],
      .report(
        ReportRule(
          subject: .vehicle, eventDate: "deliveryDate", dueDays: 3,
          guards: [
            .destinationExists, .held(.held3, .dismantling), airbagsDone, .certifiedUser, .notBeforeCollection,
          ],
          effects: [.become(.certified3), .createPackage(.fullUse), .recordDismantling],
          answer: .vehicleAndPackage, key: repeatableKey(step)))),
    FunctionRow(
      20, "dismantling-delivery-to-noncertified-user", [.dismantler],
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
          guards: [.held(.held3, .dismantling), airbagsDone, .notBeforeCollection],
          effects: [.become(.noncertified3), .recordDismantling], key: repeatableKey(step)))),
    FunctionRow(
      21, "airbag-package-add", [.dismantler],
      fields: vehicleFields
        + "packageMode! packageNo caseNo airbagMethod! recoveredCount! deployedCount recoveredDate!",
      [
        .chassisFitsClass, .exactlyWhen("packageMode", is: "2", present: ["packageNo"]),
        .when("packageMode", is: "1", present: ["caseNo"]), .only("airbagMethod", ["1", "3"]),
        .positive("recoveredCount"), .airbagCounts,
      ],
      .report(
        ReportRule(
          subject: .vehicle, eventDate: "recoveredDate",
          guards: [
            .heldForWork([.held3]), .airbag([.required], else: .alreadyReported), .extendablePackage(.airbag),
          ],
          effects: [.fillPackage(.airbag), .airbag(.linked)], next: .ofLastIntake(days: 120),
          answer: .vehicleAndPackage, key: airbagKey))),
    FunctionRow(
      22, "airbag-package-handover", [.dismantler],
      fields: "officeCode! packageNo! handoverType! handoverDate! deliverToOfficeCode contactName contactTel "
        + "clientRequestNo",
      [
        .when("handoverType", is: "1", present: ["contactName", "contactTel"]),
        .when("handoverType", is: "2", present: ["deliverToOfficeCode"]),
      ],
      .report(
        ReportRule(
          subject: .package, eventDate: "handoverDate", guards: [.package(.airbag), .packageStatus([1])],
          effects: [.packageStatus(2)], answer: .packagePickup, key: [.field("packageNo"), .word("集荷持込")]))),
    FunctionRow(
      23, "airbag-package-report", [.dismantler],
      fields: "officeCode! packageNo! deliverToOfficeCode! deliveryDate! clientRequestNo " + carriageFields, carriage,
      .report(
        ReportRule(
          subject: .package, eventDate: "deliveryDate", dueDays: 3,
          guards: [.package(.airbag), .designatedPlace, .packageStatus([2]), .notBeforeRecovery],
          effects: [.packageStatus(3), .airbag(.reported)], answer: .packageVehicles,
          key: [.field("packageNo"), .word("報告")]))),
    FunctionRow(
      24, "airbag-deployment-report", [.dismantler],
      fields: vehicleFields + "airbagMethod deployedCount! batchDeploy deployDate! contractNo",
      [.chassisFitsClass, .only("airbagMethod", ["2"]), .positive("deployedCount")],
      .report(
        ReportRule(
          subject: .vehicle, eventDate: "deployDate", dueDays: 3,
          guards: [
            .deploymentContract, .heldForWork([.held3]), .airbag([.required], else: .alreadyReported),
          ],
          effects: [.createPackage(.deployment), .airbag(.deployed)], next: .ofLastIntake(days: 120),
          answer: .vehicleAndPackage, key: airbagKey))),
    FunctionRow(
      25, "parts-recovery-report", [.dismantler],
      fields: vehicleFields + "consortiumCode! partsRecoveryDate! materialType! partName recoveredWeightKg!",
      [.chassisFitsClass, .positive("recoveredWeightKg")],
      .report(
        ReportRule(
          subject: .vehicle, eventDate: "partsRecoveryDate",
          guards: [.consortiumMember, .heldForProgramme(.held3), .notYetNoted(.part), .notBeforeCollection],
          effects: [.parts(.recovered), .note(.part)], next: .ofLastIntake(days: 120),
          key: [.field("movementReportNo"), .field("materialType"), .field("partName")]))),
    FunctionRow(
      26, "parts-package-report", [.dismantler],
      fields: vehicleFields
        + "consortiumCode! materialType! packageType! packageWeightKg! deliverToName packageDate!",
      [.chassisFitsClass, .positive("packageWeightKg")],
      .report(
        ReportRule(
          subject: .vehicle, eventDate: "packageDate",
          guards: [.consortiumMember, .partsRecovered, .notYetNoted(.partsPackage)],
          effects: [.parts(.packed), .note(.partsPackage), .createPackage(.parts)], next: .ofLastIntake(days: 120),
          answer: .vehicleAndPackage, key: [.field("movementReportNo"), .field("materialType"), .word("部品荷姿")]))),
  ]
}
