extension Scenario {
  private static let chassis = "NCR33-1234567"

  private static func car(_ office: String) -> WireFields { Sample.vehicle(office, "222222222222", chassis) }

  private static func fullUse(_ user: String) -> WireFields {
    car(Office.dismantler).merged([
      "deliverToOfficeCode": .text(user), "makerCode": "TOY001", "deliveryDate": "2026-11-21",
    ])
  }

  /// B: no fluorocarbons, airbags deployed in the car, certified full use.
  static let certifiedFullUse = Scenario(
    name: "B no fluorocarbon, deployed airbags, certified full use",
    steps: [
      Step("#8", "collection-report", Sample.collection(chassis, fluorocarbon: nil)),
      Step(
        "#9 (フロン無)", "collection-delivery-to-recoverer",
        car(Office.collector).merged(Sample.delivery(to: Office.recoverer))),
      Step(
        "#10", "collection-delivery-to-dismantler",
        car(Office.collector).merged(Sample.delivery(to: Office.dismantler))),
      Step(
        "#11 process=3 wrong office", "downstream-collection-report",
        car(Office.dismantler2).merged(Sample.intake("3"))),
      Step("#11 process=3", "downstream-collection-report", car(Office.dismantler).merged(Sample.intake("3"))),
      Step(
        "#24", "airbag-deployment-report",
        car(Office.dismantler).merged(["deployedCount": 4, "deployDate": "2026-11-21"])),
      Step(
        "#21 after #24", "airbag-package-add",
        car(Office.dismantler).merged([
          "packageMode": "1", "caseNo": "AB-0001", "airbagMethod": "1", "recoveredCount": 4,
          "recoveredDate": "2026-11-21",
        ])),
      Step("#19 unknown counterpart", "dismantling-delivery-to-certified-user", fullUse(Office.shredder)),
      Step("#19", "dismantling-delivery-to-certified-user", fullUse(Office.fullUser)),
      Step(
        "#18 after #19", "dismantling-delivery-to-shredder",
        car(Office.dismantler).merged(Sample.delivery(to: Office.shredder))),
      Step(
        "final",
        .look(
          chassis: chassis, ["lifecycleStatus", "fluorocarbonStatus", "airbagStatus", "dismantleRecordDate"])),
    ])
}
