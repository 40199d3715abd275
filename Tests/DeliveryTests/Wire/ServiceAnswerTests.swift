import Testing
import Validation

@testable import Delivery

@Suite("Reading answers")
struct ServiceAnswerTests {
  private static func read(_ bytes: [UInt8]) -> ServiceAnswer? {
    ServiceAnswer(body: bytes, envelope: Shipped.service.envelope)
  }

  private static func read(_ text: String) -> ServiceAnswer? { read(Array(text.utf8)) }

  @Test("The envelope of domain/2 §2.0 is read whole")
  func envelope() throws {
    let answer = try #require(
      Self.read(
        #"""
        {"resultCode":"E1002","resultMessage":"桁数","transactionId":"T1","processedAt":"2026-11-21T10:15:30+09:00",
         "data":{"a":1},"errors":[{"code":"E1002","field":"chassisNo","message":"長い"},{"field":"x"},{}]}
        """#))
    #expect(answer.code == "E1002" && answer.message == "桁数")
    #expect(answer.data[path: "a"] == .integer(1))
    #expect(
      answer.errors == [
        .init(field: "chassisNo", code: "E1002", message: "長い"), .init(field: "x", code: "E1002", message: ""),
        .init(field: nil, code: "E1002", message: ""),
      ])
  }

  @Test("A code is all that an answer needs; members of the wrong type are no members")
  func spare() {
    #expect(Self.read(#"{"resultCode":"0000"}"#) == ServiceAnswer(code: "0000", message: ""))
    #expect(
      Self.read(#"{"resultCode":"0000","resultMessage":null,"errors":"none","data":null}"#)
        == ServiceAnswer(code: "0000", message: ""))
    #expect(Self.read(#"{"resultCode":42}"#)?.code == "42")
    #expect(Self.read("\u{FEFF}" + #"{"resultCode":"0000"}"#)?.code == "0000")
    #expect(Self.read(" \r\n" + #"{"resultCode":"0000"}"# + "\n")?.code == "0000")
  }

  @Test(
    "Anything else is no answer of the service",
    arguments: [
      "", " ", "null", "true", "0", "\"0000\"", "[]", "{}", "<html></html>", "resultCode=0000",
      "{\"resultCode\":\"0000\"",
      "{\"resultCode\":\"0000\"}}", "{\"resultCode\":\"0000\"} trailing", "{\"resultCode\":\"00",
      "{'resultCode':'0000'}",
      "{\"resultCode\":\"\"}", "{\"resultCode\":null}", "{\"resultCode\":[]}", "{\"resultCode\":{}}",
      "{\"ResultCode\":\"0000\"}", "[{\"resultCode\":\"0000\"}]", "{\"resultCode\":0000}", "\u{0}",
    ])
  func garbage(text: String) {
    #expect(Self.read(text) == nil)
  }

  @Test("Bytes that are no UTF-8, and depth without end, are refused calmly")
  func hostile() {
    #expect(
      Self.read(Array(#"{"resultCode":"0000","resultMessage":""#.utf8) + [0x90, 0xB3, 0x8F, 0xED] + Array("\"}".utf8))
        == nil)
    #expect(Self.read([0xFF, 0xFE]) == nil)
    #expect(Self.read(String(repeating: "[", count: 100_000)) == nil)
    #expect(
      Self.read(String(repeating: #"{"data":"#, count: 20_000) + "1" + String(repeating: "}", count: 20_000)) == nil)
  }

  @Test("Half of an answer is never read as an answer")
  func truncated() {
    let whole = Array(#"{"resultMessage":"正常終了","data":{"a":[1,"x"]},"resultCode":"0000"}"#.utf8)
    #expect(Self.read(whole) != nil)
    for length in 0..<whole.count { #expect(Self.read(Array(whole[..<length])) == nil) }
  }
}
