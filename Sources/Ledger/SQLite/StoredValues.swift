internal import Findings
internal import Foundation

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

  static func json(_ findings: [Finding]) throws -> String {
    findings.isEmpty ? "[]" : String(decoding: try encoder.encode(findings), as: UTF8.self)
  }

  /// A JSON array of strings, written by hand because every row of every file goes through here.
  static func json(_ cells: [String]) -> String {
    var bytes: [UInt8] = [UInt8(ascii: "[")]
    bytes.reserveCapacity(cells.reduce(2) { $0 + $1.utf8.count + 3 })
    for cell in cells {
      if bytes.count > 1 { bytes.append(UInt8(ascii: ",")) }
      bytes.append(UInt8(ascii: "\""))
      if cell.utf8.contains(where: isEscaped) {
        for byte in cell.utf8 { append(byte, to: &bytes) }
      } else {
        bytes += cell.utf8
      }
      bytes.append(UInt8(ascii: "\""))
    }
    bytes.append(UInt8(ascii: "]"))
    return String(decoding: bytes, as: UTF8.self)
  }

  static func value<Value: Decodable>(_ type: Value.Type, from json: String) throws -> Value {
    try decoder.decode(type, from: Data(json.utf8))
  }

  static func findings(from json: String?) throws -> [Finding] {
    guard let json, json != "[]" else { return [] }
    return try value([Finding].self, from: json)
  }

  static func isEscaped(_ byte: UInt8) -> Bool {
    byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\")
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
        bytes[bytes.count - 2] == quote, !bytes.contains(UInt8(ascii: "\\"))
      else { return nil }
      // Without escapes, quotes stand around cells and nowhere else: every second piece between them is a cell.
      let pieces = bytes[1..<bytes.count - 1].split(separator: quote, omittingEmptySubsequences: false)
      var cells: [String] = []
      cells.reserveCapacity(pieces.count / 2)
      for index in stride(from: 1, to: pieces.count, by: 2) {
        cells.append(String(decoding: pieces[index], as: UTF8.self))
      }
      return cells
    } ?? nil
  }

  private static func append(_ byte: UInt8, to bytes: inout [UInt8]) {
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"):
      bytes.append(UInt8(ascii: "\\"))
      bytes.append(byte)
    case 0..<0x20:
      let digits = Array("0123456789abcdef".utf8)
      bytes += [UInt8(ascii: "\\"), UInt8(ascii: "u"), UInt8(ascii: "0"), UInt8(ascii: "0")]
      bytes += [digits[Int(byte >> 4)], digits[Int(byte & 15)]]
    default:
      bytes.append(byte)
    }
  }
}
