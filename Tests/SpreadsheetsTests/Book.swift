import Findings
import Foundation
import Spreadsheets
import Tabular

/// A workbook that a test writes down part by part, and reads through the room's doorway.
struct Book {
  var sheetData = ""
  /// What stands around the rows.
  var beforeRows = ""
  var afterRows = ""
  /// The items of the shared strings; nil leaves the part out.
  var strings: String?
  /// The codes of `numFmts` from 164 on, and the format numbers of `cellXfs`.
  var formatCodes: [String] = []
  var formats: [Int] = [0]
  var is1904 = false
  var sheets = "<sheet name=\"引取\" sheetId=\"1\" r:id=\"rId1\"/>"
  /// Parts that differ from those above; nil for one that is missing.
  var replaced: [String: String?] = [:]

  private static let main = "xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\""
  private static let types = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
  private static let package = "xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\""

  static let sheetPart = "xl/worksheets/sheet1.xml"

  init(rows: String = "", strings: String? = nil) {
    sheetData = rows
    self.strings = strings
  }

  func parts() -> [String: String] {
    let codes = formatCodes.enumerated().map { index, code in
      "<numFmt numFmtId=\"\(164 + index)\" formatCode=\"\(code.replacing("\"", with: "&quot;"))\"/>"
    }
    var parts = [
      "_rels/.rels":
        "<Relationships \(Self.package)><Relationship Id=\"a\" Type=\"\(Self.types)/officeDocument\" "
        + "Target=\"xl/workbook.xml\"/></Relationships>",
      "xl/workbook.xml":
        "<workbook \(Self.main) xmlns:r=\"\(Self.types)\"><workbookPr\(is1904 ? " date1904=\"1\"" : "")/>"
        + "<sheets>\(sheets)</sheets></workbook>",
      "xl/_rels/workbook.xml.rels":
        "<Relationships \(Self.package)>"
        + "<Relationship Id=\"rId1\" Type=\"\(Self.types)/worksheet\" Target=\"worksheets/sheet1.xml\"/>"
        + "<Relationship Id=\"rId2\" Type=\"\(Self.types)/worksheet\" Target=\"/xl/worksheets/sheet2.xml\"/>"
        + "<Relationship Id=\"rId3\" Type=\"\(Self.types)/chartsheet\" Target=\"chartsheets/sheet1.xml\"/>"
        + "<Relationship Id=\"rId4\" Type=\"\(Self.types)/styles\" Target=\"styles.xml\"/>"
        + (strings == nil
          ? "" : "<Relationship Id=\"rId5\" Type=\"\(Self.types)/sharedStrings\" Target=\"sharedStrings.xml\"/>")
        + "</Relationships>",
      "xl/styles.xml":
        "<styleSheet \(Self.main)><numFmts>\(codes.joined())</numFmts><cellStyleXfs><xf numFmtId=\"14\"/>"
        + "</cellStyleXfs><cellXfs>\(formats.map { "<xf numFmtId=\"\($0)\"/>" }.joined())</cellXfs></styleSheet>",
      Self.sheetPart:
        "<worksheet \(Self.main)>\(beforeRows)<sheetData>\(sheetData)</sheetData>\(afterRows)</worksheet>",
      "xl/worksheets/sheet2.xml":
        "<worksheet \(Self.main)><sheetData><row r=\"1\"><c t=\"str\"><v>二</v></c></row></sheetData></worksheet>",
    ]
    if let strings { parts["xl/sharedStrings.xml"] = "<sst \(Self.main)>\(strings)</sst>" }
    for (name, content) in replaced { parts[name] = content }
    return parts
  }

  func archive() -> ZipWriter {
    var zip = ZipWriter()
    for (name, content) in parts().sorted(by: { $0.key < $1.key }) { zip.add(name, Array(content.utf8)) }
    return zip
  }

  /// Writes the workbook into a file that is gone when the body returns.
  func withFile<Value>(_ body: (String) throws -> Value) throws -> Value {
    try Self.withFile(archive().bytes, body)
  }

  static func withFile<Value>(_ bytes: [UInt8], _ body: (String) throws -> Value) throws -> Value {
    let path = FileManager.default.temporaryDirectory.path + "/\(UUID().uuidString).xlsx"
    try Data(bytes).write(to: URL(fileURLWithPath: path))
    defer { try? FileManager.default.removeItem(atPath: path) }
    return try body(path)
  }

  /// What a reader hands out of one sheet.
  struct Reading {
    var rows: [[String]] = []
    var numbers: [Int] = []
    var batches: [Int] = []
    var notes: [Finding] = []
  }

  func read(_ sheet: String? = nil, limits: WorkbookLimits = .standard) throws -> Reading {
    try withFile { try Self.read($0, sheet, limits: limits) }
  }

  static func read(_ path: String, _ sheet: String? = nil, limits: WorkbookLimits = .standard) throws -> Reading {
    var reading = Reading()
    reading.notes = try WorkbookReader(path: path, limits: limits).readRecords(of: sheet) { batch in
      reading.batches.append(batch.count)
      for record in batch {
        reading.rows.append((0..<record.count).map(record.text))
        reading.numbers.append(record.location.record)
      }
      return true
    }
    return reading
  }

  /// The finding of the ``SheetFault`` that reading ends with, or nil.
  static func fault(_ body: () throws -> Void) throws -> Finding? {
    do {
      try body()
      return nil
    } catch let fault as SheetFault {
      return fault.finding
    }
  }
}
