import Findings
import Foundation
import Testing

@testable import Validation

/// The domain's test vectors, as far as one cell alone decides them.
@Suite("Test vectors")
struct VectorTests {
  struct Vector: Decodable, Sendable, CustomTestStringConvertible {
    var id: String
    var group: String
    var title: String
    var input: String
    var expect: String
    var testDescription: String { "\(id) \(title): \(input)" }
  }

  static let all: [Vector] = {
    let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    let data = try! Data(contentsOf: folder.appending(path: "Vectors/jars-test-vectors.json"))
    return try! JSONDecoder().decode([Vector].self, from: data)
  }()

  /// Vectors of the groups C, D, F, I, L and T that no cell decides.
  static let elsewhere: [String: String] = [
    "D03": "a difference of two totals: a calculation", "D04": "a tax calculation", "D05": "a tax calculation",
    "D06": "a dated table of tax rates", "D23": "statistics in the text",
    "D32": "a model year (10年式): no field of any function",
    "F03": "a fee table", "F04": "a fee table", "F05": "a fee table", "F07": "a gate between fields and inquiry",
    "F08": "a gate between fields and inquiry", "F09": "a calculation", "F10": "a gate on the inquiry's answer",
    "F11": "the same sum as F01, on paper", "F12": "a plausibility rule of the row",
    "F13": "a plausibility rule of the row",
    "L25": "how many rows a printed directory has", "L26": "how many rows a printed directory has",
  ].merging((1...24).map { (String(format: "L%02d", $0), "taxes, refunds and entries: calculations") }) { _, _ in
    preconditionFailure("a vector with two reasons")
  }

  /// Groups that hold no cell at all.
  static let elsewhereGroups: [String: String] = [
    "J": "fees and numbers of the neighbouring system for industrial waste: no field of any function",
    "M": "fees and terms of certificates for reused parts: no field of any function",
    "Q": "statistics of a year",
    "S": "opening hours and counters of the service",
  ]

  /// What a vector says about warnings, in our codes; all others have to come without one.
  static let repairs: [String: [FindingCode]] = [
    "I06": [.zeroRestored], "I07": [.zeroRestored], "I22": [.stampPadded], "I34": [.kanaFolded], "I39": [.zeroRestored],
    "T18": [.serialDate], "T19": [.serialDate], "T20": [.serialDate], "T21": [.serialDate], "T22": [.serialDate],
    "T23": [.serialDate], "T24": [.serialDate], "T25": [.serialDate], "T34": [.eraOverrun], "D30": [.unitStripped],
    "D31": [.defaultEra],
  ]

  static let ours = all.filter { ["C", "D", "F", "I", "L", "T"].contains($0.group) && elsewhere[$0.id] == nil }

  @Test("Every vector of one cell holds", arguments: ours)
  func holds(vector: Vector) throws {
    switch vector.title {
    case "A 合計", "B 合計", "deposit total", "payment total on D券", "ELV totals FY2014", "ELV totals FY2019",
      "price row: 車両本体 + 付属品 = 合計":
      #expect(try sum(vector.input) == Int(vector.expect))
    case "undeposited mark":
      #expect(normalise(bytes(vector.input), as: .money) == .empty([]))
    case "事務処理番号":
      let pattern = try Pattern("^[0-9]{1,3}-[0-9]{8,10}<[0-9]{1,2}>$")
      for number in vector.input.components(separatedBy: " / ") {
        #expect(pattern.matches(bytes(number)))
        #expect(normalise(bytes(number), as: .text) == .value(Normalised(bytes(number))))
      }
    case "contract pick-up limit":
      // The day that a contract names, and three more.
      try expectDay(3, after: "平成26年9月6日", of: vector)
    case _ where vector.group == "C":
      let days = try #require(vector.title.firstMatch(of: /([0-9]+)日\)/)?.1)
      try expectDay(#require(Int(days)), after: "2026-11-21", of: vector)
    case _ where vector.group == "L":
      try expectTelephones(of: vector)
    default:
      let (normalisation, context) = try #require(reading(of: vector))
      let cell = vector.input.replacing(" with default era 平成", with: "")
      let answer = normalise(bytes(cell), as: normalisation, context)
      switch answer {
      case .rejected(let rejection):
        #expect(codes(meantBy: vector.expect).contains(rejection.code), "\(rejection)")
        #expect(rejection.facts["value"] == vector.input)
      case .value(let normalised):
        let value = String(decoding: normalised.value, as: UTF8.self)
        let kind = normalisation == .chassis ? chassisKind(of: normalised.value) + ", " : ""
        #expect(kind + value == expectedValue(of: vector))
        #expect(normalised.repairs.map(\.code) == Self.repairs[vector.id] ?? [])
      case .empty: Issue.record("read as empty")
      }
    }
  }

  @Test("Every vector is either run or said to belong elsewhere")
  func complete() {
    let others = Self.all.filter { Self.elsewhereGroups[$0.group] != nil }
    #expect(Self.all.count == 201)
    #expect(Self.ours.count + Self.elsewhere.count + others.count == Self.all.count)
    #expect(Self.ours.count == 119)
    #expect(Self.elsewhere.keys.allSatisfy { id in Self.all.contains { $0.id == id } })
  }

  /// A term counts from the day after the one that begins it.
  private func expectDay(_ days: Int, after written: String, of vector: Vector) throws {
    #expect(vector.input.contains(written))
    guard case .value(let start) = normalise(bytes(written), as: .date) else { Issue.record("no date"); return }
    let day = try #require(JapanDate(iso: start.value))
    #expect(day.adding(days: days).description == vector.expect)
  }

  /// Telephone numbers of a directory: nine digits are a misprint, and what follows a number is not part of it.
  private func expectTelephones(of vector: Vector) throws {
    let number = try #require(vector.expect.firstMatch(of: /0[0-9]+-[0-9]+-[0-9]+/)?.0)
    let digits = number.filter { $0 != "-" }
    let answer = answer(String(number), .telephone)
    #expect(answer == (vector.expect.contains("9 digits") ? "!length" : digits))
  }

  private func reading(of vector: Vector) -> (Normalisation, ValueContext)? {
    let yesNo = Choices(["1": ["有"], "0": ["無"]], isBoolean: true)
    switch vector.title {
    case "ticket number", "ticket number rejected": return (.ticket, ValueContext())
    case "chassis number (type, value)", "chassis number rejected": return (.chassis, ValueContext())
    case "plate", "plate rejected": return (.plate, ValueContext())
    case "permit number 10 → 11", "permit number kept": return (.permit, ValueContext())
    case "office code 11 digits": return (.office, ValueContext())
    case "事業者コード": return (.digits, ValueContext(digits: 7...7))
    case "法人番号": return (.digits, ValueContext(digits: 13...13))
    case "型式指定番号 + 類別区分番号": return (.digits, ValueContext(digits: 9...9))
    case "型式 (model code)": return (.text, ValueContext())
    case "date", "date rejected", "warn and accept": return (.date, ValueContext())
    case "Excel serial, 1900 system (only when the profile allows serials)":
      return (.date, ValueContext(serialDates: .from1900))
    case "Excel serial, 1904 system": return (.date, ValueContext(serialDates: .from1904))
    case "circled choice": return (.choice, ValueContext(choices: yesNo))
    case "circled refrigerant":
      return (.choice, ValueContext(choices: Choices(["1": ["CFC", "R12"], "2": ["HFC", "R134a"]])))
    case "mileage": return (.integer, ValueContext(units: ["km"]))
    case "車検満了日 without era": return (.date, ValueContext(defaultEra: .heisei))
    default: return nil
    }
  }

  /// The value alone, for vectors that say more than it.
  private func expectedValue(of vector: Vector) -> String {
    switch vector.id {
    case "D29": "2"
    case "D30": "162917"
    case "D31": "2015-05-12"
    case "I42", "I43", "I45", "I46": vector.input
    case "T34": "2019-05-01"
    default: vector.expect
    }
  }

  private func codes(meantBy placeholder: String) -> [FindingCode] {
    switch placeholder.prefix(5) {
    case "B1002": [.length, .applianceTicket]
    case "B1003": [.pattern]
    case "B1004": [.enumeration, .boolean]
    case "B1005": [.date]
    case "B1009": [.exponentDamage]
    default: []
    }
  }

  /// The sum of the amounts in `5,590,963 + 259,200` or `ASR 7,500; airbag ※※※※`.
  private func sum(_ text: String) throws -> Int {
    var sum = 0
    for part in text.split(whereSeparator: { $0 == "+" || $0 == ";" }) {
      let amount = part.split(separator: " ").last.map(String.init) ?? ""
      switch normalise(bytes(amount), as: .money) {
      case .value(let normalised): sum += try #require(Int(String(decoding: normalised.value, as: UTF8.self)))
      case .empty: break
      case .rejected(let rejection): Issue.record("\(amount): \(rejection)")
      }
    }
    return sum
  }
}
