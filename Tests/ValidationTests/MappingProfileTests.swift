import Findings
import Foundation
import Tabular
import Testing

@testable import Validation

@Suite("A mapping profile")
struct MappingProfileTests {
  private func profile(_ json: String) throws -> Profile {
    try JSONDecoder().decode(Profile.self, from: Data(json.utf8))
  }

  private func source(_ json: String) throws -> FieldSource {
    try JSONDecoder().decode([FieldSource].self, from: Data("[\(json)]".utf8))[0]
  }

  @Test(
    "Columns go by heading, by letter or by position",
    arguments: [
      (#""SYADAI""#, FieldSource.Origin.column(.name("SYADAI"))), (#"{"from": "A"}"#, .column(.name("A"))),
      (#"{"column": "C"}"#, .column(.position(3))), (#"{"column": "AA"}"#, .column(.position(27))),
      (#"{"column": 4}"#, .column(.position(4))), (#"{"column": "TOUROKU"}"#, .column(.name("TOUROKU"))),
      (#"{"constant": "1"}"#, .constant("1")), (#"{"group": "office"}"#, .group("office")),
    ])
  func columns(json: String, origin: FieldSource.Origin) throws {
    #expect(try source(json).origin == origin)
  }

  @Test(
    "What says nothing, or two things, is refused",
    arguments: [
      "{}", #"{"from": "A", "constant": "1"}"#, #"{"column": 0}"#, #"{"form": "A"}"#,
      #"{"from": "A", "format": "guess"}"#,
    ])
  func refusals(json: String) {
    #expect(throws: (any Error).self) { try source(json) }
  }

  @Test(
    "A format that could not be read by is refused",
    arguments: [
      #"{"type": "fixed-width"}"#, #"{"type": "fixed-width", "columns": {"A": [0, 3]}}"#,
      #"{"type": "fixed-width", "columns": {"A": [1, 3]}, "lineEnds": false}"#, #"{"delimiter": "ab"}"#,
      #"{"encoding": "utf-7"}"#, #"{"header": "somewhere"}"#, #"{"type": "xml", "row": "car"}"#,
    ])
  func formats(json: String) {
    #expect(throws: (any Error).self) {
      try profile(#"{"match": "*", "function": "f", "format": \#(json)}"#)
    }
  }

  @Test("Encodings have the names that people use", arguments: ["cp932", "Shift_JIS", "windows-31j"])
  func encodings(name: String) throws {
    let read = try profile(#"{"match": "*", "function": "f", "format": {"encoding": "\#(name)", "delimiter": "TAB"}}"#)
    #expect(read.format.encoding == .cp932)
    #expect(read.format.delimiter == 0x09)
  }

  @Test("An era has three names", arguments: ["reiwa", "令和", "R"])
  func eras(name: String) throws {
    #expect(try profile(#"{"match": "*", "function": "f", "defaultEra": "\#(name)"}"#).defaultEra == .reiwa)
  }

  @Test(
    "A value that the map lacks is an error, and an empty cell stays empty",
    arguments: [("1", "有"), ("１ ", "有"), ("9", "無"), ("", "")])
  func values(cell: String, meaning: String) throws {
    let reading = FieldReading(try source(#"{"from": "F", "values": {"1": "有", "9": "無"}}"#), defaultEra: nil)
    switch reading.outcome(of: ArraySlice(cell.utf8)) {
    case .replaced(let text): #expect(text == meaning)
    case .asItStands: #expect(cell == meaning)
    case .unmapped: Issue.record("“\(cell)” was not understood")
    }
    guard case .unmapped = reading.outcome(of: ArraySlice("2".utf8)) else {
      Issue.record("“2” has no meaning")
      return
    }
  }

  @Test(
    "Six digits are the date that the profile says they are",
    arguments: [
      ("yymmdd", "261121", "2026-11-21"), ("yymmdd", "10105", "2001-01-05"), ("era6", "081121", "2026-11-21"),
      ("era6", "81121", "2026-11-21"), ("excel", "46347", "2026-11-21"), ("excel1904", "44885", "2026-11-21"),
      ("era7", "5081121", "2026-11-21"),
    ])
  func dates(format: String, cell: String, day: String) throws {
    let reading = FieldReading(try source(#"{"from": "F", "format": "\#(format)"}"#), defaultEra: .reiwa)
    var text = cell
    if case .replaced(let replaced) = reading.outcome(of: ArraySlice(cell.utf8)) { text = replaced }
    guard case .value(let read) = normalise(ArraySlice(text.utf8), as: .date, reading.extended(ValueContext())) else {
      Issue.record("\(cell) is no date")
      return
    }
    #expect(String(decoding: read.value, as: UTF8.self) == day)
  }

  @Test("Totals are skipped and a filter keeps its own rows")
  func selection() throws {
    let filtered = try profile(
      #"{"match": "*", "function": "f", "skipRows": ["合計"], "filter": {"column": "区分", "values": ["1"]}}"#)
    let selection = try #require(RowSelection(filtered, labels: ["名", "区分"]))
    func record(_ cells: [String]) -> Record {
      Record(cells: cells, at: Location(record: 1, line: 1, byteOffset: 0))
    }
    #expect(selection.isSkipped(record(["", "合計 3件"])))
    #expect(!selection.isSkipped(record(["国土", "合計"])))
    #expect(selection.isWanted(record(["国土", "１"])))
    #expect(!selection.isWanted(record(["国土", "2"])) && !selection.isWanted(record(["国土"])))
    #expect(RowSelection(filtered, labels: ["名"]) == nil)
  }
}

@Suite("The characters of the far end")
struct CharacterRuleTests {
  @Test(
    "Each character that a set lacks is named once",
    arguments: [
      (CharacterRepertoire.cp932, "髙橋﨑㈱①", ""), (.cp932, "𠮷野𠮷", "𠮷"), (.cp932, "ｶﾅ ABC 表", ""), (.cp932, "😀", "😀"),
      (.jisX0208, "髙橋﨑㈱①", "髙﨑㈱①"), (.jisX0208, "国土　太郎ｶﾅ〜熙", ""), (.jisX0208, "纊", "纊"),
    ])
  func lacking(set: CharacterRepertoire, text: String, lacking: String) {
    #expect(set.lacking(in: ArraySlice(text.utf8)) == Array(lacking.unicodeScalars))
  }

  @Test("A function says whether such a row goes out", arguments: [("warning", false), ("error", true)])
  func severity(otherwise: String, isStrict: Bool) throws {
    let json = #"{"set": "jis-x-0208", "otherwise": "\#(otherwise)"}"#
    #expect(try CharacterRule(json: Array(json.utf8)).isStrict == isStrict)
  }
}
