import Findings
import Foundation
import Testing

@testable import Bridge

@Suite("Outputs beside the input")
struct OutputTests {
  @Test(
    "Outputs are named for their input, and known again",
    arguments: [
      ("/d/HIKITORI.TXT", "/d/HIKITORI.result.csv", "/d/HIKITORI.error-2.csv"),
      ("/d/a", "/d/a.result.csv", "/d/a.error-2.csv"),
      ("/d/a.b.csv", "/d/a.b.result.csv", "/d/a.b.error-2.csv"),
    ])
  func names(input: String, result: String, secondError: String) {
    let names = OutputNames(input: input)
    #expect(names.path(.result) == result)
    #expect(names.path(.error, number: 2) == secondError)
  }

  @Test(
    "What is an output and what is not",
    arguments: [
      ("a.result.csv", true), ("a.error.csv", true), ("a.error-2.csv", true), ("a.error.xlsx", true),
      ("a.status.json", true), ("a.csv", false), ("result.csv", false), ("a.result.txt", false),
      ("a.error.rerun.csv", false), ("a.rerun.csv", false), ("a.error-x.csv", false),
    ])
  func isOutput(name: String, isOutput: Bool) {
    #expect(OutputNames.isOutput(name) == isOutput)
  }

  @Test(
    "Hidden files, office programs' locks, unfinished copies and outputs are not drops",
    arguments: [".x.csv", "~$x.xlsx", "x.tmp", "X.PART", "x.result.csv"])
  func ignored(name: String) {
    #expect(DropFolder.isIgnored(name))
    #expect(!DropFolder.isIgnored("引取.csv"))
  }

  @Test(
    "A cell that a spreadsheet would run is made harmless; numbers and =\"…\" stay as they are",
    arguments: [
      ("=1+1", "'=1+1"), ("+81-3-1111", "'+81-3-1111"), ("-cmd", "'-cmd"), ("@SUM(A1)", "'@SUM(A1)"), ("\tx", "'\tx"),
      ("-5", "-5"), ("+1,000", "+1,000"), ("=\"0400\"", "=\"0400\""), ("=\"a\"&\"b\"", "'=\"a\"&\"b\""), ("x", "x"),
      ("", ""), ("a\0b", "a\u{2400}b"),
    ])
  func harmless(cell: String, written: String) {
    #expect(SpreadsheetGuard.harmless(cell) == written)
  }

  @Test("Our columns are found in the header of an output, and in no other header")
  func ownColumns() {
    let ours = RowWords.titles
    #expect(OutputNames.ownColumns(in: ["車台番号", "引取日"] + ours + ["車名"]) == 2)
    #expect(OutputNames.ownColumns(in: ["車台番号", "移動報告番号"]) == 2)
    #expect(OutputNames.ownColumns(in: []) == 0)
  }
}
