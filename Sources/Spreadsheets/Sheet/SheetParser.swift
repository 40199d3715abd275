import Findings
import Tabular

/// Makes records of a sheet's part, cell by cell (ISO/IEC 29500-1, 18.3.1).
///
/// A row without any value is absent, whether the part writes it out or not; nobody can see the difference in Excel.
struct SheetParser {
  /// What a batch may hold before it is handed out.
  static let batchRows = 2_000
  static let batchBytes = 8 << 20

  let part: String
  let reader: PartReader
  let limits: WorkbookLimits
  var cell: CellParser
  var builder = RecordBatchBuilder()
  var remarks = SheetRemarks()

  private(set) var row = 0
  /// The column of the last cell of the open row, starting at 1.
  private var column = 0
  private var isRowHidden = false
  private var rowStart = 0
  private var textBytes = 0
  private var place = Place.outside

  private enum Place { case outside, rows, row, cell }

  init(part: String, reader: PartReader, limits: WorkbookLimits, cell: CellParser) {
    self.part = part
    self.reader = reader
    self.limits = limits
    self.cell = cell
  }

  /// Reads on to the end of the next row that completes a batch; false at the end of what the reader has.
  mutating func fillBatch() throws -> Bool {
    while let node = try reader.next() {
      switch place {
      case .cell:
        if node == .end, reader.isNamed("c") {
          place = .row
          try closeCell()
        } else {
          cell.take(node, of: reader)
        }
      case .row:
        if node == .start, reader.isNamed("c") {
          try openCell()
        } else if node == .end, reader.isNamed("row") {
          place = .rows
          if closeRow() { return true }
        }
      case .rows:
        if node == .start, reader.isNamed("row") {
          try openRow()
        } else if node == .end, reader.isNamed("sheetData") {
          place = .outside
        }
      case .outside:
        guard node == .start else { continue }
        if reader.isNamed("sheetData") {
          place = .rows
        } else {
          remarks.take(reader)
        }
      }
    }
    return false
  }

  private mutating func openRow() throws {
    var number: Int? = row + 1
    isRowHidden = false
    reader.readAttributes { attribute in
      if attribute.isNamed("r") {
        number = attribute.number
      } else if attribute.isNamed("hidden") {
        isRowHidden = attribute.isTrue
      }
    }
    guard let number, number > row else {
      throw SheetFault.damaged("\(part): the row after row \(row) is out of place")
    }
    if number > limits.rows { throw SheetFault.tooBig(part, number, "rows", limit: limits.rows) }
    row = number
    column = 0
    rowStart = builder.byteCount
    place = .row
  }

  /// Ends the row; true when the batch should be handed out.
  private mutating func closeRow() -> Bool {
    let count = builder.openCellCount
    guard count > 0 else { return false }
    builder.closeRecord(at: Location(record: row, line: row, byteOffset: 0))
    remarks.countRow(cells: count, isHidden: isRowHidden)
    return builder.count >= Self.batchRows || builder.byteCount >= Self.batchBytes
  }

  private mutating func openCell() throws {
    var next: Int? = column + 1
    cell.open()
    reader.readAttributes { attribute in
      if attribute.isNamed("r") {
        next = columnNumber(ofReference: attribute.value)
      } else if attribute.isNamed("t") {
        cell.kind = CellParser.Kind(attribute)
      } else if attribute.isNamed("s") {
        cell.style = attribute.number ?? 0
      }
    }
    guard let next, next > column else {
      throw SheetFault.damaged("\(part): row \(row): the cell after cell \(column) is out of place")
    }
    column = next
    place = .cell
  }

  private mutating func closeCell() throws {
    guard let value = cell.value() else {
      throw SheetFault.damaged("\(part): row \(row), cell \(column): no such shared text")
    }
    guard !value.isEmpty else { return }
    if column > limits.cells { throw SheetFault.tooBig("\(part): row \(row)", column, "cells", limit: limits.cells) }
    builder.pad(to: column - 1)
    textBytes += value.count
    let rowBytes = builder.byteCount - rowStart + value.count
    if rowBytes > limits.rowBytes {
      throw SheetFault.tooBig("\(part): row \(row)", rowBytes, "bytes", limit: limits.rowBytes)
    }
    // A few strings, referred to often, would make endless text of a small file.
    if textBytes > limits.sheetBytes { throw SheetFault.tooBig(part, textBytes, "bytes", limit: limits.sheetBytes) }
    builder.append(value)
  }
}
