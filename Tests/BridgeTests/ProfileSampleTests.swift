import Bridge
import Foundation
import Ledger
import Simulator
import Testing

/// Every folder under `samples/profiles/` is a test: an export as it is, the profiles that explain it, and the outputs.
///
/// `RECORD=1` writes the expectations anew and fails, so that nothing is recorded unseen.
@Suite("Exports by profile alone", .serialized)
struct ProfileSampleTests {
  static let samples = URL(fileURLWithPath: SampleTests.samples + "/../profiles").standardizedFileURL.path

  static let cases: [String] = {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: samples)) ?? []
    return names.filter { FileManager.default.fileExists(atPath: "\(samples)/\($0)/drop") }.sorted()
  }()

  @Test("An export is read, sent and answered as recorded", arguments: cases)
  func export(_ name: String) async throws {
    let folder = Self.samples + "/" + name
    let files = FileManager.default
    let place = try DropPlace([:])
    try files.createDirectory(atPath: place.path, withIntermediateDirectories: true)
    for part in ["drop", "profiles"] where files.fileExists(atPath: "\(folder)/\(part)") {
      try files.copyItem(atPath: "\(folder)/\(part)", toPath: "\(place.path)/\(part)")
    }
    let inputs = try files.contentsOfDirectory(atPath: "\(folder)/drop").sorted()

    let report = try await Night(vehicles: files.contents(atPath: Self.samples + "/vehicles.json")).run(in: place.path)

    #expect(report.fault == nil)
    #expect(report.tally.isConserved)
    let outputs = try files.contentsOfDirectory(atPath: "\(place.path)/drop")
      .filter { !inputs.contains($0) && $0.hasSuffix(".csv") }.sorted()
    if SampleTests.isRecording {
      try? files.removeItem(atPath: "\(folder)/expected")
      try files.createDirectory(atPath: "\(folder)/expected", withIntermediateDirectories: true)
      for output in outputs {
        try files.copyItem(atPath: "\(place.path)/drop/\(output)", toPath: "\(folder)/expected/\(output)")
      }
    } else {
      #expect(outputs == (try files.contentsOfDirectory(atPath: "\(folder)/expected").sorted()))
      for output in outputs {
        #expect(
          files.contents(atPath: "\(place.path)/drop/\(output)")
            == files.contents(atPath: "\(folder)/expected/\(output)"), "\(output) differs from what was recorded")
      }
    }
    #expect(!SampleTests.isRecording, "recorded; look at the changes and run again without RECORD")
  }
}
