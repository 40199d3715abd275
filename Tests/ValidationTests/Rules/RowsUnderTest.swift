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
    uniqueKeysWithValues: GoodRows.all.map { name, good in
      (name, try! RowsUnderTest(Shipped.function(name), good: good))
    })

  /// A shipped function's good row where the configuration lists days: `["2026-11-25"]` by the calendar's name.
  init(_ name: String, calendars: [String: [String]]) throws {
    try self.init(Shipped.function(name), good: GoodRows.all[name]!, calendars: calendars)
  }

  init(
    _ function: FunctionSchema, good: [String: String] = [:], today: String = "2026-11-21",
    calendars: [String: [String]] = [:]
  ) throws {
    self.function = function
    self.good = good
    let header = HeaderMatcher(function: function).match(function.columns.map(\.title), at: Self.place)
    let days = KnownDays(
      today: JapanDate(today)!, calendars: calendars.mapValues { Set($0.map { JapanDate($0)! }) })
    checker = try RowChecker(function: function, service: Shipped.service, header: header, days: days)
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
