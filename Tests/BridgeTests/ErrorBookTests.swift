import Findings
import Foundation
import Testing

@testable import Bridge

@Suite("The error book")
struct ErrorBookTests {
  private static let header =
    "事業所コード,車台番号,車両区分,登録番号不明,引取依頼者氏名・名称,引取年月日,フロン類装備,フロン類種別,エアバッグ類装備,最終所有者意思確認"
  private static func row(_ chassis: String, name: String = "国土 太郎", date: String = "R8/11/20") -> String {
    "130000100002,\(chassis),登録,不明,\(name),\(date),○,HFC,有,1"
  }
  private static let oneWrong =
    [header, row("NCR33-1234567"), row("ABC12-345678", name: "=𠮷田", date: "R8/13/20")].joined(separator: "\r\n")
    + "\r\n"

  /// A part of the workbook, unpacked by somebody else's program.
  private func part(_ name: String, of book: String) throws -> String {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["unzip", "-p", book, name]
    let output = Pipe()
    process.standardOutput = output
    try process.run()
    let data = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    #expect(process.terminationStatus == 0, "unzip could not read \(name)")
    return String(decoding: data, as: UTF8.self)
  }

  @Test("It holds the wrong row as text, colours the cell, says why in a comment and explains the code")
  func content() async throws {
    let place = try DropPlace(["引取報告/a.csv": Self.oneWrong])
    _ = try await Night().run(in: place.path)
    let book = place.path + "/drop/引取報告/a.error.xlsx"
    let sheet = try part("xl/worksheets/sheet1.xml", of: book)
    #expect(sheet.contains("=𠮷田") && sheet.contains("ABC12-345678") && sheet.contains("台帳ID"))
    #expect(!sheet.contains("NCR33-1234567") && !sheet.contains("<f>"))
    #expect(sheet.contains("state=\"frozen\"") && sheet.contains("<autoFilter ref=\"A1:"))
    let comments = try part("xl/comments1.xml", of: book)
    #expect(comments.contains("ref=\"F2\"") && comments.contains("引取年月日"))
    let codes = try part("xl/worksheets/sheet2.xml", of: book)
    let code = try #require(place.read("引取報告/a.error.csv").split(separator: ",").first { $0.hasPrefix("V") })
    #expect(codes.contains(">\(code)<") && comments.contains(code))
    let leftovers = try FileManager.default.contentsOfDirectory(atPath: place.path + "/drop/引取報告")
    #expect(!leftovers.contains { $0.hasSuffix(".tmp") })
  }

  @Test("The same rows give the same bytes, and a person's edit is never overwritten")
  func edits() async throws {
    let place = try DropPlace(["引取報告/a.csv": Self.oneWrong])
    let night = try Night()
    _ = try await night.run(in: place.path)
    let first = place.path + "/drop/引取報告/a.error.xlsx"
    let bytes = try #require(FileManager.default.contents(atPath: first))
    _ = try await night.run(in: place.path)
    #expect(FileManager.default.contents(atPath: first) == bytes)
    try Data("mine".utf8).write(to: URL(fileURLWithPath: first))
    let report = try await night.run(in: place.path)
    #expect(place.read("引取報告/a.error.xlsx") == "mine")
    #expect(FileManager.default.contents(atPath: place.path + "/drop/引取報告/a.error-2.xlsx") == bytes)
    #expect(report.files.flatMap(\.findings).contains { $0.code == .outputEdited })
  }

  @Test("A cell takes what XML and spreadsheets can carry, and no more")
  func text() {
    #expect(BookText.fitting("a\0b\u{FFFF}𠮷") == "a\u{2400}b\u{FFFD}𠮷")
    let long = BookText.fitting(String(repeating: "𠮷", count: 20_000))
    #expect(long.utf16.count <= 32_767 && long.hasSuffix("𠮷…"))
    #expect(BookText.width("ｶﾅ\n引取報告") == 8)
  }
}
