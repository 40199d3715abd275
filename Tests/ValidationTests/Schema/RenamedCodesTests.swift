import Testing

@testable import Validation

@Suite("Codes that a service writes in its own way")
struct RenamedCodesTests {
  @Test("A renamed result code keeps its class, its words and its weight as evidence")
  func resultCodes() throws {
    let document = try SchemaDocument("service").setting("resultCodes", to: #"{"E2001": "ERR-201", "E2002": "E2001"}"#)
    let catalogue = try Shipped.catalogue(replacing: "service", by: document)
    let service = catalogue.service
    #expect(service.errorClass(of: "ERR-201") == .permanent && service.errorClass(of: "E2002") == nil)
    #expect(service.codes["ERR-201"]?.message == "該当する車台が存在しません")
    #expect(service.codes["E2001"]?.message == "引渡先事業所が存在しない、または工程が一致しません")
    let confirm = catalogue.function(named: "collection-report")?.bridge.confirm
    #expect(confirm?.absentCodes.contains("ERR-201") == true && confirm?.absentCodes.contains("E2001") == false)
  }

  @Test("A service can't write two of our codes alike")
  func ambiguous() throws {
    let document = try SchemaDocument("service").setting("resultCodes", to: #"{"E2001": "E2002"}"#)
    #expect(throws: DecodingError.self) { try document.decoded(as: ServiceSchema.self) }
  }

  @Test(
    "Code values are renamed for codes that the field has, to something, and each to its own",
    arguments: [
      (#"{"1": "R"}"#, true), (#"{"1": "2", "2": "1"}"#, true), (#"{"3": "X"}"#, false), (#"{"1": "2"}"#, false),
      (#"{"1": "X", "2": "X"}"#, false), (#"{"1": ""}"#, false),
    ])
  func codes(codes: String, isRight: Bool) throws {
    let document = try SchemaDocument("collection-report").setting("fields.vehicleClass.bridge.codes", to: codes)
    let function = try? document.decoded(as: FunctionSchema.self)
    #expect((function != nil) == isRight)
  }

  @Test("Only a choice has codes to rename")
  func noChoice() throws {
    let document = try SchemaDocument("collection-report").setting("fields.carName.bridge.codes", to: #"{"トヨタ": "T"}"#)
    #expect(throws: DecodingError.self) { try document.decoded(as: FunctionSchema.self) }
  }

  @Test("A profile's way to authenticate wins over the service's")
  func profiles() {
    #expect(Shipped.service.authenticationStyle(for: "fee-inquiry") == .fixed)
    #expect(Shipped.service.authenticationStyle(for: "movement-reports") == .token)
  }
}
