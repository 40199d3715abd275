extension Scenario {
  /// The number that the list names, on a vehicle for which everything is deposited.
  private static let chassis = "ABC12-345678"
  private static let ticket = "040012345678"

  private static func car(_ office: String) -> WireFields { Sample.vehicle(office, ticket, chassis) }

  private static func today(_ fields: WireFields) -> WireFields { fields.merged(["deliveryDate": "2026-11-21"]) }

  private static let programme: WireFields = ["consortiumCode": "C-0001", "materialType": "1"]
  private static let package: WireFields = ["packageType": "1", "packageWeightKg": 250.5]

  private static let fluorocarbons = car(Office.recoverer).merged([
    "packageMode": "1", "containerType": "1", "containerNo": "H4R-123", "fluorocarbonType": "2",
    "recoveredDate": "2026-11-21", "recoveredAmountG": 310,
  ])

  private static let cylinder: WireFields = ["officeCode": .text(Office.recoverer), "packageNo": "FR?"]
  private static let pickup = cylinder.merged([
    "pickupDate": "2026-11-25", "contactName": "担当", "contactTel": "0311111111",
  ])
  private static let cylinderReport = cylinder.merged(today(Sample.delivery(to: Office.place))).merged([
    "transportType": "2", "carrierName": "運送", "carrierPermitType": "1", "carrierPermitNo": "01310123456",
  ])

  private static let airbags: WireFields = ["officeCode": .text(Office.dismantler), "packageNo": "AB?"]
  private static let newAirbags = car(Office.dismantler).merged([
    "packageMode": "1", "caseNo": "AB-0001", "airbagMethod": "1", "recoveredCount": 4, "recoveredDate": "2026-11-21",
  ])
  private static let airbagHandover = airbags.merged([
    "handoverType": "1", "handoverDate": "2026-11-25", "contactName": "担当", "contactTel": "0311111111",
  ])
  private static let airbagReport = airbags.merged(today(Sample.delivery(to: Office.place)))

  private static let toRecoverer = car(Office.collector).merged(Sample.delivery(to: Office.recoverer))
  private static let toDismantler = today(car(Office.recoverer).merged(Sample.delivery(to: Office.dismantler)))
  private static let toShredder = today(car(Office.dismantler).merged(Sample.delivery(to: Office.shredder)))

  private static let residue = today(Sample.delivery(to: Office.residuePlace)).merged([
    "officeCode": .text(Office.shredder), "teamCode": "1", "asrWeightKg": 1000, "truckPlateNo": "品川100あ1",
    "weighSlipNo": "W-1",
  ])

  /// A: every process, every package, and every step out of order.
  static let fullRoute = Scenario(
    name: "A full route with ASR",
    vehicles: #"{"chassisNo":"ABC12-345678","ticketNo":"040012345678"}"#,
    steps: [
      Step("#8", "collection-report", Sample.collection(chassis)),
      Step("#8 again", "collection-report", Sample.collection(chassis)),
      Step(
        "#10 (フロン有)", "collection-delivery-to-dismantler",
        car(Office.collector).merged(Sample.delivery(to: Office.dismantler))),
      Step("#11 F before #9", "downstream-collection-report", car(Office.recoverer).merged(Sample.intake("2"))),
      Step("#9", "collection-delivery-to-recoverer", toRecoverer),
      Step("#9 again", "collection-delivery-to-recoverer", toRecoverer),
      Step("#11 process=2", "downstream-collection-report", car(Office.recoverer).merged(Sample.intake("2"))),
      Step("#12 before フロン処理", "recovery-delivery-to-dismantler", toDismantler),
      Step("#13 new", "fluorocarbon-package-add", fluorocarbons),
      Step("#13 again", "fluorocarbon-package-add", fluorocarbons),
      Step("#12", "recovery-delivery-to-dismantler", toDismantler),
      Step("#15 before #14", "fluorocarbon-package-report", cylinderReport),
      Step("#14", "fluorocarbon-package-pickup", pickup),
      Step("#14 again", "fluorocarbon-package-pickup", pickup),
      Step("#15", "fluorocarbon-package-report", cylinderReport),
      Step("#11 process=3", "downstream-collection-report", car(Office.dismantler).merged(Sample.intake("3"))),
      Step("#18 before エアバッグ処理", "dismantling-delivery-to-shredder", toShredder),
      Step("#21 new", "airbag-package-add", newAirbags),
      Step(
        "#25", "parts-recovery-report",
        car(Office.dismantler).merged(programme).merged([
          "partsRecoveryDate": "2026-11-21", "recoveredWeightKg": 12.5, "partName": "フロントバンパー",
        ])),
      Step(
        "#26", "parts-package-report",
        car(Office.dismantler).merged(programme).merged(package).merged(["packageDate": "2026-11-21"])),
      Step("#18", "dismantling-delivery-to-shredder", toShredder),
      Step("#23 before #22", "airbag-package-report", airbagReport),
      Step("#22", "airbag-package-handover", airbagHandover),
      Step("#23", "airbag-package-report", airbagReport),
      Step("#11 process=4", "downstream-collection-report", car(Office.shredder).merged(Sample.intake("4"))),
      Step(
        "#31", "material-package-report",
        today(car(Office.shredder)).merged(programme).merged(package).merged([
          "deliverToName": "再生樹脂", "transportType": "1",
        ])),
      Step("#30 1000kg", .linking(residue)),
      Step("#30 again", "asr-delivery-report", residue),
      Step(
        "final",
        .look(
          chassis: chassis,
          [
            "lifecycleStatus", "fluorocarbonStatus", "airbagStatus", "partsStatus", "materialStatus", "asrStatus",
            "dismantleRecordDate",
          ])),
    ])
}
