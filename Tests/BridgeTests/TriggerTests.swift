import Foundation
import Testing
import Validation

@testable import Bridge

@Suite("Trigger files")
struct TriggerTests {
  private func profile(_ json: String) throws -> Profile {
    try JSONDecoder().decode(Profile.self, from: Data(json.utf8))
  }

  private func names(in place: DropPlace, _ triggers: Triggers) throws -> [String] {
    try DropFolder(path: place.path + "/drop", triggers: triggers).files().map { ($0 as NSString).lastPathComponent }
  }

  /// The files of a folder, and which of them are drops where every file waits for `.done`.
  @Test(
    "A file waits until NAME.done or NAME.csv.done stands beside it; what vouches is never a drop",
    arguments: [
      (["a.csv"], []),
      (["a.csv", "a.done"], ["a.csv"]),
      (["a.csv", "a.csv.done"], ["a.csv"]),
      (["A.CSV", "A.DONE"], ["A.CSV"]),
      (["a.csv", "b.done"], []),
      (["a.csv", "b.csv", "b.csv.done"], ["b.csv"]),
      (["a.done"], []),
    ])
  func all(files: [String], drops: [String]) throws {
    let place = try DropPlace(Dictionary(uniqueKeysWithValues: files.map { ($0, "x") }))
    #expect(try names(in: place, Triggers(ofAll: ".done", profiles: [])) == drops)
    #expect(try names(in: place, Triggers(ofAll: "done", profiles: [])) == drops)
  }

  @Test("Without a trigger in the settings, every file is a drop and .done is a name like any other")
  func none() throws {
    let place = try DropPlace(["a.csv": "x", "a.done": ""])
    #expect(try names(in: place, .none) == ["a.csv", "a.done"])
  }

  @Test("A profile's trigger holds the files that fit it and no others, and wins over the general one")
  func byProfile() throws {
    let profile = try profile(#"{"match": "HIKI_*.TXT", "function": "collection-report", "trigger": ".end"}"#)
    let place = try DropPlace([
      "HIKI_1.TXT": "x", "HIKI_2.TXT": "x", "HIKI_2.END": "", "HIKI_3.TXT": "x", "HIKI_3.done": "", "other.csv": "x",
    ])
    #expect(
      try names(in: place, Triggers(ofAll: nil, profiles: [profile])) == ["HIKI_2.TXT", "HIKI_3.done", "other.csv"])
    #expect(try names(in: place, Triggers(ofAll: ".done", profiles: [profile])) == ["HIKI_2.TXT"])
  }

  @Test("A trigger that is older than its file is yesterday's: it does not vouch, the file has to stand still")
  func old() throws {
    let place = try DropPlace(["a.csv": "x", "a.done": "", "b.csv": "x", "b.done": ""])
    let past = Date(timeIntervalSince1970: 1_000_000)
    try FileManager.default.setAttributes([.modificationDate: past], ofItemAtPath: place.path + "/drop/a.done")
    try FileManager.default.setAttributes([.modificationDate: past], ofItemAtPath: place.path + "/drop/b.csv")
    let contents = try DropFolder(path: place.path + "/drop", triggers: Triggers(ofAll: ".done", profiles: []))
      .contents()
    #expect(contents.files.count == 2)
    #expect(contents.vouched == [place.path + "/drop/b.csv"])
  }
}
