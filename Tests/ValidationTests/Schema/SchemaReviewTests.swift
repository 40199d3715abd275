import Testing

@testable import Validation

@Suite("Schemas that contradict themselves")
struct SchemaReviewTests {
  @Test(
    "A function that could not check a row is refused when it loads",
    arguments: [
      ("fields.vehicleClass.bridge.meanings", "", "vehicleClass: a choice needs meanings"),
      ("fields.vehicleClass.bridge.meanings", #"{"1": ["普通"]}"#, "vehicleClass: enum and meanings"),
      ("fields.vehicleClass.bridge.meanings", #"{"1": ["普通"], "2": ["軽", " 普 通"]}"#, "vehicleClass: “"),
      ("fields.vehicleClass.bridge.meanings", #"{"1": ["普通", "２"], "2": ["軽"]}"#, "means both 1 and 2"),
      ("fields.fluorocarbonType.bridge.meanings", #"{"1": ["r12"], "2": ["Ｒ１２"]}"#, "means both 2 and 1"),
      ("fields.airbagEquipped.bridge.meanings", #"{"Y": ["有"], "N": ["無"]}"#, "airbagEquipped: a boolean"),
      ("fields.airbagEquipped.bridge.normalise", "\"text\"", "airbagEquipped: a boolean"),
      ("fields.collectionDate.bridge.normalise", "\"text\"", "collectionDate: the type date"),
      ("fields.clientRequestNo.type", "\"integer\"", "clientRequestNo: the type integer"),
      ("fields.clientRequestNo.type", "\"number\"", "clientRequestNo: the type number"),
      ("fields.recycleTicketNo.title", "\"車台番号\"", "already means “chassisNo”"),
      ("fields.recycleTicketNo.bridge.labels", "[\"ﾌﾚｰﾑ No\"]", "already means “chassisNo”"),
      ("fields.recycleTicketNo.bridge.labels", "[\"CHASSISNO\"]", "already means “chassisNo”"),
      ("fields.recycleTicketNo.bridge.labels", "[\"　\"]", "recycleTicketNo: has a blank heading"),
      ("fields.requesterKana.name", "\"chassisNo\"", "chassisNo: stands twice"),
      ("fields.recycleTicketNo.constraints.pattern", "\"^[0-9]{12}(?=x)$\"", "recycleTicketNo: the pattern does not"),
      ("fields.recycleTicketNo.constraints.pattern", "\"^[0-9\"", "recycleTicketNo: the pattern does not compile"),
      ("fields.recycleTicketNo.example", "\"12\"", "recycleTicketNo: its own example is refused"),
      ("fields.chassisNo.example", "\"ABC_1\"", "chassisNo: its own example is refused"),
      ("fields.collectionDate.example", "\"2026-02-30\"", "collectionDate: its own example is refused"),
      ("fields.vehicleClass.example", "\"3\"", "vehicleClass: its own example is refused"),
      ("fields.requesterName.constraints.maxLength", "3", "requesterName: its own example is refused"),
      ("fields.chassisNo.constraints.required", "false", "chassisNo: belongs to the key and is not required"),
      ("bridge.deadline.from", "\"chassisNo\"", "deadline: “chassisNo” is not a date"),
      ("bridge.rules.R03.when", #"{"fluorocarbonEquipped": ["有"]}"#, "R03: “有” is no code"),
      ("bridge.rules.R02.unless", #"{"plateUnknown": ["2"]}"#, "R02: “2” is no code"),
      ("bridge.rules.R04.compare", #"["chassisNo", "notAfter", "today"]"#, "R04: “chassisNo” is not a date"),
      ("bridge.rules.R04.compare", #"["collectionDate", "notBefore", "officeCode"]"#, "R04: “officeCode” is not"),
      ("bridge.rules.1.match", #"{"chassisNo": "^(?!X)"}"#, "R01: "),
      ("bridge.rules.0.cases.0.match", #"{"chassisNo": "["}"#, "R01: "),
      ("bridge.gates.0.refuse", "[]", "gates: the gate fee-inquiry refuses nothing"),
      ("bridge.gates.0.refuse.0.answer", "{}", "gates: the gate fee-inquiry refuses nothing"),
      ("bridge.confirm.took", "{}", "confirm: took demands nothing"),
      ("bridge.confirm.took", #"{"history": {}}"#, "confirm: took demands nothing"),
      ("name", "\"fee-inquiry\"", "fee-inquiry: “fee-inquiry” already names"),
      ("bridge.aliases", "[\"料金照会\"]", "“料金照会” already names"),
    ])
  func function(path: String, value: String, reason: String) throws {
    var changed = try SchemaDocument("collection-report").setting(path, to: value)
    // Other rules must not be the reason: a field that lost its meanings keeps its conditions.
    if path.contains("vehicleClass"), value.isEmpty {
      changed = try changed.setting("fields.vehicleClass.example", to: "")
    }
    let found = #expect(throws: SchemaContradiction.self) {
      try Shipped.catalogue(replacing: "collection-report", by: changed)
    }
    #expect(found?.description.contains(reason) == true, "\(found?.description ?? "")")
  }

  @Test(
    "A service that says two things is refused when it loads",
    arguments: [
      ("classes.permanent", #"["E1001", "E9001"]"#, "E9001 is both permanent and inDoubt"),
      ("classes.success", "[]", "no code means success"), ("classes.success", "", "no code means success"),
      ("classes.inDoubt", "[]", "E9001 has no class"), ("roles.collector.suffix", "\"03\"", "the same suffix"),
      ("roles.collector.suffix", "\"2\"", "not two digits"), ("roles.collector.suffix", "\"0.\"", "not two digits"),
      ("wire.date", "\"dd.MM.yyyy\"", "not dd.MM.yyyy"), ("wire.true", "\"0\"", "true and false are written alike"),
      ("authentication.style", "\"credentials\"", "needs headers for userID and secret"),
      ("profiles.fee-inquiry.authentication", "\"credentials\"", "needs headers for userID and secret"),
      ("resultCodes", #"{"E0": "ERR-0"}"#, "“E0” is no code of the service"),
      ("resultCodes", #"{"W0001": "E9001"}"#, "E9001 is both"),
    ])
  func service(path: String, value: String, reason: String) throws {
    var changed = try SchemaDocument("service").setting(path, to: value)
    if path == "classes.permanent" { changed = try changed.setting("codes", to: #"{}"#) }
    let found = #expect(throws: SchemaContradiction.self) {
      try Shipped.catalogue(replacing: "service", by: changed)
    }
    #expect(found?.schema == "jars")
    #expect(found?.description.contains(reason) == true, "\(found?.description ?? "")")
  }

  @Test("What a review must let through: a secret's heading, a choice without enum, a condition on an empty field")
  func allowed() throws {
    var changed = try SchemaDocument("collection-report").setting("fields.vehicleClass.constraints.enum", to: "")
    changed = try changed.setting("bridge.rules.R03.when", to: #"{"fluorocarbonEquipped": ["1", ""]}"#)
    changed = try changed.setting("fields.clientRequestNo.title", to: "\"車台番号\"")
    changed = try changed.setting("fields.clientRequestNo.bridge.secret", to: "true")
    #expect(throws: Never.self) { try Shipped.catalogue(replacing: "collection-report", by: changed) }
  }
}
