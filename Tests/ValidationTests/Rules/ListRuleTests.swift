import Testing

@testable import Validation

/// The rules R11 and R23 of domain/2 §2.1b on the lists of functions 5 to 7; today is 2026-11-21.
@Suite("Local rules of lists")
struct ListRuleTests {
  private static let lists = ["pending-collection-inquiry", "pending-delivery-inquiry", "completed-delivery-inquiry"]

  @Test("R23: a span ends today at the latest, begins before it ends and has at most 366 days", arguments: lists)
  func span(name: String) {
    let rows = RowsUnderTest(name)
    #expect(rows.faults(["dateFrom": "2025-11-20", "dateTo": "2026-11-21"]) == [])
    #expect(rows.faults(["dateFrom": "2025-11-19", "dateTo": "2026-11-21"]) == ["dateTo date-order"])
    #expect(rows.faults(["dateFrom": "2026-11-21", "dateTo": "2026-11-21"]) == [])
    #expect(rows.faults(["dateFrom": "2026-11-21", "dateTo": "2026-11-20"]) == ["dateTo date-order"])
    #expect(rows.faults(["dateTo": "2026-11-22"]) == ["dateTo date-order"])
    #expect(rows.faults(["dateFrom": "2020-01-01"]) == [])
  }

  @Test("R11: the process is the office's own", arguments: lists)
  func process(name: String) {
    let rows = RowsUnderTest(name)
    #expect(rows.faults(["officeCode": "130000300004", "process": "3"]) == [])
    #expect(rows.faults(["officeCode": "130000300004", "process": "破砕"]) == ["officeCode row-constraint"])
  }

  @Test("Nobody delivers to the collector, so that there is no list of what he has not taken in")
  func collector() {
    let rows = RowsUnderTest("pending-collection-inquiry")
    #expect(rows.faults(["process": "1"]) == ["process enumeration"])
  }

  @Test("Pages are counted from 1, and the service shows at most 100 on one", arguments: lists)
  func pages(name: String) {
    let rows = RowsUnderTest(name)
    #expect(rows.faults(["page": "99999", "pageSize": "100"]) == [])
    #expect(rows.faults(["page": "0"]) == ["page range"])
    #expect(rows.faults(["pageSize": "101"]) == ["pageSize range"])
  }
}
