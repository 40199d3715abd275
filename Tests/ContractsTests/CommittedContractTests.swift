import Contracts
import Foundation
import Testing

@Suite("Committed contracts")
struct CommittedContractTests {
  @Test("The contracts under schemas/ are what the schemas give", arguments: ContractFormat.allCases)
  func current(_ format: ContractFormat) {
    for file in ContractSet(Shipped.catalogue).files([format]) {
      let committed = FileManager.default.contents(atPath: "\(Shipped.schemas)/\(file.path)").map(Array.init)
      let isCurrent = committed == file.bytes
      #expect(isCurrent, "schemas/\(file.path) is outdated; renew it with `elvbridge schema export`")
    }
  }

  @Test("No contract is left over from a schema that is gone")
  func leftOver() {
    let known = Set(ContractSet(Shipped.catalogue).files().map(\.path))
    let folder = Shipped.schemas + "/jars/generated"
    for path in (try? FileManager.default.subpathsOfDirectory(atPath: folder)) ?? [] {
      guard path.hasSuffix(".json") || path.hasSuffix(".xsd") else { continue }
      #expect(known.contains("jars/generated/" + path), "schemas/jars/generated/\(path) belongs to no schema")
    }
  }

  @Test("The same catalogue gives the same bytes")
  func stable() {
    #expect(ContractSet(Shipped.catalogue).files() == ContractSet(Shipped.catalogue).files())
  }
}
