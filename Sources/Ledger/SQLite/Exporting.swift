internal import Foundation
internal import GRDB

extension SQLiteLedger {
  /// Every table whose contents another program may want, in an order in which nothing refers to what comes later.
  package static let exportedTables = [
    "drops", "submissions", "rows", "attempts", "evidence", "decisions", "releases", "threads", "obstacles", "lists",
    "kept", "vehicle_numbers", "calls", "outputs", "past_reports",
    "tallies",
  ]

  /// Hands out the whole ledger as JSON Lines, one line for each row of a table: `{"table": "drops", "id": 1, …}`.
  ///
  /// All of it is one moment's state, whoever works on the ledger meanwhile. Members are the columns; those that hold JSON
  /// stand as what they hold, and what is not there is left out.
  package func export(_ body: (String) throws -> Void) throws {
    try read { database in
      for table in Self.exportedTables {
        let rows = try Row.fetchCursor(database, sql: "SELECT * FROM \(table)")
        while let row = try rows.next() { try body(Self.line(row, of: table)) }
      }
    }
  }

  /// Columns that hold JSON.
  private static let nested: Set<String> = ["header", "dialect", "cells", "findings", "fields", "receipt"]

  private static func line(_ row: Row, of table: String) throws -> String {
    var object: [String: Any] = ["table": table]
    for (column, value) in row {
      switch value.storage {
      case .null, .blob: break
      case .int64(let number): object[column] = number
      case .double(let number): object[column] = number
      case .string(let text):
        let inner =
          nested.contains(column)
          ? try? JSONSerialization.jsonObject(with: Data(text.utf8), options: .fragmentsAllowed) : nil
        object[column] = inner ?? text
      }
    }
    let line = try JSONSerialization.data(withJSONObject: object, options: [.sortedKeys, .withoutEscapingSlashes])
    return String(decoding: line, as: UTF8.self)
  }
}
