import Foundation
import Testing

@testable import Simulator

/// One call that brings one result code, with what has to be arranged before.
private struct Provocation: Sendable {
  /// How the caller shows who he is.
  enum Credential { case signedIn, none, token(String) }

  var code: String
  var credential = Credential.signedIn
  /// Instructions for the desk: path and JSON.
  var arranged: [(path: String, json: String)] = []
  /// Calls that must be accepted before.
  var before: [(slug: String, fields: WireFields)] = []
  var slug: String
  var fields: WireFields

  init(_ code: String, _ slug: String, _ fields: WireFields, with credential: Credential = .signedIn) {
    self.code = code
    self.slug = slug
    self.fields = fields
    self.credential = credential
  }

  func arranging(_ path: String, _ json: String) -> Provocation {
    var provocation = self
    provocation.arranged.append((path, json))
    return provocation
  }

  /// Puts the vehicle of the calls into a state.
  func standing(_ members: String) -> Provocation {
    arranging("vehicles", "{\"chassisNo\":\"CODE01-1\",\"ticketNo\":\"123456789012\",\(members)}")
  }

  func after(_ slug: String, _ fields: WireFields) -> Provocation {
    var provocation = self
    provocation.before.append((slug, fields))
    return provocation
  }
}

extension Provocation {
  private static func car(_ office: String) -> WireFields { Sample.vehicle(office, "123456789012", "CODE01-1") }

  private static func held(_ state: String, by office: String) -> String {
    #""lifecycleStatus":"\#(state)","holderOfficeCode":"\#(office)""#
  }

  private static let inquiry: WireFields = ["chassisNo": "AA111-011011"]
  private static let collection = Sample.collection("AA111-011011")
  private static let toRecoverer = car(Office.collector).merged(Sample.delivery(to: Office.recoverer))
  private static let toShredder = car(Office.dismantler).merged(Sample.delivery(to: Office.shredder))
  private static let cylinder = car(Office.recoverer).merged([
    "packageMode": "1", "containerType": "1", "containerNo": "H4R-123", "fluorocarbonType": "2",
    "recoveredDate": "2026-11-21",
  ])
  private static let heldWithFluorocarbons =
    held("S20", by: Office.recoverer) + #","fluorocarbonType":"2","fluorocarbonStatus":"REQUIRED""#
  private static let pickup: WireFields = [
    "officeCode": .text(Office.recoverer), "packageNo": "FR?", "pickupDate": "2026-11-25", "contactName": "担当",
    "contactTel": "0311111111",
  ]
  private static let parts = ["consortiumCode": "C-0001", "materialType": "1"] as WireFields
  private static let residue = Sample.delivery(to: Office.residuePlace).merged([
    "officeCode": .text(Office.shredder), "teamCode": "1", "asrWeightKg": 10, "truckPlateNo": "品川100あ1",
    "weighSlipNo": "W-1",
  ])
  private static func signIn(_ user: String, _ secret: String) -> WireFields {
    ["userId": .text(user), "secret": .text(secret)]
  }

  static let all: [Provocation] = [
    .init("0000", "fee-inquiry", inquiry),
    .init("W0001", "collection-report", collection.merged(["collectionDate": "2026-11-17"])),
    .init("E1001", "fee-inquiry", [:]),
    .init("E1002", "fee-inquiry", ["chassisNo": "aa111-011011"]),
    .init("E1003", "fee-inquiry", inquiry.merged(["vehicleClass": "3"])),
    .init("E1004", "collection-report", collection.merged(["collectionDate": "2026-02-30"])),
    .init("E1005", "collection-report", collection.without("fluorocarbonType")),
    .init("E2001", "collection-report", Sample.collection("NONE-1")),
    .init("E2002", "collection-delivery-to-recoverer", toRecoverer.merged(Sample.delivery(to: Office.dismantler)))
      .standing(held("S10", by: Office.collector)),
    .init("E2003", "fluorocarbon-package-pickup", pickup.merged(["packageNo": "FR2600000099"])),
    .init("E2004", "fee-inquiry", ["chassisNo": "DUP77-000777"]),
    .init("E3001", "collection-report", Sample.collection("UNP10-0000001")),
    .init("E3002", "collection-report", Sample.collection("ABC12-345678")),
    .init("E4001", "downstream-collection-report", car(Office.recoverer).merged(Sample.intake("2")))
      .standing(held("S10", by: Office.collector)),
    .init("E4002", "collection-report", collection).after("collection-report", collection),
    .init("E4003", "collection-delivery-to-recoverer", toRecoverer).standing(held("S11", by: Office.collector)),
    .init("E4004", "collection-delivery-to-recoverer", toRecoverer).standing(held("S20", by: Office.recoverer)),
    .init(
      "E4005", "recovery-delivery-to-dismantler",
      car(Office.recoverer).merged(Sample.delivery(to: Office.dismantler))
    ).standing(heldWithFluorocarbons),
    .init("E4006", "dismantling-delivery-to-shredder", toShredder)
      .standing(held("S30", by: Office.dismantler) + #","airbagStatus":"REQUIRED""#),
    .init("E4007", "fluorocarbon-package-pickup", pickup).standing(heldWithFluorocarbons)
      .after("fluorocarbon-package-add", cylinder).after("fluorocarbon-package-pickup", pickup),
    .init("E4008", "fluorocarbon-package-add", cylinder.merged(["fluorocarbonType": "1"]))
      .standing(heldWithFluorocarbons),
    .init("E4009", "collection-delivery-to-recoverer", toRecoverer).standing(held("S10", by: Office.collector)),
    .init("E4010", "collection-report", Sample.collection("EXP01-0000001")),
    .init("E4011", "fluorocarbon-package-pickup", pickup.merged(["pickupDate": "2026-11-21"]))
      .standing(heldWithFluorocarbons).after("fluorocarbon-package-add", cylinder),
    .init("E4012", "asr-delivery-report", residue).standing(held("S40", by: Office.shredder)),
    .init(
      "E4013", "dismantling-delivery-to-certified-user",
      car(Office.dismantler).merged([
        "deliverToOfficeCode": .text(Office.shredder), "makerCode": "TOY001", "deliveryDate": "2026-11-21",
      ])
    ).standing(held("S30", by: Office.dismantler)),
    .init(
      "E4014", "airbag-deployment-report",
      car(Office.dismantler2).merged(["deployedCount": 4, "deployDate": "2026-11-21"])
    ).standing(held("S30", by: Office.dismantler2)),
    .init(
      "E4015", "parts-package-report",
      car(Office.dismantler).merged(parts).merged([
        "packageType": "1", "packageWeightKg": 250.5, "packageDate": "2026-11-21",
      ])
    ).standing(held("S30", by: Office.dismantler)),
    .init("E4016", "asr-delivery-report", residue),
    .init("E5001", "authentication", signIn("jars-user-01", "a-wrong-secret")),
    .init("E5002", "fee-inquiry", inquiry, with: .none),
    .init("E5003", "collection-report", Sample.collection("AA111-011011", office: Office.dismantler)),
    .init("E5004", "collection-report", collection, with: .token("simulator-fee-key-01")),
    .init(
      "E5005", "parts-recovery-report",
      car(Office.dismantler2).merged(parts).merged(["partsRecoveryDate": "2026-11-21", "recoveredWeightKg": 12.5])
    ).standing(held("S30", by: Office.dismantler2)),
    .init("E5006", "authentication", signIn("jars-locked", "simulator-secret-03")),
    .init("E5007", "authentication", signIn("jars-expired", "simulator-secret-04")),
    .init("E6001", "fee-inquiry", inquiry).arranging("clock", #"{"now":"2026-11-21T06:59:59+09:00"}"#),
    .init("E6002", "fee-inquiry", inquiry).arranging("faults", #"{"plannedStops":["2026-11-21"]}"#),
    .init("E6003", "fee-inquiry", inquiry).arranging("faults", #"{"maintenance":true}"#),
    .init("E7001", "fee-inquiry", inquiry).arranging("faults", #"{"throttle":{"limit":0,"windowSeconds":60}}"#),
    .init("E9001", "fee-inquiry", inquiry).arranging("faults", #"{"rules":[{"kind":"500BeforeCommit"}]}"#),
  ]
}

@Suite struct ResultCodeTests {
  @Test("The simulator knows the codes of the list, and each is provoked here")
  func coverage() {
    #expect(ResultCode.allCases.map(\.rawValue).sorted() == Vectors.resultCodes.map(\.code).sorted())
    #expect(Provocation.all.map(\.code).sorted() == ResultCode.allCases.map(\.rawValue).sorted())
  }

  @Test("Each code comes over HTTP with the status and the words of the list", arguments: Vectors.resultCodes)
  func provoke(listed: Vectors.ResultCode) async throws {
    let provocation = try #require(Provocation.all.first { $0.code == listed.code })
    try await withSimulator { (client) async throws -> Void in
      var client = client
      switch provocation.credential {
      case .signedIn: client = try await client.signedIn()
      case .none: break
      case .token(let token): client.token = token
      }
      for (path, json) in provocation.arranged { #expect(try await client.desk(path, json).status == 200) }
      var player = ScenarioPlayer(client)
      for (slug, fields) in provocation.before {
        #expect(try await player.play(.call(slug, fields)) == .text("0000"), "\(slug)")
      }
      let accepted = try await client.journal().count
      #expect(try await player.play(.call(provocation.slug, provocation.fields)) == .text(listed.code))
      let answer = try #require(player.answers.last?.answer)
      #expect(answer.status == listed.status)
      #expect(answer.json["resultMessage"] as? String == listed.message)
      if listed.status != 200 {
        #expect(answer.data.isEmpty)
        #expect(try await client.journal().count == accepted)
      }
    }
  }
}
