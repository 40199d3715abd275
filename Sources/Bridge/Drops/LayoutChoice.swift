import Contracts
import Findings
import Tabular
import Validation

extension DropLayout {
  /// Whether nothing that follows the beginning of a file can change how it has to be read: it can only break it.
  var isKnownByItsBeginning: Bool {
    switch self {
    case .workbook, .markup: true
    case .delimited, .fixedWidth: false
    }
  }

  /// The names of the columns where the layout itself gives them; `nil` where a record does.
  func names(_ format: Profile.Format?) -> [String]? {
    switch self {
    case .delimited: format?.columnNames.isEmpty == false ? format?.columnNames : nil
    case .workbook, .markup: nil
    case .fixedWidth(let layout): layout.columns.map(\.name)
    }
  }
}

extension DropReader {
  /// How to read a file, and what its outputs are written in.
  struct LayoutFound {
    var layout: DropLayout
    var dialect: Dialect
    /// The function that the file itself names, by the root of our own shape.
    var function: FunctionSchema?
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
    case .format(.xml): return try markup(examination, profile, function)
    case .format(let format):
      return .failure(LayoutRefusal(finding: Finding(.unsupportedFormat, facts: ["actual": format.rawValue])))
    case .dialect(var dialect):
      let named = try profile?.format.delimiter ?? separatorLine(of: examination, dialect)
      dialect.delimiter = named ?? dialect.delimiter
      return .success(LayoutFound(layout: .delimited(dialect), dialect: dialect))
    }
  }

  /// Excel's XML, our own shape, or what the profile's paths say.
  private func markup(
    _ examination: Examination, _ profile: Profile?, _ function: FunctionSchema?
  ) throws -> Result<LayoutFound, LayoutRefusal> {
    if let row = profile?.format.row {
      let layout = MarkupLayout.paths(row: row, fields: profile?.columnNames ?? [])
      return .success(LayoutFound(layout: .markup(layout), dialect: Self.ours("XML, rows at \(row)")))
    }
    switch try MarkupReader.sniff(head: InputFile(path: examination.path).head()) {
    case .spreadsheet2003:
      return .success(
        LayoutFound(
          layout: .markup(.spreadsheet2003(sheet: profile?.format.sheet)),
          dialect: Self.ours("XML Spreadsheet 2003")))
    case .ownShape:
      let reader = MarkupReader(layout: .ownShape)
      try InputFile(path: examination.path).readChunks { chunk in
        _ = reader.read(chunk)
        return reader.functionName == nil && !reader.isStopped
      }
      guard let meant = function ?? reader.functionName.flatMap(catalogue.function(named:)) else {
        return .failure(LayoutRefusal(finding: reader.fileFindings.first ?? Finding(.functionUnknown)))
      }
      return .success(
        LayoutFound(
          layout: .markup(.ownShape, labels: meant.columns.map(\.name), schema: try dropSchema(of: meant)),
          dialect: Self.ours("XML of \(meant.name)"), function: meant))
    case .paths, nil:
      // What is no XML at all is better told so.
      let reader = MarkupReader(layout: .ownShape)
      try InputFile(path: examination.path).readChunks { chunk in
        _ = reader.read(chunk)
        return !reader.isStopped
      }
      _ = reader.finish()
      let broken = reader.fileFindings.first { $0.code != .rowElementMissing }
      return .failure(
        LayoutRefusal(finding: broken ?? Finding(.rowElementMissing, facts: ["expected": "/rows/row"])))
    }
  }

  /// The XML Schema of a function's drops: made of the catalogue that the rows are checked by, overlay and all, which the
  /// exported file may lag behind.
  ///
  /// Throws ``Fault`` `schemaInvalid` for one that libxml2 can't compile.
  private func dropSchema(of function: FunctionSchema) throws(Fault) -> [UInt8] {
    let schema = ContractSet(catalogue).dropSchema(of: function)
    guard let reason = MarkupReader.fault(inSchema: schema) else { return schema }
    throw Fault(.schemaInvalid, ["path": function.name + ".xsd", "reason": reason])
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
      encoding: encoding, columns: format.columnBytes,
      recordBytes: format.recordBytes, hasLineEnds: format.lineEnds, headerMarks: format.headerMarks,
      trailerMarks: format.trailerMarks, trailerCount: format.trailerCount)
    return LayoutFound(
      layout: .fixedWidth(layout),
      dialect: Dialect(
        encoding: encoding.outputEncoding, evidence: ["fixed-width columns of the profile in \(encoding.title)"]))
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
