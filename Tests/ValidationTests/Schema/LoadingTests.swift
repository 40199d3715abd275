import Foundation
import Testing

@testable import Validation

@Suite("Loading schemas")
struct LoadingTests {
  @Test("All shipped schemas load and refer only to what exists")
  func shipped() throws {
    let files = try FileManager.default.contentsOfDirectory(atPath: SchemaDocument.folder).filter {
      $0.hasSuffix(".json")
    }
    #expect(files.count == Shipped.functionNames.count + 1)
    #expect(Shipped.catalogue.functions.map(\.bridge.number) == Array(1...31))
    #expect(Shipped.catalogue.functions.map(\.name) == Shipped.functionNames)
    #expect(Shipped.catalogue.droppable.map(\.bridge.number) == Array(2...31))
  }

  /// What the law gives no days for: filling and announcing packages, reuse, which is told once a year, and the
  /// recovery programme.
  private static let untimed: Set<Int> = [13, 14, 16, 21, 22, 25, 26, 31]

  @Test("Only reports are irreversible, each has a key and a way to confirm it, and a deadline where the law has one")
  func reports() {
    for function in Shipped.catalogue.functions {
      let isReport = function.bridge.kind == .report
      #expect(function.bridge.irreversible == isReport, "\(function.name)")
      #expect((function.bridge.confirm != nil) == isReport, "\(function.name)")
      #expect(
        (function.bridge.deadline != nil) == (isReport && !Self.untimed.contains(function.bridge.number)),
        "\(function.name)")
      if isReport { #expect(function.bridge.key != nil, "\(function.name)") }
    }
  }

  @Test(
    "A misspelt key is refused with its place and the key that was meant",
    arguments: [
      ("collection-report", "", "feilds", "fields"), ("collection-report", "", "titel", "title"),
      ("collection-report", "bridge", "kynd", "kind"), ("collection-report", "bridge", "deadlines", "deadline"),
      ("collection-report", "bridge.order", "ranc", "rank"), ("collection-report", "bridge.key", "field", "fields"),
      ("collection-report", "bridge.deadline", "day", "days"),
      ("collection-report", "bridge.request", "metod", "method"),
      ("collection-report", "bridge.answer", "reciept", "receipt"),
      ("collection-report", "bridge.answer.columns.0", "tittle", "title"),
      ("collection-report", "bridge.rules.R03", "requier", "require"),
      ("collection-report", "bridge.rules.R03", "otherwiseforbid", "otherwiseForbid"),
      ("collection-report", "bridge.rules.R03.because", "jp", "ja"),
      ("collection-report", "bridge.rules.0.cases.0", "mach", "match"),
      ("collection-report", "bridge.gates.0", "refuses", "refuse"),
      ("collection-report", "bridge.gates.0.refuse.0", "awnser", "answer"),
      ("collection-report", "bridge.confirm", "differ", "differs"),
      ("collection-delivery-to-recoverer", "bridge", "vehicleNumbers", "vehicleNumber"),
      ("collection-delivery-to-recoverer", "bridge", "knwon", "known"),
      ("collection-delivery-to-recoverer", "bridge.known.0", "off", "of"),
      ("collection-delivery-to-recoverer", "bridge.known.0", "compares", "compare"),
      ("collection-delivery-to-recoverer", "bridge.known.R10", "hold", "holds"),
      ("collection-delivery-to-recoverer", "bridge.known.R10", "blames", "blame"),
      ("collection-delivery-to-recoverer", "bridge.known.R10.because", "eng", "en"),
      ("fluorocarbon-package-add", "fields.packageNo.bridge", "referense", "reference"),
      ("fluorocarbon-package-add", "bridge.order", "feed", "feeds"),
      ("fluorocarbon-package-add", "bridge.order.feeds.0", "threat", "thread"),
      ("fluorocarbon-package-add", "bridge.order.feeds.0", "awnser", "answer"),
      ("fluorocarbon-package-add", "bridge.confirm", "give", "gives"),
      ("fluorocarbon-package-pickup", "bridge.order", "await", "awaits"),
      ("fluorocarbon-package-pickup", "bridge.order.awaits.0", "untill", "until"),
      ("fluorocarbon-package-pickup", "bridge.rules.0", "calender", "calendar"),
      ("pending-delivery-inquiry", "bridge.rules.0", "witihn", "within"),
      ("pending-delivery-inquiry", "bridge.rules.0", "day", "days"),
      ("pending-delivery-inquiry", "bridge.answer", "lists", "list"),
      ("pending-delivery-inquiry", "bridge.answer.list", "pages", "page"),
      ("pending-delivery-inquiry", "bridge.answer.list", "members", "member"),
      ("pending-delivery-inquiry", "bridge.answer.list.columns.0", "meaning", "meanings"),
      ("parts-recovery-report", "bridge.key", "optinal", "optional"),
      ("downstream-collection-report", "bridge.key", "sequense", "sequence"),
      ("downstream-collection-report", "bridge.key.sequence", "folows", "follows"),
      ("asr-delivery-report", "bridge.confirm", "befor", "before"),
      ("asr-delivery-report", "bridge.confirm.before", "lists", "list"),
      ("collection-report", "fields.chassisNo", "exampel", "example"),
      ("collection-report", "fields.chassisNo.constraints", "maxLenght", "maxLength"),
      ("collection-report", "fields.chassisNo.constraints", "requierd", "required"),
      ("collection-report", "fields.chassisNo.bridge", "lables", "labels"),
      ("service", "", "hour", "hours"), ("service", "roles.collector", "sufix", "suffix"),
      ("service", "hours.reports", "open", "opens"), ("service", "authentication", "tokens", "token"),
      ("service", "wire", "dates", "date"), ("service", "envelope", "error", "errors"),
      ("service", "profiles.fee-inquiry", "titel", "title"), ("service", "authentication", "stile", "style"),
      ("service", "codes.E1001", "statuses", "status"), ("service", "codes.E1001.remedy", "eng", "en"),
    ])
  func misspelt(schema: String, place: String, key: String, meant: String) throws {
    let changed = try SchemaDocument(schema).setting(place.isEmpty ? key : "\(place).\(key)", to: "1")
    let found = #expect(throws: UnknownKey.self) { try Self.read(changed, schema) }
    #expect(found?.key == key)
    #expect(found?.suggestion == meant)
    #expect(found?.path.count == place.split(separator: ".").count)
    #expect(found?.description.contains("did you mean “\(meant)”") == true)
  }

  @Test("A key that resembles nothing is refused without a suggestion")
  func strange() throws {
    let changed = try SchemaDocument("fee-inquiry").setting("bridge.colour", to: "1")
    let found = #expect(throws: UnknownKey.self) { try Self.read(changed, "fee-inquiry") }
    #expect(found?.suggestion == nil)
    #expect(found?.description == "unknown key “colour” in bridge")
  }

  @Test(
    "A missing key is named",
    arguments: [
      ("collection-report", "name"), ("collection-report", "title"), ("collection-report", "fields"),
      ("collection-report", "bridge"), ("collection-report", "bridge.number"), ("collection-report", "bridge.kind"),
      ("collection-report", "bridge.assumed"), ("collection-report", "bridge.profiles"),
      ("collection-report", "bridge.roles"), ("collection-report", "bridge.hours"),
      ("collection-report", "bridge.unit"),
      ("collection-report", "bridge.request"), ("collection-report", "bridge.request.path"),
      ("collection-report", "bridge.order.rank"), ("collection-report", "bridge.key.fields"),
      ("collection-report", "bridge.deadline.days"), ("collection-report", "bridge.rules.R03.id"),
      ("collection-report", "bridge.rules.R03.because.en"), ("collection-report", "bridge.rules.0.cases"),
      ("collection-report", "bridge.gates.0.ask"), ("collection-report", "bridge.gates.0.refuse.0.as"),
      ("collection-report", "bridge.confirm.took"), ("collection-report", "fields.chassisNo.type"),
      ("collection-report", "fields.chassisNo.title"), ("collection-delivery-to-recoverer", "bridge.known.R10.id"),
      ("collection-delivery-to-recoverer", "bridge.known.R10.of"),
      ("collection-delivery-to-recoverer", "bridge.known.R10.because.ja"),
      ("fluorocarbon-package-add", "bridge.order.feeds.0.thread"),
      ("fluorocarbon-package-add", "bridge.order.feeds.0.name"),
      ("fluorocarbon-package-pickup", "bridge.order.awaits.0.thread"),
      ("fluorocarbon-package-pickup", "bridge.order.awaits.0.name"),
      ("fluorocarbon-package-pickup", "bridge.order.awaits.0.until"),
      ("pending-delivery-inquiry", "bridge.answer.list.member"),
      ("pending-delivery-inquiry", "bridge.answer.list.page"),
      ("pending-delivery-inquiry", "bridge.answer.list.more"),
      ("pending-delivery-inquiry", "bridge.answer.list.columns"), ("asr-delivery-report", "bridge.confirm.before.ask"),
      ("asr-delivery-report", "bridge.confirm.before.with"), ("asr-delivery-report", "bridge.confirm.before.list"),
      ("asr-delivery-report", "bridge.confirm.before.member"), ("service", "classes"), ("service", "codes"),
      ("service", "wire.true"), ("service", "envelope.code"), ("service", "roles.collector.suffix"),
      ("service", "hours.reports.closes"), ("service", "authentication.token"), ("service", "requestIDHeader"),
      ("service", "codes.E1001.ja"),
    ])
  func missing(schema: String, path: String) throws {
    let changed = try SchemaDocument(schema).setting(path, to: "")
    let error = #expect(throws: DecodingError.self) { try Self.read(changed, schema) }
    guard case .keyNotFound(let key, _)? = error else { Issue.record("\(String(describing: error))"); return }
    #expect(key.stringValue == path.split(separator: ".").last.map(String.init))
  }

  @Test(
    "A value outside its closed list is refused",
    arguments: [
      ("collection-report", "bridge.kind", "\"message\""), ("collection-report", "bridge.unit", "\"car\""),
      ("collection-report", "fields.chassisNo.type", "\"text\""),
      ("collection-report", "fields.chassisNo.bridge.normalise", "\"vin\""),
      ("collection-report", "bridge.number", "\"8\""), ("service", "classes.someday", "[]"),
      ("fluorocarbon-package-add", "fields.packageNo.bridge.reference", "\"give\""),
      ("fluorocarbon-package-pickup", "bridge.order.awaits.0.until", "\"finished\""),
      ("downstream-collection-report", "bridge.key.sequence", "{}"),
      ("downstream-collection-report", "bridge.key.sequence", "2"),
      ("fluorocarbon-package-pickup", "bridge.confirm.took.history", #"{"functionNo": 14}"#),
      ("fluorocarbon-package-pickup", "bridge.confirm.took.history", #"{"functionNo": [14]}"#),
    ])
  func closedLists(schema: String, path: String, value: String) throws {
    let changed = try SchemaDocument(schema).setting(path, to: value)
    #expect(throws: DecodingError.self) { try Self.read(changed, schema) }
  }

  private static func read(_ document: SchemaDocument, _ schema: String) throws {
    if schema == "service" {
      _ = try document.decoded(as: ServiceSchema.self)
    } else {
      _ = try document.decoded(as: FunctionSchema.self)
    }
  }
}
