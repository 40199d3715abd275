import Delivery
import Findings
import Foundation
package import Ledger
package import Validation

/// What a person asks the ledger about (PRODUCT, "Commands", `show`).
package enum Subject: Sendable {
  case drop(DropRecord)
  case row(RowRecord)
  /// A vehicle's chassis number as the ledger has it, and its rows in time order; without any, nothing is known by this name.
  case vehicle(String, [RowRecord])

  /// Finds what the text names: a drop or row by its number, a vehicle by its chassis number as people write it, or a drop
  /// by its file, whichever there is first.
  ///
  /// Throws ``Fault`` of the ledger, and `dropUnclear` where the file was dropped several times.
  package init(_ text: String, in ledger: any LedgerDriver, _ catalogue: Catalogue) throws {
    let text = text.trimmingCharacters(in: .whitespacesAndNewlines)
    if let id = RowID(text), let row = try ledger.record(of: id) {
      self = .row(row)
    } else if let id = DropID(text), let drop = try ledger.drop(id) {
      self = .drop(drop)
    } else if let (vehicle, rows) = try Self.vehicle(text, in: ledger, catalogue) {
      self = .vehicle(vehicle, rows)
    } else if let drop = try ledger.drop(ofFile: text) {
      self = .drop(drop)
    } else {
      self = .vehicle(text, [])
    }
  }

  /// The vehicle as typed; else as any function would read the cell, in capital narrow letters.
  private static func vehicle(
    _ text: String, in ledger: any LedgerDriver, _ catalogue: Catalogue
  ) throws -> (String, [RowRecord])? {
    var readings = [text]
    for function in catalogue.functions {
      guard let field = function.bridge.vehicle.flatMap(function.field(named:)),
        case .value(let read) = normalise(ArraySlice(text.utf8), as: field.bridge.normalise, ValueContext(field))
      else { continue }
      let reading = String(decoding: read.value, as: UTF8.self)
      if !readings.contains(reading) { readings.append(reading) }
    }
    for reading in readings where !reading.isEmpty {
      let rows = try ledger.rows(ofVehicle: reading)
      if !rows.isEmpty { return (reading, rows) }
    }
    return nil
  }
}

extension LedgerDriver {
  /// The completely staged drop of a file, by its path or its name; `nil` for none.
  ///
  /// Throws ``Fault`` `dropUnclear` where there are several.
  func drop(ofFile text: String) throws -> DropRecord? {
    let path = URL(fileURLWithPath: text).standardizedFileURL.path
    let all = try drops(limit: .max).filter { $0.state == .staged }
    var found = all.filter { $0.drop.path == path }
    if found.isEmpty { found = all.filter { ($0.drop.path as NSString).lastPathComponent == text } }
    guard found.count > 1 else { return found.first }
    // A file that was dropped often has more numbers than anybody reads.
    let numbers = found.prefix(5).map(\.id.description).joined(separator: ", ")
    throw Fault(.dropUnclear, ["value": text, "actual": numbers])
  }
}
