import Foundation
import Testing

@testable import Validation

@Suite("Reading JSON")
struct JSONReaderTests {
  @Test(
    "What is JSON",
    arguments: [
      ("null", .null), ("\u{FEFF}null", .null), (" true ", .bool(true)), ("-0", .integer(0)), ("12", .integer(12)),
      ("1.5e3", .integer(1500)),
      ("0.25", .number(0.25)), ("9223372036854775807", .integer(.max)),
      ("9223372036854775808", .number(9223372036854775808)),
      (#""国土\u0020\ud83d\ude97\n\/""#, .string("国土 🚗\n/")), ("[]", .array([])),
      ("[1,[2]]", .array([.integer(1), .array([.integer(2)])])),
      (#"{"a":{"b":[null]},"":"x"}"#, .object(["a": .object(["b": .array([.null])]), "": .string("x")])),
    ] as [(String, JSONValue)])
  func good(text: String, value: JSONValue) {
    #expect(JSONReader.value(of: Array(text.utf8)) == value)
  }

  @Test(
    "What is not",
    arguments: [
      "", " ", "nul", "01", "1.", "-", "+1", ".5", "1e", "1e999", "[1,]", "[1 2]", "{\"a\":1,}", "{\"a\" 1}", "{a:1}",
      "{\"a\":1,\"a\":1}", "\"", "\"\\", "\"\\x\"", "\"\\u12\"", "\"\\ud83d\"", "\"\\ud83d\\u0041\"", "\"\\ude97\"",
      "\"\t\"",
      "1 2", "{}x", "'a'", "NaN", "{\"resultCode\":\"0000\"", "<html>",
    ])
  func bad(text: String) {
    #expect(JSONReader.value(of: Array(text.utf8)) == nil)
  }

  @Test("Bytes that are no UTF-8, and depth without end, are not JSON either")
  func hostile() {
    #expect(JSONReader.value(of: [0x22, 0x8D, 0x91, 0x22]) == nil)
    #expect(JSONReader.value(of: [0x22, 0xED, 0xA0, 0x80, 0x22]) == nil)
    #expect(JSONReader.value(of: Array(String(repeating: "[", count: 1_000_000).utf8)) == nil)
    let deep = String(repeating: "[", count: 99) + String(repeating: "]", count: 99)
    #expect(JSONReader.value(of: Array(deep.utf8)) != nil)
  }

  /// Random values, written by Foundation, and the same text with one byte changed, cut or doubled.
  @Test("It reads what Foundation's own decoder reads", arguments: [1, 2, 3] as [UInt64])
  func differential(seed: UInt64) throws {
    var random = RandomValues(numbers: SeededGenerator(seed: seed))
    for _ in 0..<300 {
      let data = try JSONEncoder().encode(random.value(depth: 0))
      #expect(JSONReader.value(of: Array(data)) == (try JSONDecoder().decode(JSONValue.self, from: data)))
      var damaged = Array(data)
      let place = random.below(damaged.count)
      switch random.below(3) {
      case 0: damaged[place] = UInt8(random.below(256))
      case 1: damaged.removeSubrange(place...)
      default: damaged.insert(damaged[place], at: place)
      }
      // We are the stricter one: whatever we read, Foundation reads alike.
      guard let ours = JSONReader.value(of: damaged) else { continue }
      let theirs = try? JSONDecoder().decode(JSONValue.self, from: Data(damaged))
      #expect(ours == theirs, "seed \(seed): \(String(decoding: damaged, as: UTF8.self))")
    }
  }
}

/// Random JSON values from a seed.
private struct RandomValues {
  var numbers: SeededGenerator

  mutating func below(_ bound: Int) -> Int { Int(numbers.next() % UInt64(bound)) }

  mutating func value(depth: Int) -> JSONValue {
    switch below(depth < 4 ? 8 : 6) {
    case 0: .null
    case 1: .bool(below(2) == 0)
    case 2: .integer(Int64(below(1_000_000)) - 500_000)
    case 3: .number(Double(below(1_000_000)) / 64)
    case 4, 5: .string(text())
    case 6: .array((0..<below(4)).map { _ in value(depth: depth + 1) })
    default:
      .object(Dictionary((0..<below(4)).map { ("\($0)" + text(), value(depth: depth + 1)) }) { first, _ in first })
    }
  }

  private mutating func text() -> String {
    let letters = ["a", "\"", "\\", "/", "\n", "\u{1}", "国", "ｶ", "🚗", "\u{7F}", "é", " "]
    return (0..<below(6)).map { _ in letters[below(letters.count)] }.joined()
  }
}
