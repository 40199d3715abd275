import Foundation

/// What a night left beside its inputs: every output, as text, with what differs from night to night covered.
struct NightOutputs: Equatable {
  /// Text by path below the drop folder.
  private(set) var texts: [String: String] = [:]
  /// The lines of each file whose rows were confirmed by an inquiry, counted from 0.
  private var confirmed: [String: Set<Int>] = [:]
  /// The lines of rows that are answered with an earlier row's receipt.
  private var repeated: [String: Set<Int>] = [:]

  /// How many rows were confirmed by an inquiry.
  var confirmations: Int { confirmed.filter { $0.key.hasSuffix(".result.csv") }.map(\.value.count).reduce(0, +) }

  /// Reads the outputs; packages are named for the first car in them, because a kill may change who gets which number.
  init(of place: Workplace, journal: [[String: Any]]) throws {
    let packages = Self.packages(journal)
    let folder = place.path + "/drop"
    for name in try FileManager.default.subpathsOfDirectory(atPath: folder) where Self.isOutput(name) {
      var text = try Self.text(of: folder + "/" + name)
      for (pattern, word) in Self.covered { text = text.replacing(try Regex(pattern), with: word) }
      for (number, word) in packages { text = text.replacing(number, with: word) }
      let lines = text.components(separatedBy: "\r\n").enumerated()
      confirmed[name] = Set(lines.filter { $0.element.contains(Self.remark.code) }.map(\.offset))
      // A row that was reported before is answered with what is known of the other, which may be one of these.
      repeated[name] = Set(lines.filter { $0.element.contains(",D003,") }.map(\.offset))
      texts[name] = Self.remark.ways.reduce(text) { $0.replacing($1.from, with: $1.to) }
    }
  }

  /// Not the hidden file that an output is written into before it gets its name: a kill may leave one behind.
  static func isOutput(_ name: String) -> Bool {
    if (name as NSString).lastPathComponent.hasPrefix(".") { return false }
    return ["result", "error"].contains { name.contains(".\($0).") || name.contains(".\($0)-") }
      || name.hasSuffix(".status.json")
  }

  /// The same without the numbers of drops: a file that failed to be taken in gets another one at its second try.
  var withoutDropNumbers: NightOutputs {
    var covered = self
    covered.texts = texts.mapValues {
      $0.replacing(/\bD[0-9]+R/, with: "(drop)R").replacing(/"ledgerID" : "D[0-9]+"/, with: "\"ledgerID\" : (drop)")
    }
    return covered
  }

  /// Where two nights differ, the first differing line of each file.
  func differences(from other: NightOutputs) -> [String] {
    Set(texts.keys).union(other.texts.keys).sorted().compactMap { name in
      guard let mine = texts[name] else { return "\(name) is missing" }
      guard let theirs = other.texts[name] else { return "\(name) is too many" }
      if mine == theirs { return nil }
      let unanswered = confirmed[name, default: []].union(other.confirmed[name, default: []])
        .union(repeated[name, default: []])
      let (ours, others) = (Self.lines(mine, unanswered), Self.lines(theirs, unanswered))
      if ours == others { return nil }
      let pair = zip(ours, others).first { $0 != $1 }
      return "\(name): \(pair.map { "“\($0)” instead of “\($1)”" } ?? "another number of lines")"
    }
  }

  /// The lines of a result; of a row whose answer never came, what only that answer could have told is left out.
  private static func lines(_ text: String, _ unanswered: Set<Int>) -> [String] {
    let lines = text.components(separatedBy: "\r\n")
    let titles = lines[0].components(separatedBy: ",")
    guard let ledgerID = titles.lastIndex(of: "台帳ID") else { return lines }
    return lines.enumerated().map { number, line in
      var cells = line.components(separatedBy: ",")
      for column in cells.indices where column > ledgerID {
        cells[column] = inNoOrder(cells[column], under: column < titles.count ? titles[column] : "")
      }
      guard unanswered.contains(number) else { return cells.joined(separator: ",") }
      for column in cells.indices where column > ledgerID || ["受付日時", "次報告目安期限"].contains(titles[column]) {
        cells[column] = ""
      }
      return cells.joined(separator: ",")
    }
  }

  /// Cars that wait for nothing leave in the order in which the groups of a night happen to form: what is left is how many
  /// were linked before one, and in which order a package lists them.
  private static func inNoOrder(_ cell: String, under title: String) -> String {
    if title == "紐付け車台数" && !cell.isEmpty { return "(so far)" }
    let numbers = cell.split(separator: " ")
    guard numbers.count > 1, numbers.allSatisfy({ $0.allSatisfy(\.isNumber) }) else { return cell }
    return numbers.sorted().joined(separator: " ")
  }

  /// Times of day are those of the night.
  private static let covered = [
    (#"[0-9]{4}-[0-9]{2}-[0-9]{2}[T ][0-9]{2}:[0-9]{2}(:[0-9]{2}\+09:00)?"#, "(time)")
  ]

  /// The remark of a confirmation, alone and beside other remarks.
  private static let remark: (code: String, ways: [(from: String, to: String)]) = {
    let sentence = "An inquiry confirmed that the report took effect. Nothing to do."
    return (
      "D028",
      [
        ("D028 / ", ""), (" / D028", ""), ("D028", ""), (sentence + " / ", ""), (" / " + sentence, ""), (sentence, ""),
      ]
    )
  }()

  private static func packages(_ journal: [[String: Any]]) -> [(String, String)] {
    var names: [String: String] = [:]
    for entry in journal {
      guard let number = entry["packageNo"] as? String else { continue }
      let car = entry["movementReportNo"] as? String ?? "no car"
      names[number] = min(names[number] ?? car, car)
    }
    return names.map { ($0.key, "(package of \($0.value))") }
  }

  /// Our text outputs have the input's encoding; of a book the sheets count.
  private static func text(of path: String) throws -> String {
    if path.hasSuffix(".xlsx") {
      let process = Process()
      process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
      process.arguments = ["unzip", "-p", path, "xl/worksheets/*", "xl/sharedStrings.xml", "xl/comments*"]
      let output = Pipe()
      process.standardOutput = output
      process.standardError = FileHandle.nullDevice
      try process.run()
      let bytes = output.fileHandleForReading.readDataToEndOfFile()
      process.waitUntilExit()
      return String(decoding: bytes, as: UTF8.self)
    }
    let bytes = FileManager.default.contents(atPath: path) ?? Data()
    return String(data: bytes, encoding: .utf8) ?? String(data: bytes, encoding: .shiftJIS) ?? ""
  }
}
