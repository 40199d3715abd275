import Findings
import Testing
import Validation

@testable import Delivery

@Suite("The deposit gate before a collection report")
struct GateTests {
  private static let gate = Shipped.function("collection-report").bridge.gates[0]

  private func verdict(_ data: String, fluorocarbon: String = "1", airbag: String = "1") throws -> String {
    let row = ["fluorocarbonEquipped": fluorocarbon, "airbagEquipped": airbag, "chassisNo": "A1"]
    return switch Self.gate.verdict(on: try .of("0000", data: data), for: row, by: Shipped.function("fee-inquiry")) {
    case .passed: "passed"
    case .refused(let refusal): "\(refusal.code.name) \(refusal.title)"
    case .unclear: "unclear"
    }
  }

  private func data(
    asr: String = "\"1\"", airbag: String = "\"1\"", fluorocarbon: String = "\"1\"", info: String = "\"1\""
  ) -> String {
    """
    {"asrFeeStatus": \(asr), "airbagFeeStatus": \(airbag), "fluorocarbonFeeStatus": \(fluorocarbon),
     "infoFeeStatus": \(info), "depositStatus": "2"}
    """
  }

  @Test("Everything paid passes, whatever type the codes have")
  func paid() throws {
    #expect(try verdict(data()) == "passed")
    #expect(try verdict(data(asr: "1", airbag: "1", fluorocarbon: "1", info: "1")) == "passed")
  }

  @Test("An unpaid item that every vehicle has refuses")
  func unpaid() throws {
    #expect(try verdict(data(asr: "\"0\"")) == "deposit-unpaid シュレッダーダスト料金")
    #expect(try verdict(data(info: "0")) == "deposit-unpaid 情報管理料金")
  }

  @Test("An unpaid item refuses where it is equipped, and only there")
  func equipment() throws {
    #expect(try verdict(data(fluorocarbon: "\"0\"")) == "item-unpaid フロン類料金")
    #expect(try verdict(data(airbag: "\"0\"")) == "item-unpaid エアバッグ類料金")
    #expect(try verdict(data(airbag: "\"0\"", fluorocarbon: "\"0\""), fluorocarbon: "0", airbag: "0") == "passed")
    #expect(try verdict(data(airbag: "\"9\"", fluorocarbon: "\"9\""), fluorocarbon: "0", airbag: "0") == "passed")
  }

  @Test(
    "An answer without what would decide lets nothing pass",
    arguments: [
      "null", "{}", "[]", "\"2\"", #"{"depositStatus": "2"}"#, #"{"asrFeeStatus": "1", "infoFeeStatus": "1"}"#,
    ])
  func missing(answer: String) throws {
    #expect(try verdict(answer) == "unclear")
  }

  @Test(
    "A member that is null, empty, a list or a code without a meaning decides nothing",
    arguments: ["null", "\"\"", "[\"1\"]", "{}", "\"7\"", "2"])
  func unreadable(value: String) throws {
    #expect(try verdict(data(asr: value)) == "unclear")
    #expect(try verdict(data(fluorocarbon: value)) == "unclear")
    #expect(try verdict(data(fluorocarbon: value), fluorocarbon: "0") == "passed")
  }

  @Test("A clear refusal counts even where other members are missing")
  func refusedAnyway() throws {
    #expect(try verdict(#"{"infoFeeStatus": "0"}"#) == "deposit-unpaid 情報管理料金")
  }
}
