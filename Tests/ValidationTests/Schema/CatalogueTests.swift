import Testing

@testable import Validation

@Suite("The catalogue")
struct CatalogueTests {
  @Test(
    "A reference to something that does not exist is refused by kind and name",
    arguments: [
      ("bridge.office", "\"ghost\"", "field", "ghost"), ("bridge.vehicle", "\"ghost\"", "field", "ghost"),
      ("bridge.key.fields", "[\"ghost\"]", "field", "ghost"), ("bridge.deadline.from", "\"ghost\"", "field", "ghost"),
      ("bridge.order.process", "\"$ghost\"", "field", "ghost"),
      ("bridge.rules.R03.when", #"{"ghost": ["1"]}"#, "field", "ghost"),
      ("bridge.rules.R02.unless", #"{"ghost": ["1"]}"#, "field", "ghost"),
      ("bridge.rules.R03.require", "[\"ghost\"]", "field", "ghost"),
      ("bridge.rules.R03.otherwiseForbid", "[\"ghost\"]", "field", "ghost"),
      ("bridge.rules.R02.requireAny", "[\"ghost\"]", "field", "ghost"),
      ("bridge.rules.R05.equal", #"{"ghost": "1"}"#, "field", "ghost"),
      ("bridge.rules.R04.compare", #"["ghost", "notAfter", "today"]"#, "field", "ghost"),
      ("bridge.rules.R04.compare", #"["collectionDate", "notAfter", "ghost"]"#, "field", "ghost"),
      ("bridge.rules.0.derive", "\"ghost\"", "field", "ghost"),
      ("bridge.rules.0.cases.0.match", #"{"ghost": "x"}"#, "field", "ghost"),
      ("bridge.rules.1.match", #"{"ghost": "x"}"#, "field", "ghost"),
      ("bridge.rules.R05", #"{"id": "R", "role": {"ghost": "collector"}}"#, "field", "ghost"),
      ("bridge.rules.R05", #"{"id": "R", "role": {"officeCode": "smith"}}"#, "role", "smith"),
      ("bridge.roles", "[\"smith\"]", "role", "smith"), ("bridge.hours", "\"nights\"", "service window", "nights"),
      ("bridge.profiles", "[\"all\"]", "profile", "all"),
      ("bridge.gates.0.ask", "\"ghost-inquiry\"", "inquiry", "ghost-inquiry"),
      ("bridge.gates.0.ask", "\"collection-report\"", "inquiry", "collection-report"),
      ("bridge.gates.0.with", #"{"ghost": "chassisNo"}"#, "field of fee-inquiry", "ghost"),
      ("bridge.gates.0.with", #"{"chassisNo": "ghost"}"#, "field", "ghost"),
      ("bridge.gates.0.refuse.2.when", #"{"ghost": ["1"]}"#, "field", "ghost"),
      ("bridge.confirm.ask", "\"ghost-inquiry\"", "inquiry", "ghost-inquiry"),
      ("bridge.confirm.with", #"{"ghost": "chassisNo"}"#, "field of vehicle-detail-inquiry", "ghost"),
      ("bridge.confirm.with", #"{"chassisNo": "ghost"}"#, "field", "ghost"),
      ("bridge.confirm.took.history", #"{"eventDate": "$ghost"}"#, "field", "ghost"),
      ("bridge.confirm.differs.history", #"{"eventDate": "$ghost"}"#, "field", "ghost"),
    ])
  func broken(path: String, value: String, what: String, name: String) throws {
    let changed = try SchemaDocument("collection-report").setting(path, to: value)
    let found = #expect(throws: BrokenReference.self) {
      try Shipped.catalogue(replacing: "collection-report", by: changed)
    }
    #expect(found?.function == "collection-report")
    #expect(found?.what == what)
    #expect(found?.name == name)
  }

  @Test("Functions stand in the authority's order and are found by name")
  func order() throws {
    let shuffled = try Catalogue(
      service: Shipped.catalogue.service, functions: Array(Shipped.catalogue.functions.reversed()))
    #expect(shuffled.functions.map(\.name) == Shipped.functionNames)
    #expect(shuffled.function(named: "fee-inquiry")?.bridge.number == 2)
    #expect(shuffled.function(named: "Fee-Inquiry") == nil)
  }

  @Test("An office's role is told by its code's ending")
  func roles() {
    let service = Shipped.catalogue.service
    #expect(service.role(ofOffice: "130000100002") == "collector")
    #expect(service.role(ofOffice: "130000200003") == "recoverer")
    #expect(service.role(ofOffice: "130000300004") == "dismantler")
    #expect(service.role(ofOffice: "130000400005") == "shredder")
    #expect(service.role(ofOffice: "130000400009") == nil)
  }
}
