import Foundation
import Testing
import Validation

@testable import Delivery

@Suite("Reading answers in the service's formats")
struct AnswerReadingTests {
  private func read(_ data: String, _ change: (inout ServiceSchema) -> Void) throws -> JSONValue {
    let reading = AnswerReading(catalogue: try Shipped.catalogue(change))
    guard case .accepted(let answer) = reading.canonical(.accepted(try .of("0000", data: data))) else { return .null }
    return answer.data
  }

  @Test("Days become canonical: evidence, the next deadline, fields, and what the service lists as days")
  func days() throws {
    let answer = """
      {"history": [{"functionNo": 8, "eventDate": "20261120"}], "nextDeadlineDate": "20261204",
       "collectionDate": "20261120", "dismantleRecordDate": "20261121", "lotNo": "20261120", "acceptedAt": "20261120"}
      """
    let read = try read(answer) { $0.wire.date = "yyyyMMdd" }
    #expect(
      try read
        == .reading(
          """
          {"history": [{"functionNo": 8, "eventDate": "2026-11-20"}], "nextDeadlineDate": "2026-12-04",
           "collectionDate": "2026-11-20", "dismantleRecordDate": "2026-11-21", "lotNo": "20261120",
           "acceptedAt": "20261120"}
          """))
  }

  @Test("A day that is canonical already, and what is no day, stay as the service wrote them")
  func unchanged() throws {
    let answer = #"{"eventDate": "2026-11-20", "collectionDate": "来月", "deliveryDate": null, "nextDeadlineDate": 5}"#
    #expect(try read(answer) { $0.wire.date = "yyyy/MM/dd" } == .reading(answer))
    let untouched = #"{"eventDate": "2026/11/20"}"#
    #expect(try read(untouched) { _ in } == .reading(untouched))
  }

  @Test("Evidence in the service's format of days proves the report that we sent in ours")
  func evidence() throws {
    let reading = AnswerReading(catalogue: try Shipped.catalogue { $0.wire.date = "yyyy/MM/dd" })
    let confirm = try #require(Shipped.function("collection-report").bridge.confirm)
    let row = ["officeCode": "130000100002", "collectionDate": "2026-11-20"]
    let answer = try ServiceAnswer.of(
      "0000",
      data: #"{"history": [{"functionNo": 8, "officeCode": "130000100002", "eventDate": "2026/11/20"}]}"#)
    #expect(confirm.verdict(on: reading.canonical(.accepted(answer)), for: row) == .present)
    #expect(confirm.verdict(on: .accepted(answer), for: row) != .present)
  }

  @Test("Flags and renamed codes become ours, wherever the member with the field's name stands")
  func codes() throws {
    let service = Shipped.service
    var function = Shipped.function("collection-report")
    for index in function.fields.indices where function.fields[index].name == "vehicleClass" {
      function.fields[index].bridge.codes = ["1": "R", "2": "K"]
    }
    var changed = service
    changed.wire.yes = "有"
    changed.wire.no = "無"
    let others = try Shipped.catalogue().functions.filter { $0.name != function.name }
    let reading = AnswerReading(catalogue: try Catalogue(service: changed, functions: others + [function]))
    let answer = try ServiceAnswer.of(
      "E4002", data: #"{"vehicles": [{"vehicleClass": "K", "airbagEquipped": "無"}], "carName": "K"}"#)
    guard case .alreadyReported(let read) = reading.canonical(.alreadyReported(answer)) else {
      Issue.record("another outcome")
      return
    }
    #expect(
      try read.data == .reading(#"{"vehicles": [{"vehicleClass": "2", "airbagEquipped": "0"}], "carName": "K"}"#))
  }

  @Test("An outcome without an answer, and the words of one with it, stay as they are")
  func words() throws {
    let reading = AnswerReading(catalogue: try Shipped.catalogue { $0.wire.date = "yyyyMMdd" })
    #expect(reading.canonical(.notTaken(reason: "20261120")) == .notTaken(reason: "20261120"))
    #expect(reading.canonical(.tokenExpired(nil)) == .tokenExpired(nil))
    let stop = Outcome.stop(reason: "E5006", answer: ServiceAnswer(code: "E5006", message: "20261120"))
    #expect(reading.canonical(stop) == stop)
  }
}
