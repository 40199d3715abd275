import Findings
import Tabular
import Validation

extension DropLayout {
  /// The names of the columns where the layout itself gives them; `nil` where a record does.
  func names(_ format: Profile.Format?) -> [String]? {
    switch self {
    case .delimited: format?.columnNames.isEmpty == false ? format?.columnNames : nil
    case .workbook: nil
    case .fixedWidth(let layout): layout.columns.map(\.name)
    }
  }
}

extension DropReader {
  /// How to read a file, and what its outputs are written in.
  struct LayoutFound {
    var layout: DropLayout
    var dialect: Dialect
  }

  struct LayoutRefusal: Error {
    var finding: Finding
  }

  /// Decides from the profile and, where it is silent, from the bytes.
  func layout(
    of examination: Examination, _ profile: Profile?, _ function: FunctionSchema?
  ) throws -> Result<LayoutFound, LayoutRefusal> {
    if let format = profile?.format, format.type == .fixedWidth {
      if case .unreadable(let finding) = examination.detection, finding.code == .emptyFile {
        return .failure(LayoutRefusal(finding: finding))
      }
      return .success(fixedWidth(format, examination))
    }
    switch examination.detection {
    case .unreadable(let finding): return .failure(LayoutRefusal(finding: finding))
    case .format(.xlsx):
      let sheet = profile?.format.sheet
      return .success(
        LayoutFound(
          layout: .workbook(sheet: sheet), dialect: Self.ours("Excel workbook" + (sheet.map { ", sheet \($0)" } ?? "")))
      )
    case .format(let format):
      return .failure(LayoutRefusal(finding: Finding(.unsupportedFormat, facts: ["actual": format.rawValue])))
    case .dialect(var dialect):
      let named = try profile?.format.delimiter ?? separatorLine(of: examination, dialect)
      dialect.delimiter = named ?? dialect.delimiter
      return .success(LayoutFound(layout: .delimited(dialect), dialect: dialect))
    }
  }

  /// What the outputs of a file that is no text are written in: what Japanese Excel opens by double click.
  private static func ours(_ evidence: String) -> Dialect {
    Dialect(encoding: .utf8, byteOrderMark: true, evidence: [evidence])
  }

  private func fixedWidth(_ format: Profile.Format, _ examination: Examination) -> LayoutFound {
    var detected = Encoding.cp932
    if case .dialect(let dialect) = examination.detection { detected = dialect.encoding }
    let encoding = format.encoding ?? detected
    let layout = FixedWidthLayout(
      encoding: encoding, columns: format.columnBytes.map(FixedWidthLayout.Column.init),
      recordBytes: format.recordBytes, hasLineEnds: format.lineEnds, headerMarks: format.headerMarks,
      trailerMarks: format.trailerMarks, trailerCount: format.trailerCount.map(FixedWidthLayout.Column.init))
    return LayoutFound(
      layout: .fixedWidth(layout),
      dialect: Dialect(encoding: encoding, evidence: ["fixed-width columns of the profile in \(encoding.title)"]))
  }

  /// The delimiter that a first line `sep=;` names.
  private func separatorLine(of examination: Examination, _ dialect: Dialect) throws -> UInt8? {
    var named: UInt8?
    _ = try RecordSource(path: examination.path, layout: .delimited(dialect)).read(expectedCells: nil) { batch in
      guard let first = batch.first else { return true }
      if HeaderSearch.isSeparatorLine(first) {
        named = first.text(0).utf8.dropFirst(4).first ?? dialect.delimiter
      }
      return false
    }
    return named.flatMap { [0x2C, 0x3B, 0x09, 0x7C].contains($0) ? $0 : nil }
  }
}

extension FixedWidthLayout.Column {
  fileprivate init(_ column: Profile.Format.FixedColumn) {
    self.init(name: column.name, start: column.start, length: column.length)
  }
}
