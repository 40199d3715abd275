internal import Delivery
internal import Findings
internal import Foundation
internal import Glibc

/// How values stand in columns: moments as milliseconds, lists and records as JSON.
enum StoredValues {
  private static let encoder = {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return encoder
  }()
  private static let decoder = JSONDecoder()

  static func json(_ value: some Encodable) throws -> String {
    String(decoding: try encoder.encode(value), as: UTF8.self)
  }

  /// The same JSON as the encoder's, by hand: every wrong row of every file goes through here.
  static func json(_ findings: [Finding]) throws -> String { findings.isEmpty ? "[]" : StoredFindings.json(findings) }

  /// A JSON array of strings, written by hand because every row of every file goes through here.
  static func json(_ cells: [String]) -> String {
    String(decoding: bytes(ofCells: cells.map { ArraySlice($0.utf8) }), as: UTF8.self)
  }

  /// The same for cells in UTF-8.
  static func bytes(ofCells cells: [ArraySlice<UInt8>]) -> [UInt8] {
    var bytes: [UInt8] = [UInt8(ascii: "[")]
    bytes.reserveCapacity(256)
    for cell in cells {
      if bytes.count > 1 { bytes.append(UInt8(ascii: ",")) }
      cell.withUnsafeBufferPointer { JSONText.append(quoted: $0, to: &bytes) }
    }
    bytes.append(UInt8(ascii: "]"))
    return bytes
  }

  static func value<Value: Decodable>(_ type: Value.Type, from json: String) throws -> Value {
    try decoder.decode(type, from: Data(json.utf8))
  }

  static func findings(from json: String?) throws -> [Finding] {
    guard let json, json != "[]" else { return [] }
    return try StoredFindings.findings(from: json) ?? value([Finding].self, from: json)
  }

  /// The strings of a JSON array, read by hand where nothing in it is escaped, because every row of every output goes
  /// through here.
  static func cells(from json: String) throws -> [String] {
    try plainCells(json.utf8) ?? value([String].self, from: json)
  }

  private static func plainCells(_ json: String.UTF8View) -> [String]? {
    let quote = UInt8(ascii: "\"")
    return json.withContiguousStorageIfAvailable { bytes -> [String]? in
      guard bytes.count > 3, bytes.first == UInt8(ascii: "["), bytes.last == UInt8(ascii: "]"), bytes[1] == quote,
        bytes[bytes.count - 2] == quote, memchr(bytes.baseAddress!, Int32(UInt8(ascii: "\\")), bytes.count) == nil
      else { return nil }
      // Without escapes, quotes stand around cells and nowhere else.
      var cells: [String] = []
      cells.reserveCapacity(24)
      var start: Int?
      for position in 1..<bytes.count - 1 where bytes[position] == quote {
        if let first = start {
          cells.append(String(decoding: UnsafeBufferPointer(rebasing: bytes[first..<position]), as: UTF8.self))
          start = nil
        } else {
          start = position + 1
        }
      }
      return cells
    } ?? nil
  }
}
