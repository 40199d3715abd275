import Testing

@testable import Validation

/// What the catalogue and the review refuse in threads, keys, references, lists and what is known of a vehicle.
@Suite("Threads, packages and known reports that can't hold")
struct LineReviewTests {
  @Test(
    "A function that contradicts itself is refused when it loads",
    arguments: [
      // keys
      ("parts-recovery-report", "bridge.key.optional", "[]", "partName: belongs to the key and is not required"),
      (
        "parts-recovery-report", "bridge.key.optional", "[\"materialType\"]",
        "partName: belongs to the key and is not required"
      ),
      ("fluorocarbon-package-pickup", "bridge.key", "", "key: a call for a package needs one"),
      (
        "dismantling-delivery-to-shredder", "bridge.vehicle", "",
        "key: a sequence counts reports of a vehicle by an office"
      ),
      (
        "dismantling-delivery-to-shredder", "bridge.office", "",
        "key: a sequence counts reports of a vehicle by an office"
      ),
      // references and threads
      (
        "fluorocarbon-package-add", "fields.containerNo.bridge.reference", "\"use\"",
        "containerNo: only one field can hold a reference"
      ),
      (
        "fluorocarbon-package-add", "bridge.order.awaits",
        #"[{"thread": "package", "name": ["packageNo"], "until": "accepted"}]"#,
        "order: what waits for all of package can't be a step of one vehicle"
      ),
      // rules
      ("pending-delivery-inquiry", "bridge.rules.0", within("process", "dateTo"), "R: “process” is not a date"),
      ("pending-delivery-inquiry", "bridge.rules.0", within("dateFrom", "page"), "R: “page” is not a date"),
      (
        "fluorocarbon-package-pickup", "bridge.rules.0", #"{"id": "R", "calendar": {"contactTel": "x"}}"#,
        "R: “contactTel” is not a date"
      ),
      (
        "fluorocarbon-package-pickup", "bridge.rules.0",
        #"{"id": "R", "compare": ["packageNo", "notBefore", "tomorrow"]}"#,
        "R: “packageNo” is not a date"
      ),
      // confirmations
      ("asr-delivery-report", "bridge.confirm.took", #"{"vehicles": {}}"#, "confirm: took demands nothing"),
    ])
  func contradiction(function: String, path: String, value: String, reason: String) throws {
    let changed = try SchemaDocument(function).setting(path, to: value)
    let found = #expect(throws: SchemaContradiction.self) { try Shipped.catalogue(replacing: function, by: changed) }
    #expect(found?.schema == function)
    #expect(found?.description.contains(reason) == true, "\(found?.description ?? "")")
  }

  @Test(
    "A reference to something that does not exist is refused by kind and name",
    arguments: [
      ("collection-delivery-to-recoverer", "bridge.vehicleNumber", "\"ghost\"", "field", "ghost"),
      ("collection-delivery-to-recoverer", "bridge.known.0.of", "[\"ghost\"]", "function", "ghost"),
      (
        "collection-delivery-to-recoverer", "bridge.known.0.compare", #"["ghost", "notBefore", "collectionDate"]"#,
        "field", "ghost"
      ),
      (
        "collection-delivery-to-recoverer", "bridge.known.0.compare", #"["deliveryDate", "notBefore", "ghost"]"#,
        "field of collection-report", "ghost"
      ),
      ("collection-delivery-to-recoverer", "bridge.known.0.blame", "\"ghost\"", "field", "ghost"),
      (
        "collection-delivery-to-recoverer", "bridge.known.R10.holds", #"{"ghost": ["1"]}"#,
        "field of collection-report", "ghost"
      ),
      ("dismantling-delivery-to-dismantler", "bridge.known.R17.equal", #"{"ghost": "2"}"#, "field", "ghost"),
      ("fluorocarbon-package-add", "bridge.order.feeds.0.name", "[\"packageNo\", \"ghost\"]", "field", "ghost"),
      ("fluorocarbon-package-add", "bridge.order.feeds.0.when", #"{"ghost": ["1"]}"#, "field", "ghost"),
      ("fluorocarbon-package-pickup", "bridge.order.awaits.0.name", "[\"ghost\"]", "field", "ghost"),
      ("parts-recovery-report", "bridge.key.optional", "[\"partName\", \"ghost\"]", "field", "ghost"),
      ("downstream-collection-report", "bridge.key.sequence.follows", "[\"ghost\"]", "function", "ghost"),
      ("dismantling-delivery-to-shredder", "bridge.key.sequence.counts", "[\"ghost\"]", "function", "ghost"),
      ("pending-delivery-inquiry", "bridge.answer.list.page", "\"ghost\"", "field", "ghost"),
      ("pending-delivery-inquiry", "bridge.rules.0", within("ghost", "dateTo"), "field", "ghost"),
      (
        "fluorocarbon-package-pickup", "bridge.rules.0", #"{"id": "R", "calendar": {"ghost": "x"}}"#, "field", "ghost"
      ),
      (
        "asr-delivery-report", "bridge.confirm.with", #"{"ghost": "=4"}"#, "field of completed-delivery-inquiry",
        "ghost"
      ),
      ("asr-delivery-report", "bridge.confirm.before.ask", "\"ghost\"", "inquiry", "ghost"),
      ("asr-delivery-report", "bridge.confirm.before.ask", "\"collection-report\"", "inquiry", "collection-report"),
      ("asr-delivery-report", "bridge.confirm.before.with", #"{"officeCode": "ghost"}"#, "field", "ghost"),
      (
        "asr-delivery-report", "bridge.confirm.before.with", #"{"ghost": "officeCode"}"#,
        "field of pending-delivery-inquiry", "ghost"
      ),
      (
        "fluorocarbon-package-pickup", "bridge.confirm.took.history", #"{"functionNo": ["14", "$ghost"]}"#, "field",
        "ghost"
      ),
    ])
  func broken(function: String, path: String, value: String, what: String, name: String) throws {
    let changed = try SchemaDocument(function).setting(path, to: value)
    let found = #expect(throws: BrokenReference.self) { try Shipped.catalogue(replacing: function, by: changed) }
    #expect(found?.function == function)
    #expect(found?.what == what)
    #expect(found?.name == name)
  }

  @Test("Constants, other reports' fields and what was kept are no fields of the row")
  func allowed() throws {
    let changed = try SchemaDocument("asr-delivery-report").setting("bridge.confirm.with.dateTo", to: "\"=2026-12-31\"")
    #expect(throws: Never.self) { try Shipped.catalogue(replacing: "asr-delivery-report", by: changed) }
    let settled = #"[{"thread": "residue", "name": ["officeCode"], "until": "settled"}]"#
    let waiting = try SchemaDocument("shredding-delivery-to-shredder").setting("bridge.order.awaits", to: settled)
    #expect(throws: Never.self) { try Shipped.catalogue(replacing: "shredding-delivery-to-shredder", by: waiting) }
  }

  private static func within(_ from: String, _ to: String) -> String {
    #"{"id": "R", "within": ["\#(from)", "\#(to)"], "days": 366}"#
  }
}
