import Delivery
import Findings
import Testing
import Validation

@testable import Ledger

@Suite("What has come in of a drop is known by a digest of all that its rows brought")
struct StagedPrefixTests {
  private static func full() -> StagedRow {
    var new = report("key", digest: "digest", vehicle: "vehicle", deadline: "2026-11-23")
    new.keyPlace = "place"
    new.office = "office"
    new.vehicleNumber = "number"
    new.passesTo = "next"
    new.defines = "defines"
    new.uses = "uses"
    new.sequence = .counts(["a"])
    new.threads = [ThreadLink(name: "one", until: .accepted), ThreadLink(name: "two")]
    var full = row(7, new, findings: [Finding(.waiting, facts: ["a": "b", "c": "d"])])
    full.origin = RowID(drop: DropID(rawValue: 3), number: 4)
    full.obstacle = Obstacle(function: "f", vehicle: "v", office: "o", order: 5, lines: ["x", "y"])
    return full
  }

  private static func digest(_ rows: StagedRow...) -> [UInt8] {
    var prefix = StagedPrefix()
    for row in rows { prefix.add(row) }
    #expect(prefix.count == rows.count)
    return prefix.digest
  }

  private static let changes: [@Sendable (inout StagedRow) -> Void] = [
    { $0.location.record = 8 }, { $0.location.line = 8 }, { $0.location.byteOffset = 8 },
    { $0.cells = Array("[]".utf8) },
    { $0.findings = [] }, { $0.findings[0].facts["c"] = "e" }, { $0.origin = nil }, { $0.origin?.number = 5 },
    { $0.obstacle = nil }, { $0.obstacle?.function = "g" }, { $0.obstacle?.vehicle = "w" },
    { $0.obstacle?.office = "p" },
    { $0.obstacle?.order = 6 }, { $0.obstacle?.lines = ["x"] }, { $0.submission = nil },
    { $0.submission?.function = "other" }, { $0.submission?.isReport = false }, { $0.submission?.key = "other" },
    { $0.submission?.keyPlace = "other" }, { $0.submission?.contentDigest = "other" },
    { $0.submission?.vehicle = "other" }, { $0.submission?.order = 99 }, { $0.submission?.deadline = "" },
    { $0.submission?.window = "other" }, { $0.submission?.fields = "{\"a\":\"b\"}" }, { $0.submission?.office = "" },
    { $0.submission?.vehicleNumber = "" }, { $0.submission?.passesTo = "" }, { $0.submission?.defines = nil },
    { $0.submission?.defines = "" }, { $0.submission?.uses = nil }, { $0.submission?.sequence = nil },
    { $0.submission?.sequence = .follows(["a"]) }, { $0.submission?.threads = [] },
    { $0.submission?.threads[0].until = .settled }, { $0.submission?.threads[1].name = "three" },
    {
      $0.submission?.office = "of"; $0.submission?.vehicleNumber = "ficenumber"
    },
  ]

  @Test("Each value of a row counts, and so do the order of rows and how many there are")
  func values() {
    let original = Self.digest(Self.full())
    var seen: Set<[UInt8]> = [original, Self.digest(Self.full(), Self.full()), Self.digest()]
    for (index, change) in Self.changes.enumerated() {
      var changed = Self.full()
      change(&changed)
      #expect(seen.insert(Self.digest(changed)).inserted, "change \(index)")
      #expect(seen.insert(Self.digest(Self.full(), changed)).inserted, "change \(index)")
      #expect(seen.insert(Self.digest(changed, Self.full())).inserted, "change \(index)")
    }
  }

  @Test("What has no order of its own has none here")
  func unordered() {
    var turned = Self.full()
    turned.submission?.threads.reverse()
    turned.obstacle?.lines.reverse()
    #expect(Self.digest(turned) == Self.digest(Self.full()))
  }
}
