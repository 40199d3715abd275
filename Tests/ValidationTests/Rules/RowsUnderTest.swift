import Findings
import Foundation
import Tabular
import Testing

@testable import Validation

/// Checks rows that are given by field name, as a file with the schema's own headings would hold them.
struct RowsUnderTest {
  let function: FunctionSchema
  private let checker: RowChecker
  private let good: [String: String]

  /// A shipped function, with a row of it that is right on 2026-11-21.
  init(_ name: String) {
    self = Self.shipped[name]!
  }

  /// Compiled once, because patterns take their time in a debug build.
  private static let shipped = Dictionary(
    uniqueKeysWithValues: goodRows.map { name, good in
      (name, try! RowsUnderTest(Shipped.function(name), good: good))
    })

  init(_ function: FunctionSchema, good: [String: String] = [:], today: String = "2026-11-21") throws {
    self.function = function
    self.good = good
    let header = HeaderMatcher(function: function).match(function.columns.map(\.title), at: Self.place)
    checker = try RowChecker(
      function: function, service: Shipped.service, header: header, days: KnownDays(today: JapanDate(today)!))
  }

  static let place = Location(record: 2, line: 2, byteOffset: 100)

  /// Checks the good row with some cells changed.
  func check(_ changes: [String: String] = [:]) -> RowChecker.CheckedRow {
    let cells = function.columns.map { changes[$0.name] ?? good[$0.name] ?? "" }
    return checker.check(Record(cells: cells, at: Self.place))
  }

  /// What is wrong with the row, as `field code`, sorted.
  func faults(_ changes: [String: String] = [:]) -> [String] {
    check(changes).findings.filter { $0.severity == .error }.map { "\($0.field ?? "") \($0.code.name)" }.sorted()
  }

  func check(_ record: Record) -> RowChecker.CheckedRow { checker.check(record) }

  private static let delivery = [
    "movementReportNo": "040012345678", "chassisNo": "ABC12-345678", "deliveryDate": "2026-11-20", "transportType": "1",
  ]

  /// Every function with a good row.
  static let names = goodRows.keys.sorted()

  private static let goodRows: [String: [String: String]] = [
    "fee-inquiry": ["chassisNo": "ABC12-345678"],
    "vehicle-detail-inquiry": ["officeCode": "130000100002", "chassisNo": "ABC12-345678"],
    "collection-report": [
      "officeCode": "130000100002", "chassisNo": "ABC12-345678", "vehicleClass": "1",
      "registrationNo": "品川500さ1234", "requesterName": "国土 太郎", "collectionDate": "2026-11-20",
      "fluorocarbonEquipped": "1", "fluorocarbonType": "2", "airbagEquipped": "1", "ownerConsent": "1",
    ],
    "collection-delivery-to-recoverer": delivery.merging([
      "officeCode": "130000100002", "deliverToOfficeCode": "130000200003",
    ]) { $1 },
    "collection-delivery-to-dismantler": delivery.merging([
      "officeCode": "130000100002", "deliverToOfficeCode": "130000300004",
    ]) { $1 },
    "downstream-collection-report": [
      "officeCode": "130000200003", "process": "2", "movementReportNo": "040012345678", "chassisNo": "ABC12-345678",
      "collectionDate": "2026-11-20",
    ],
    "recovery-delivery-to-dismantler": delivery.merging([
      "officeCode": "130000200003", "deliverToOfficeCode": "130000300004",
    ]) { $1 },
  ]
}

/// One changed row and what it must be blamed for.
struct RowCase: Sendable, CustomTestStringConvertible {
  var functions: [String]
  var changes: [String: String]
  var faults: [String]

  init(_ functions: String..., changes: [String: String], faults: [String] = []) {
    self.functions = functions
    self.changes = changes
    self.faults = faults
  }

  var testDescription: String {
    "\(functions.joined(separator: ", ")): \(changes.sorted { $0.key < $1.key }.map { "\($0)=\($1)" })"
  }
}
