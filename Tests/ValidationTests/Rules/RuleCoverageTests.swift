import Testing

@testable import Validation

/// Which rule of domain/2 §2.1b stands on which function, and what each day in a report may be; today is 2026-11-21.
@Suite("Rules over all functions")
struct RuleCoverageTests {
  /// The functions of each rule, by the authority's numbers. R21 is a key, R22 a unit, R25 an answer, R26 a field.
  private static let functions: [String: Set<Int>] = [
    "R01": [2, 3, 4, 8, 9, 10, 11, 12, 13, 16, 17, 18, 19, 20, 21, 24, 25, 26, 27, 28, 29, 31],
    "R02": [8], "R03": [8], "R04": [8, 11], "R05": [8],
    "R06": [9, 10, 12, 13, 15, 16, 17, 18, 19, 20, 21, 23, 24, 25, 26, 27, 28, 29, 30, 31],
    "R07": [9, 10, 12, 15, 17, 18, 23, 27, 30, 31], "R08": [9, 10, 12, 17, 18, 27], "R09": [17, 27], "R10": [9, 10],
    "R11": [5, 6, 7, 11], "R12": [13], "R13": [21], "R14": [24], "R15": [20, 29], "R16": [19, 28], "R17": [17],
    "R18": [14], "R19": [22], "R20": [25, 26, 30, 31], "R23": [5, 6, 7], "R24": [4],
  ]

  @Test("Each rule stands on the functions that it is for, and on no other")
  func standing() {
    var found: [String: Set<Int>] = [:]
    for function in Shipped.catalogue.functions {
      let bridge = function.bridge
      for id in bridge.rules.map(\.id) + bridge.known.map(\.id) { found[id, default: []].insert(bridge.number) }
    }
    #expect(found == Self.functions)
  }

  @Test("R06 asks what is known of the vehicle wherever a vehicle is handed over")
  func known() {
    let asking = Shipped.catalogue.functions.filter { $0.bridge.known.contains { $0.id == "R06" } }
    #expect(
      Set(asking.map(\.bridge.number)).isSuperset(of: [9, 10, 12, 17, 18, 19, 20, 27, 28, 29, 31]))
    #expect(asking.allSatisfy { $0.bridge.vehicle != nil })
  }

  @Test("R22: rows of one package are one call; R21: a truck is known by its weighing slip")
  func units() {
    let units = Dictionary(grouping: Shipped.catalogue.functions, by: \.bridge.unit).mapValues {
      Set($0.map(\.bridge.number))
    }
    #expect(units[.package] == [14, 15, 22, 23])
    #expect(units[.truck] == [30])
    #expect(units[.list] == [5, 6, 7])
    #expect(
      Shipped.function("asr-delivery-report").bridge.key?.fields == ["officeCode", "deliveryDate", "weighSlipNo"])
  }

  @Test("R26: every report of a vehicle's number says whose number it is")
  func numbers() {
    for function in Shipped.catalogue.functions where function.bridge.kind == .report {
      let isNumbered = function.field(named: "movementReportNo") != nil
      #expect((function.bridge.vehicleNumber == "movementReportNo") == isNumbered, "\(function.name)")
      if isNumbered { #expect(function.bridge.vehicle == "chassisNo", "\(function.name)") }
    }
  }

  /// The day of the event of each report, R04 and R06; R18 and R19 are days to come.
  private static let eventDays: [Int: String] = [
    8: "collectionDate", 9: "deliveryDate", 10: "deliveryDate", 11: "collectionDate", 12: "deliveryDate",
    13: "recoveredDate", 15: "deliveryDate", 16: "reuseDate", 17: "deliveryDate", 18: "deliveryDate",
    19: "deliveryDate", 20: "deliveryDate", 21: "recoveredDate", 23: "deliveryDate", 24: "deployDate",
    25: "partsRecoveryDate", 26: "packageDate", 27: "deliveryDate", 28: "deliveryDate", 29: "deliveryDate",
    30: "deliveryDate", 31: "deliveryDate",
  ]

  @Test(
    "R04, R06: an event has happened by today, and is told in any shape of a date", arguments: eventDays.keys.sorted())
  func event(number: Int) {
    let rows = RowsUnderTest(Shipped.functionNames[number - 1])
    let field = Self.eventDays[number]!
    #expect(rows.function.bridge.number == number)
    for day in ["2026-11-21", "2026/1/5", "R8.11.20", "20261120"] { #expect(rows.faults([field: day]) == [], "\(day)") }
    for day in ["2026-11-22", "2027/1/1", "R9.1.1"] {
      #expect(rows.faults([field: day]) == ["\(field) date-order"], "\(day)")
    }
    #expect(rows.faults([field: "2026-02-29"]) == ["\(field) date"])
    #expect(rows.faults([field: ""]) == ["\(field) required"])
  }

  @Test("Every report's days are those of the table, or days to come")
  func allDays() {
    for function in Shipped.catalogue.functions where function.bridge.kind == .report {
      let days = function.fields.filter { $0.type == .date }.map(\.name)
      let toCome: [Int: String] = [14: "pickupDate", 22: "handoverDate"]
      #expect(days == [Self.eventDays[function.bridge.number] ?? toCome[function.bridge.number]], "\(function.name)")
    }
  }
}
