/// Offices of the fixtures.
enum Office {
  static let collector = "130000100002"
  static let recoverer = "130000200003"
  static let dismantler = "130000300004"
  static let dismantler2 = "130000400004"
  static let shredder = "130000500005"
  static let shredder2 = "130000600005"
  static let fullUser = "130000700006"
  static let place = "139999900009"
  static let residuePlace = "139999800009"
}

/// Requests as the contract's samples write them.
enum Sample {
  static func vehicle(_ office: String, _ ticket: String, _ chassis: String) -> WireFields {
    ["officeCode": .text(office), "movementReportNo": .text(ticket), "chassisNo": .text(chassis)]
  }

  static func collection(
    _ chassis: String, fluorocarbon: String? = "2", airbag: String = "1", office: String = Office.collector
  ) -> WireFields {
    var fields: WireFields = [
      "officeCode": .text(office), "chassisNo": .text(chassis), "vehicleClass": "1", "requesterName": "国土 太郎",
      "collectionDate": "2026-11-20", "fluorocarbonEquipped": fluorocarbon == nil ? "0" : "1",
      "airbagEquipped": .text(airbag), "clientRequestNo": "ERP-1",
    ]
    if let fluorocarbon { fields["fluorocarbonType"] = .text(fluorocarbon) }
    return fields
  }

  static func delivery(to destination: String) -> WireFields {
    ["deliverToOfficeCode": .text(destination), "deliveryDate": "2026-11-20", "transportType": "1"]
  }

  static func intake(_ process: String) -> WireFields {
    var fields: WireFields = ["process": .text(process), "collectionDate": "2026-11-21"]
    if process == "3" { fields["selfDismantle"] = "1" }
    return fields
  }
}
