package import Findings
import Glibc
import Tabular

/// The error file of a drop that can't be read at all: a line for each finding, saying what to do.
package struct RefusalFile: Sendable {
  package var findings: [Finding]
  package var language: Language

  package init(findings: [Finding], language: Language) {
    self.findings = findings
    self.language = language
  }

  /// Writes the file beside the input; throws ``Fault``.
  ///
  /// It is UTF-8 with a byte order mark, which Japanese Excel opens correctly, because the input's own encoding may be
  /// what could not be told. A file of that name that holds anything else than a refusal is left alone.
  package func write(besideInput input: String) throws -> String {
    let dialect = Dialect(
      encoding: .utf8, byteOrderMark: true, delimiter: UInt8(ascii: ","), lineEnd: .crlf, evidence: [])
    var writer = RecordWriter(dialect: dialect)
    writer.append(cells: Array(RowWords.titles[0..<5]))
    for finding in findings where finding.severity == .error {
      writer.append(cells: [
        finding.location.map { String($0.record) } ?? "", FateWord.invalid.title(in: language),
        finding.label ?? finding.field ?? "", finding.code.rawValue, finding.sentence(in: language),
      ])
    }
    let bytes = writer.takeBytes()
    let names = OutputNames(input: input)
    for number in 1... {
      let path = names.path(.error, number: number)
      if let existing = try? Self.contents(of: path) {
        if existing == bytes { return path }
        if !Self.isRefusal(existing) { continue }
      }
      var file = try WholeFile(at: path)
      try file.write(bytes)
      try file.commit()
      return path
    }
    preconditionFailure("the numbers do not end")
  }

  /// Removes the refusals of what stood in a file before: it can be read now.
  static func removeOutdated(besideInput input: String) {
    let names = OutputNames(input: input)
    for number in 1... {
      guard let existing = try? contents(of: names.path(.error, number: number)) else { return }
      if isRefusal(existing) { unlink(names.path(.error, number: number)) }
    }
  }

  private static func contents(of path: String) throws -> [UInt8] {
    var bytes: [UInt8] = []
    try InputFile(path: path).readChunks { chunk in
      bytes += chunk
      return bytes.count < 1 << 16
    }
    return bytes
  }

  private static func isRefusal(_ bytes: [UInt8]) -> Bool {
    let header = "\u{feff}" + RowWords.titles[0..<5].joined(separator: ",") + "\r\n"
    return bytes.starts(with: header.utf8)
  }
}
