package import Findings
import Foundation
import Tabular
package import Validation

/// An empty form for a function: the right headings and nothing else that a drop would be blamed for.
package struct FormTemplate {
  private let function: FunctionSchema
  private let service: ServiceSchema
  private let language: Language

  package init(function: FunctionSchema, service: ServiceSchema, language: Language) {
    self.function = function
    self.service = service
    self.language = language
  }

  /// The header row as CSV: UTF-8 with a byte order mark, so that spreadsheets know it, and CRLF.
  package var csv: [UInt8] {
    var writer = RecordWriter(dialect: Dialect(encoding: .utf8, byteOrderMark: true))
    writer.append(cells: function.columns.map(\.title))
    return writer.takeBytes()
  }

  /// A workbook of two sheets: the form, and what belongs into it. Throws ``Fault`` `writeFailed`.
  package func workbook() throws(Fault) -> [UInt8] {
    try FormWorkbook(function: function, service: service, language: language).bytes()
  }

  /// A name for the file that holds the form, without an extension.
  package var fileName: String { function.bridge.aliases.first ?? function.name }

  /// Writes a form under a name that is not taken yet: an older form may hold somebody's rows.
  ///
  /// Throws ``Fault`` `writeFailed`, `folderReadOnly` or `diskFull`.
  package static func write(_ bytes: [UInt8], to path: String) throws(Fault) {
    guard !FileManager.default.fileExists(atPath: path) else {
      throw Fault(.writeFailed, ["path": path, "reason": "the file exists already"])
    }
    var file = try WholeFile(at: path)
    try file.write(bytes)
    try file.commit()
  }
}
