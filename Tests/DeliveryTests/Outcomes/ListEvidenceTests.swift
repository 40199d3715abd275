import Testing
import Validation

@testable import Delivery

/// Evidence from function 7's list: vehicles that left for full use, and those that a truck took along.
@Suite("Evidence in lists")
struct ListEvidenceTests {
  private static func verdict(
    _ name: String, _ row: [String: String], kept: Set<String> = [], _ vehicles: [String]
  ) throws -> Verdict {
    let data = "{\"totalCount\": \(vehicles.count), \"vehicles\": [\(vehicles.joined(separator: ","))]}"
    return try #require(Shipped.function(name).bridge.confirm)
      .verdict(on: .accepted(.of("0000", data: data)), for: row, kept: kept)
  }

  private static func vehicle(
    _ number: String, _ status: String, to office: String = "139999800009", package: String? = nil
  ) -> String {
    let package = package.map { "\"\($0)\"" } ?? "null"
    return """
      {"movementReportNo": "\(number)", "chassisNo": "A1", "lifecycleStatus": "\(status)",
       "counterpartOfficeCode": "\(office)", "packageNo": \(package), "process": "4"}
      """
  }

  // MARK: Full use

  private static let fullUses = [
    ("dismantling-delivery-to-certified-user", "S33"), ("shredding-delivery-to-certified-user", "S42"),
  ]
  private static let delivered = ["movementReportNo": "1", "deliverToOfficeCode": "139999800009"]

  @Test("The vehicle itself, in the state and with the receiver of the report, shows it", arguments: fullUses)
  func fullUse(name: String, status: String) throws {
    let row = Self.delivered
    #expect(try Self.verdict(name, row, [Self.vehicle("9", "S10"), Self.vehicle("1", status)]) == .present)
    #expect(try Self.verdict(name, row, []) == .absent)
    #expect(try Self.verdict(name, row, [Self.vehicle("2", status)]) == .absent)
    #expect(try Self.verdict(name, row, [Self.vehicle("1", "S20")]) == .absent)
    #expect(try Self.verdict(name, row, [Self.vehicle("1", status, to: "999999999906")]) == .absent)
    #expect(try Self.verdict(name, row, [#"{"movementReportNo": "1"}"#]) == .unclear)
  }

  @Test("It gives the number and the package that the lost answer had", arguments: fullUses)
  func fullUseGives(name: String, status: String) throws {
    let confirm = try #require(Shipped.function(name).bridge.confirm)
    let vehicles = [Self.vehicle("2", status, package: "ZN9"), Self.vehicle("1", status, package: "ZN1")]
    let data = try JSONValue.reading("{\"vehicles\": [\(vehicles.joined(separator: ","))]}")
    #expect(
      confirm.given(in: data, for: Self.delivered)
        == ["movementReportNo": "1", "lifecycleStatus": status, "packageNo": "ZN1"])
    let unpacked = try JSONValue.reading("{\"vehicles\": [\(Self.vehicle("1", status))]}")
    #expect(confirm.given(in: unpacked, for: Self.delivered) == ["movementReportNo": "1", "lifecycleStatus": status])
  }

  // MARK: A truck

  private static let truck = "asr-delivery-report"
  private static let load = ["officeCode": "130000500005", "deliverToOfficeCode": "139999800009"]

  @Test("A vehicle that waited before the truck left and has gone there now shows the truck")
  func tookAlong() throws {
    func verdict(kept: Set<String>, _ vehicles: [String]) throws -> Verdict {
      try Self.verdict(Self.truck, Self.load, kept: kept, vehicles)
    }
    #expect(try verdict(kept: ["1", "2"], [Self.vehicle("2", "S44")]) == .present)
    #expect(try verdict(kept: ["1", "2"], [Self.vehicle("3", "S44")]) == .absent)
    #expect(try verdict(kept: [], [Self.vehicle("2", "S44")]) == .absent)
    #expect(try verdict(kept: ["2"], [Self.vehicle("2", "S43")]) == .absent)
    #expect(try verdict(kept: ["2"], [Self.vehicle("2", "S44", to: "999999999909")]) == .absent)
    // One vehicle must show all of it, not one this and another that.
    #expect(try verdict(kept: ["1"], [Self.vehicle("1", "S43"), Self.vehicle("2", "S44")]) == .absent)
    #expect(try verdict(kept: ["1"], []) == .absent)
    #expect(try verdict(kept: ["1"], [#"{"movementReportNo": "1"}"#]) == .unclear)
  }

  @Test("It gives the vehicles that it took along and its package, each once")
  func linked() throws {
    let confirm = try #require(Shipped.function(Self.truck).bridge.confirm)
    let vehicles = [
      Self.vehicle("1", "S44", package: "AS1"), Self.vehicle("8", "S44", package: "AS8"),
      Self.vehicle("2", "S44", package: "AS1"), Self.vehicle("3", "S43"), Self.vehicle("1", "S44", package: "AS1"),
    ]
    let data = try JSONValue.reading("{\"vehicles\": [\(vehicles.joined(separator: ","))]}")
    #expect(
      confirm.given(in: data, for: Self.load, kept: ["1", "2", "3"])
        == ["packageNo": "AS1", "linkedVehicles": "1 2"])
    #expect(confirm.given(in: data, for: Self.load) == [:])
  }

  @Test(
    "A list that did not come decides nothing",
    arguments: ["null", "{}", #"{"vehicles": null}"#, #"{"vehicles": "1"}"#])
  func missing(data: String) throws {
    for name in [Self.truck, Self.fullUses[0].0] {
      let confirm = try #require(Shipped.function(name).bridge.confirm)
      #expect(confirm.verdict(on: .accepted(try .of("0000", data: data)), for: Self.load, kept: ["1"]) == .unclear)
    }
  }
}
