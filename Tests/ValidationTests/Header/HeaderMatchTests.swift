import Findings
import Testing

@testable import Validation

@Suite("Matching headings")
struct HeaderMatchTests {
  private static let header = Location(record: 3, line: 4, byteOffset: 17)

  private static func match(_ labels: [String], of function: String = "collection-report") -> HeaderMatch {
    HeaderMatcher(function: Shipped.function(function)).match(labels, at: header)
  }

  private static func titles(_ function: String, without names: Set<String> = []) -> [String] {
    Shipped.function(function).columns.filter { !names.contains($0.name) }.map(\.title)
  }

  @Test("The canonical headings match column by column", arguments: Shipped.functionNames.dropFirst())
  func canonical(name: String) {
    let function = Shipped.function(name)
    let match = Self.match(Self.titles(name), of: name)
    #expect(match.columnOfField == function.fields.indices.map { $0 })
    #expect(match.findings == [])
    #expect(match.isUsable)
    #expect(match.matchedCount == function.fields.count)
  }

  @Test("Titles, names and further labels of every field lead to it", arguments: Shipped.functionNames.dropFirst())
  func everyLabel(name: String) {
    let function = Shipped.function(name)
    for (index, field) in function.fields.enumerated() {
      for label in [field.title, field.name] + field.bridge.labels {
        #expect(Self.match([label], of: name).columnOfField[index] == 0, "\(label)")
      }
    }
  }

  @Test(
    "Headings are compared after folding, and then exactly",
    arguments: [
      ("引取日", "collectionDate"), (" 引取年月日 ", "collectionDate"), ("引取\n年月日", "collectionDate"),
      ("ﾌﾚｰﾑNo", "chassisNo"), ("フレームＮｏ", "chassisNo"), ("フレーム no", "chassisNo"), ("CHASSISNO", "chassisNo"),
      ("登録番号/車両番号", "registrationNo"), ("登録番号／車両番号", "registrationNo"), ("ﾘｻｲｸﾙ券番号", "recycleTicketNo"),
      ("引渡日", nil), ("引渡年月日", nil), ("引取", nil), ("引取日時", nil), ("車台番号区分", "chassisNoType"),
      ("車台番号（必須）", nil), ("リサイクル券番号(移動報告番号)", nil),
    ] as [(String, String?)])
  func folded(label: String, field: String?) {
    let match = Self.match([label])
    let matched = match.columnOfField.firstIndex(of: 0).map { Shipped.function("collection-report").fields[$0].name }
    #expect(matched == field)
    #expect(match.findings.contains { $0.code == .extraLabel && $0.label == label } == (field == nil))
  }

  @Test("引取日 and 引渡日 are two duties: neither function takes the other's date")
  func twoDates() {
    let labels = Self.titles("collection-delivery-to-recoverer", without: ["deliveryDate"]) + ["引取日"]
    let match = Self.match(labels, of: "collection-delivery-to-recoverer")
    #expect(match.findings.map(\.code) == [.extraLabel, .missingLabel])
    #expect(match.findings.last?.field == "deliveryDate")
    #expect(!match.isUsable)
  }

  @Test("A missing required heading is an error that names it; a missing optional one is nothing")
  func missing() {
    let optional = Self.match(Self.titles("collection-report", without: ["clientRequestNo", "requesterKana"]))
    #expect(optional.findings == [] && optional.isUsable)
    let required = Self.match(Self.titles("collection-report", without: ["officeCode", "ownerConsent"]))
    #expect(required.findings.map(\.code) == [.missingLabel, .missingLabel])
    #expect(required.findings.map(\.label) == ["事業所コード", "最終所有者意思確認"])
    #expect(required.findings.allSatisfy { $0.location == Self.header })
    #expect(!required.isUsable)
  }

  @Test("A repeated heading is an error, by whichever of its names; the first column counts")
  func duplicate() {
    let match = Self.match(Self.titles("collection-report") + ["フレームNo"])
    #expect(match.findings.map(\.code) == [.duplicateLabel])
    #expect(match.findings.first?.label == "フレームNo" && match.findings.first?.field == "chassisNo")
    #expect(match.columnOfField[2] == 2)
    #expect(!match.isUsable)
  }

  @Test("Unknown and blank headings are worth knowing and stop nothing")
  func strangers() {
    let match = Self.match(["備考", ""] + Self.titles("collection-report") + ["　", "備考"])
    #expect(match.findings.map(\.code) == [.extraLabel, .blankLabel, .blankLabel, .extraLabel])
    #expect(match.findings.map { $0.facts["actual"] } == [nil, "2", "19", nil])
    #expect(match.isUsable)
    #expect(match.columnOfField[0] == 2)
  }

  @Test("What comes from the configuration is no column")
  func secret() {
    let match = Self.match(["認証キー", "利用者ID"], of: "authentication")
    #expect(match.columnOfField[1] == nil)
    #expect(match.findings.map(\.code) == [.extraLabel])
    #expect(match.findings.map(\.label) == ["認証キー"])
  }
}
