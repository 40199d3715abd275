import Foundation
import Testing

/// One call of a scenario and the code it must bring.
struct Step: Sendable {
  var label: String
  var slug: String
  var fields: WireFields
  var code: String

  init(_ label: String, _ slug: String, _ fields: WireFields, _ code: String = "0000") {
    self.label = label
    self.slug = slug
    self.fields = fields
    self.code = code
  }
}

/// The five scenarios of the domain's list, step by step over HTTP; every step is one request.
@Suite struct ScenarioTests {
  /// Runs the steps; a package number answered under `1` for the kind replaces `FR?` and `AB?` later on.
  private func run(_ steps: [Step], _ client: SimulatorClient) async throws -> [ClientAnswer] {
    var answers: [ClientAnswer] = []
    var packages: [String: String] = [:]
    for step in steps {
      var fields = step.fields
      if case .text(let reference)? = fields["packageNo"], let number = packages[reference] {
        fields["packageNo"] = .text(number)
      }
      let answer = try await client.call(step.slug, fields)
      #expect(answer.code == step.code, "\(step.label): \(answer.errors)")
      if let number = answer["packageNo"] { packages["\(number.prefix(2))?"] = number }
      answers.append(answer)
    }
    return answers
  }

  private func detail(_ client: SimulatorClient, _ chassis: String) async throws -> [String: Any] {
    try #require((try await client.desk("vehicles/\(chassis)").json["vehicles"] as? [[String: Any]])?.first)
  }

  private func texts(_ detail: [String: Any], _ names: [String]) -> [String] {
    names.map { detail[$0] as? String ?? "null" }
  }

  @Test("A: the full route ends as residue, and every step out of order is refused with its code")
  func fullRoute() async throws {
    try await withSimulator { (client) async throws -> Void in
      let client = try await client.signedIn()
      let chassis = "AA111-011011"
      func car(_ office: String) -> WireFields { Sample.vehicle(office, "111111111111", chassis) }
      let pickup: WireFields = [
        "officeCode": .text(Office.recoverer), "packageNo": "FR?", "pickupDate": "2026-11-25", "contactName": "担当",
        "contactTel": "0311111111",
      ]
      let toPlace = Sample.delivery(to: Office.place).merged(["deliveryDate": "2026-11-21"])
      let fluorocarbons = car(Office.recoverer).merged([
        "packageMode": "1", "containerType": "1", "containerNo": "H4R-123", "fluorocarbonType": "2",
        "recoveredDate": "2026-11-21", "recoveredAmountG": 310,
      ])
      let programme: WireFields = ["consortiumCode": "C-0001", "materialType": "1"]
      let package: WireFields = ["packageType": "1", "packageWeightKg": 250.5]
      let toDismantler = car(Office.recoverer).merged(Sample.delivery(to: Office.dismantler))
        .merged(["deliveryDate": "2026-11-21"])
      let toShredder = car(Office.dismantler).merged(Sample.delivery(to: Office.shredder))
        .merged(["deliveryDate": "2026-11-21"])
      let airbags: WireFields = ["officeCode": .text(Office.dismantler), "packageNo": "AB?"]
      let residue = Sample.delivery(to: Office.residuePlace).merged([
        "officeCode": .text(Office.shredder), "teamCode": "1", "deliveryDate": "2026-11-21", "asrWeightKg": 1000,
        "truckPlateNo": "品川100あ1", "weighSlipNo": "W-1",
      ])
      let report15 = toPlace.merged(["officeCode": .text(Office.recoverer), "packageNo": "FR?"])
        .merged(["transportType": "2", "carrierName": "運送", "carrierPermitType": "1", "carrierPermitNo": "01310123456"])
      let toRecoverer = car(Office.collector).merged(Sample.delivery(to: Office.recoverer))
      let answers = try await run(
        [
          Step("#8", "collection-report", Sample.collection(chassis)),
          Step("#8 again", "collection-report", Sample.collection(chassis), "E4002"),
          Step(
            "#10 (フロン有)", "collection-delivery-to-dismantler",
            car(Office.collector).merged(Sample.delivery(to: Office.dismantler)), "E4009"),
          Step(
            "#11 F before #9", "downstream-collection-report", car(Office.recoverer).merged(Sample.intake("2")),
            "E4001"),
          Step("#9", "collection-delivery-to-recoverer", toRecoverer),
          Step("#9 again", "collection-delivery-to-recoverer", toRecoverer, "E4003"),
          Step("#11 process=2", "downstream-collection-report", car(Office.recoverer).merged(Sample.intake("2"))),
          Step("#12 before フロン処理", "recovery-delivery-to-dismantler", toDismantler, "E4005"),
          Step("#13 new", "fluorocarbon-package-add", fluorocarbons),
          Step("#13 again", "fluorocarbon-package-add", fluorocarbons, "E4003"),
          Step("#12", "recovery-delivery-to-dismantler", toDismantler),
          Step("#15 before #14", "fluorocarbon-package-report", report15, "E4007"),
          Step("#14", "fluorocarbon-package-pickup", pickup),
          Step("#14 again", "fluorocarbon-package-pickup", pickup, "E4007"),
          Step("#15", "fluorocarbon-package-report", report15),
          Step("#11 process=3", "downstream-collection-report", car(Office.dismantler).merged(Sample.intake("3"))),
          Step("#18 before エアバッグ処理", "dismantling-delivery-to-shredder", toShredder, "E4006"),
          Step(
            "#21 new", "airbag-package-add",
            car(Office.dismantler).merged([
              "packageMode": "1", "caseNo": "AB-0001", "airbagMethod": "1", "recoveredCount": 4,
              "recoveredDate": "2026-11-21",
            ])),
          Step(
            "#25", "parts-recovery-report",
            car(Office.dismantler).merged(programme).merged([
              "partsRecoveryDate": "2026-11-21", "recoveredWeightKg": 12.5, "partName": "フロントバンパー",
            ])),
          Step(
            "#26", "parts-package-report",
            car(Office.dismantler).merged(programme).merged(package).merged(["packageDate": "2026-11-21"])),
          Step("#18", "dismantling-delivery-to-shredder", toShredder),
          Step("#23 before #22", "airbag-package-report", airbags.merged(toPlace), "E4007"),
          Step(
            "#22", "airbag-package-handover",
            airbags.merged([
              "handoverType": "1", "handoverDate": "2026-11-25", "contactName": "担当", "contactTel": "0311111111",
            ])),
          Step("#23", "airbag-package-report", airbags.merged(toPlace)),
          Step("#11 process=4", "downstream-collection-report", car(Office.shredder).merged(Sample.intake("4"))),
          Step(
            "#31", "material-package-report",
            car(Office.shredder).merged(programme).merged(package).merged([
              "deliverToName": "再生樹脂", "deliveryDate": "2026-11-21", "transportType": "1",
            ])),
          Step("#30 1000kg", "asr-delivery-report", residue),
          Step("#30 again", "asr-delivery-report", residue, "E4016"),
        ], client)
      #expect(answers[26].data["linkedVehicles"] as? [String] == ["111111111111"])
      let final = texts(
        try await detail(client, chassis),
        [
          "lifecycleStatus", "fluorocarbonStatus", "airbagStatus", "partsStatus", "materialStatus", "asrStatus",
          "dismantleRecordDate",
        ])
      #expect(final == ["S44", "REPORTED", "REPORTED", "PACKED", "PACKED", "LINKED", "2026-11-21"])
    }
  }

  @Test("B: no fluorocarbons, airbags deployed in the car, certified full use")
  func certifiedFullUse() async throws {
    try await withSimulator { (client) async throws -> Void in
      let client = try await client.signedIn()
      let chassis = "NCR33-1234567"
      func car(_ office: String) -> WireFields { Sample.vehicle(office, "222222222222", chassis) }
      let toDismantler = car(Office.collector).merged(Sample.delivery(to: Office.dismantler))
      func fullUse(_ user: String) -> WireFields {
        car(Office.dismantler).merged([
          "deliverToOfficeCode": .text(user), "makerCode": "TOY001", "deliveryDate": "2026-11-21",
        ])
      }
      _ = try await run(
        [
          Step("#8", "collection-report", Sample.collection(chassis, fluorocarbon: nil)),
          Step(
            "#9 (フロン無)", "collection-delivery-to-recoverer",
            car(Office.collector).merged(Sample.delivery(to: Office.recoverer)), "E4009"),
          Step("#10", "collection-delivery-to-dismantler", toDismantler),
          Step(
            "#11 process=3 wrong office", "downstream-collection-report",
            car(Office.dismantler2).merged(Sample.intake("3")), "E4004"),
          Step("#11 process=3", "downstream-collection-report", car(Office.dismantler).merged(Sample.intake("3"))),
          Step(
            "#24", "airbag-deployment-report",
            car(Office.dismantler).merged(["deployedCount": 4, "deployDate": "2026-11-21"])),
          Step(
            "#21 after #24", "airbag-package-add",
            car(Office.dismantler).merged([
              "packageMode": "1", "caseNo": "AB-0001", "airbagMethod": "1", "recoveredCount": 4,
              "recoveredDate": "2026-11-21",
            ]), "E4003"),
          Step(
            "#19 unknown counterpart", "dismantling-delivery-to-certified-user", fullUse(Office.shredder), "E4013"),
          Step("#19", "dismantling-delivery-to-certified-user", fullUse(Office.fullUser)),
          Step(
            "#18 after #19", "dismantling-delivery-to-shredder",
            car(Office.dismantler).merged(Sample.delivery(to: Office.shredder)), "E4003"),
        ], client)
      let names = ["lifecycleStatus", "fluorocarbonStatus", "airbagStatus", "dismantleRecordDate"]
      #expect(texts(try await detail(client, chassis), names) == ["S33", "NA", "DEPLOYED", "2026-11-21"])
    }
  }

  @Test("C: a vehicle that may not be taken in is refused with the reason")
  func rejectionsAtIntake() async throws {
    try await withSimulator { (client) async throws -> Void in
      _ = try await run(
        [
          Step("#8 unpaid", "collection-report", Sample.collection("UNP10-0000001"), "E3001"),
          Step("#8 airbag unpaid, equipped", "collection-report", Sample.collection("ABC12-345678"), "E3002"),
          Step("#8 same, airbag 無", "collection-report", Sample.collection("ABC12-345678", airbag: "0")),
          Step("#8 exported", "collection-report", Sample.collection("EXP01-0000001"), "E4010"),
          Step("#8 unknown", "collection-report", Sample.collection("NONE-1"), "E2001"),
          Step(
            "#8 by K office", "collection-report", Sample.collection("AA111-011011", office: Office.dismantler),
            "E5003"),
        ], try await client.signedIn())
    }
  }

  @Test("D: reuse, a second dismantler, non-certified full use")
  func reuseAndSecondDismantler() async throws {
    try await withSimulator { (client) async throws -> Void in
      let client = try await client.signedIn()
      let chassis = "GX100-1234567"
      func car(_ office: String) -> WireFields { Sample.vehicle(office, "040075570001", chassis) }
      func package(_ type: String) -> WireFields {
        car(Office.recoverer).merged([
          "packageMode": "1", "containerType": "1", "containerNo": "H4R-123", "fluorocarbonType": .text(type),
          "recoveredDate": "2026-11-21",
        ])
      }
      func onward(_ destination: String) -> WireFields {
        car(Office.dismantler).merged(Sample.delivery(to: destination)).merged([
          "objectType": "1", "deliveryDate": "2026-11-21",
        ])
      }
      _ = try await run(
        [
          Step("#8", "collection-report", Sample.collection(chassis, fluorocarbon: "1", airbag: "0")),
          Step(
            "#9", "collection-delivery-to-recoverer",
            car(Office.collector).merged(Sample.delivery(to: Office.recoverer))),
          Step("#11 process=2", "downstream-collection-report", car(Office.recoverer).merged(Sample.intake("2"))),
          Step("#13 type HFC for CFC car", "fluorocarbon-package-add", package("2"), "E4008"),
          Step(
            "#16", "fluorocarbon-reuse-report",
            car(Office.recoverer).merged(["fluorocarbonType": "1", "reuseDate": "2026-11-21"])),
          Step("#13 after #16", "fluorocarbon-package-add", package("1"), "E4003"),
          Step(
            "#12", "recovery-delivery-to-dismantler",
            car(Office.recoverer).merged(Sample.delivery(to: Office.dismantler)).merged([
              "deliveryDate": "2026-11-21"
            ])),
          Step("#11 process=3", "downstream-collection-report", car(Office.dismantler).merged(Sample.intake("3"))),
          Step("#17 to itself", "dismantling-delivery-to-dismantler", onward(Office.dismantler), "E2002"),
          Step("#17", "dismantling-delivery-to-dismantler", onward(Office.dismantler2)),
          Step(
            "#11 process=3 (K2)", "downstream-collection-report", car(Office.dismantler2).merged(Sample.intake("3"))),
          Step(
            "#25 non member", "parts-recovery-report",
            car(Office.dismantler2).merged([
              "consortiumCode": "C-0001", "materialType": "1", "partsRecoveryDate": "2026-11-21",
              "recoveredWeightKg": 12.5,
            ]), "E5005"),
          Step(
            "#20", "dismantling-delivery-to-noncertified-user",
            car(Office.dismantler2).merged([
              "deliverToOfficeCode": .text(Office.fullUser), "utilizationMethod": "1", "deliveryDate": "2026-11-21",
            ])),
        ], client)
      let names = ["lifecycleStatus", "fluorocarbonStatus", "airbagStatus", "dismantleRecordDate"]
      #expect(texts(try await detail(client, chassis), names) == ["S34", "REUSED", "NA", "2026-11-21"])
    }
  }

  @Test("E: a chain of shredders, and residue links the oldest vehicles that fit")
  func residueLinking() async throws {
    try await withSimulator { (client) async throws -> Void in
      let client = try await client.signedIn()
      func car(_ index: Int, _ office: String) -> WireFields {
        Sample.vehicle(office, "66666666666\(index)", "CH0\(index)-000001")
      }
      for index in 0...2 {
        let collection = Sample.collection("CH0\(index)-000001", fluorocarbon: nil, airbag: "0")
        let collected = try await run(
          [
            Step("#8", "collection-report", collection),
            Step(
              "#10", "collection-delivery-to-dismantler",
              car(index, Office.collector).merged(Sample.delivery(to: Office.dismantler))),
            Step("#11", "downstream-collection-report", car(index, Office.dismantler).merged(Sample.intake("3"))),
            Step(
              "#18", "dismantling-delivery-to-shredder",
              car(index, Office.dismantler).merged(Sample.delivery(to: Office.shredder)).merged([
                "deliveryDate": "2026-11-21"
              ])),
            Step("#11 S", "downstream-collection-report", car(index, Office.shredder).merged(Sample.intake("4"))),
          ], client)
        #expect(collected[4]["lifecycleStatus"] == "S40")
      }
      func residue(_ weight: WireValue, _ slip: String) -> WireFields {
        Sample.delivery(to: Office.residuePlace).merged([
          "officeCode": .text(Office.shredder), "teamCode": "1", "deliveryDate": "2026-11-21", "asrWeightKg": weight,
          "truckPlateNo": "品川100あ1", "weighSlipNo": .text(slip),
        ])
      }
      let answers = try await run(
        [
          Step(
            "#27 car0 -> S2", "shredding-delivery-to-shredder",
            car(0, Office.shredder).merged(Sample.delivery(to: Office.shredder2)).merged([
              "deliveryDate": "2026-11-21"
            ])),
          Step("#11 S2", "downstream-collection-report", car(0, Office.shredder2).merged(Sample.intake("4"))),
          Step(
            "#29 car0", "shredding-delivery-to-noncertified-user",
            car(0, Office.shredder2).merged([
              "fullUserName": "電炉", "fullUserAddress": "東京都", "fullUserOfficeName": "千葉工場",
              "fullUserOfficeAddress": "千葉県", "utilizationMethod": "2", "deliveryDate": "2026-11-21",
            ])),
          Step("#30 180 kg (<181)", "asr-delivery-report", residue(180, "W-1"), "E4012"),
          Step("#30 200 kg", "asr-delivery-report", residue(200, "W-2")),
          Step(
            "#28 car2", "shredding-delivery-to-certified-user",
            car(2, Office.shredder).merged([
              "deliverToOfficeCode": .text(Office.fullUser), "makerCode": "TOY001", "deliveryDate": "2026-11-21",
            ])),
          Step("#30 none left", "asr-delivery-report", residue(200, "W-3"), "E4016"),
        ], client)
      #expect(answers[4].data["linkedVehicles"] as? [String] == ["666666666661"])
      var states: [String] = []
      for index in 0...2 {
        states.append(try await detail(client, "CH0\(index)-000001")["lifecycleStatus"] as? String ?? "")
      }
      #expect(states == ["S43", "S44", "S42"])
    }
  }
}
