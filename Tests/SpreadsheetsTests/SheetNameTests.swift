import Testing

@testable import Spreadsheets

@Suite("The name of a sheet")
struct SheetNameTests {
  @Test("says whether Excel hides it")
  func visibility() {
    #expect(SheetName(title: "引取", isHidden: true) != SheetName(title: "引取", isHidden: false))
  }
}
