import Testing
import Validation

@testable import Delivery

@Suite("Days on the wire")
struct WireDateTests {
  private func date(_ format: String) -> WireDate {
    var wire = Shipped.service.wire
    wire.date = format
    return WireDate(wire)
  }

  @Test(
    "A day is written in the service's format and read back from it",
    arguments: [("yyyy-MM-dd", "2026-11-20"), ("yyyyMMdd", "20261120"), ("yyyy/MM/dd", "2026/11/20")])
  func formats(format: String, written: String) {
    #expect(date(format).text("2026-11-20") == written)
    #expect(date(format).canonical(written) == "2026-11-20")
    #expect(date(format).isCanonical == (format == "yyyy-MM-dd"))
  }

  @Test(
    "What is no day in that format is no day",
    arguments: [
      ("yyyyMMdd", "2026-11-20"), ("yyyyMMdd", "20260230"), ("yyyyMMdd", "2026112"), ("yyyyMMdd", "20261120 "),
      ("yyyy/MM/dd", "2026/11-20"), ("yyyy/MM/dd", "2026/1/120"), ("yyyy/MM/dd", "2026/13/01"), ("yyyyMMdd", ""),
      ("yyyyMMdd", "２０２６１１２０"),
    ])
  func refused(format: String, text: String) {
    #expect(date(format).canonical(text) == nil)
  }
}
