extension Scenario {
  private static let chassis = (0...2).map { "CH0\($0)-000001" }

  private static func car(_ index: Int, _ office: String) -> WireFields {
    Sample.vehicle(office, "66666666666\(index)", chassis[index])
  }

  /// The five reports that bring a vehicle without equipment to the shredder.
  private static func way(_ index: Int) -> [(slug: String, fields: WireFields)] {
    [
      ("collection-report", Sample.collection(chassis[index], fluorocarbon: nil, airbag: "0")),
      (
        "collection-delivery-to-dismantler",
        car(index, Office.collector).merged(Sample.delivery(to: Office.dismantler))
      ),
      ("downstream-collection-report", car(index, Office.dismantler).merged(Sample.intake("3"))),
      (
        "dismantling-delivery-to-shredder",
        car(index, Office.dismantler).merged(Sample.delivery(to: Office.shredder)).merged([
          "deliveryDate": "2026-11-21"
        ])
      ),
      ("downstream-collection-report", car(index, Office.shredder).merged(Sample.intake("4"))),
    ]
  }

  private static func residue(_ weight: WireValue, _ slip: String) -> WireFields {
    Sample.delivery(to: Office.residuePlace).merged([
      "officeCode": .text(Office.shredder), "teamCode": "1", "deliveryDate": "2026-11-21", "asrWeightKg": weight,
      "truckPlateNo": "品川100あ1", "weighSlipNo": .text(slip),
    ])
  }

  /// E: a chain of shredders, and residue that links the oldest vehicles that fit.
  static let residueLinking = Scenario(
    name: "E crusher chain and ASR auto-linking (181, 182 kg standard weights)",
    steps: [
      Step("3 cars at S", .bringing(chassis: chassis, (0...2).flatMap(way))),
      Step(
        "#27 car0 -> S2", "shredding-delivery-to-shredder",
        car(0, Office.shredder).merged(Sample.delivery(to: Office.shredder2)).merged(["deliveryDate": "2026-11-21"])),
      Step("#11 S2", "downstream-collection-report", car(0, Office.shredder2).merged(Sample.intake("4"))),
      Step(
        "#29 car0", "shredding-delivery-to-noncertified-user",
        car(0, Office.shredder2).merged([
          "fullUserName": "電炉", "fullUserAddress": "東京都", "fullUserOfficeName": "千葉工場",
          "fullUserOfficeAddress": "千葉県", "utilizationMethod": "2", "deliveryDate": "2026-11-21",
        ])),
      Step("#30 180 kg (<181)", .linking(residue(180, "W-1"))),
      Step("#30 200 kg", .linking(residue(200, "W-2"))),
      Step(
        "#28 car2", "shredding-delivery-to-certified-user",
        car(2, Office.shredder).merged([
          "deliverToOfficeCode": .text(Office.fullUser), "makerCode": "TOY001", "deliveryDate": "2026-11-21",
        ])),
      Step("#30 none left", .linking(residue(200, "W-3"))),
      Step("final", .states(chassis)),
    ])
}
