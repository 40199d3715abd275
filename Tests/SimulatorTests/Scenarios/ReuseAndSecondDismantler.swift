extension Scenario {
  private static let chassis = "GX100-1234567"

  private static func car(_ office: String) -> WireFields { Sample.vehicle(office, "040075570001", chassis) }

  private static func package(_ type: String) -> WireFields {
    car(Office.recoverer).merged([
      "packageMode": "1", "containerType": "1", "containerNo": "H4R-123", "fluorocarbonType": .text(type),
      "recoveredDate": "2026-11-21",
    ])
  }

  private static func onward(_ destination: String) -> WireFields {
    car(Office.dismantler).merged(Sample.delivery(to: destination)).merged([
      "objectType": "1", "deliveryDate": "2026-11-21",
    ])
  }

  /// D: fluorocarbons used again, a second dismantler, full use without certification.
  static let reuseAndSecondDismantler = Scenario(
    name: "D reuse, second dismantler, non-certified full use",
    steps: [
      Step("#8", "collection-report", Sample.collection(chassis, fluorocarbon: "1", airbag: "0")),
      Step(
        "#9", "collection-delivery-to-recoverer",
        car(Office.collector).merged(Sample.delivery(to: Office.recoverer))),
      Step("#11 process=2", "downstream-collection-report", car(Office.recoverer).merged(Sample.intake("2"))),
      Step("#13 type HFC for CFC car", "fluorocarbon-package-add", package("2")),
      Step(
        "#16", "fluorocarbon-reuse-report",
        car(Office.recoverer).merged(["fluorocarbonType": "1", "reuseDate": "2026-11-21"])),
      Step("#13 after #16", "fluorocarbon-package-add", package("1")),
      Step(
        "#12", "recovery-delivery-to-dismantler",
        car(Office.recoverer).merged(Sample.delivery(to: Office.dismantler)).merged(["deliveryDate": "2026-11-21"])),
      Step("#11 process=3", "downstream-collection-report", car(Office.dismantler).merged(Sample.intake("3"))),
      Step("#17 to itself", "dismantling-delivery-to-dismantler", onward(Office.dismantler)),
      Step("#17", "dismantling-delivery-to-dismantler", onward(Office.dismantler2)),
      Step("#11 process=3 (K2)", "downstream-collection-report", car(Office.dismantler2).merged(Sample.intake("3"))),
      Step(
        "#25 non member", "parts-recovery-report",
        car(Office.dismantler2).merged([
          "consortiumCode": "C-0001", "materialType": "1", "partsRecoveryDate": "2026-11-21",
          "recoveredWeightKg": 12.5,
        ])),
      Step(
        "#20", "dismantling-delivery-to-noncertified-user",
        car(Office.dismantler2).merged([
          "deliverToOfficeCode": .text(Office.fullUser), "utilizationMethod": "1", "deliveryDate": "2026-11-21",
        ])),
      Step(
        "final",
        .look(
          chassis: chassis, ["lifecycleStatus", "fluorocarbonStatus", "airbagStatus", "dismantleRecordDate"])),
    ])
}
