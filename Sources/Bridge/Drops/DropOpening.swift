import Findings
import Tabular
package import Validation

extension DropReader {
  /// Examines the file, finds its function and reads its header.
  ///
  /// Throws ``Fault`` for what the file system says. What is wrong with the file itself stands in the findings.
  package func open(
    _ path: String, as function: FunctionSchema? = nil, by chosen: ProfileChoice.Chosen? = nil
  ) throws -> OpenedDrop {
    let profile = chosen?.profile
    var opened = OpenedDrop(examination: try examine(path, by: profile))
    opened.profile = profile
    opened.groups = chosen?.groups ?? [:]
    var meant = try function ?? profile.map { try catalogue.staged($0.function) }
    let layout = try layout(of: opened.examination, profile, meant)
    switch layout {
    case .failure(let refusal):
      opened.findings = [refusal.finding]
      return opened
    case .success(let found):
      opened.layout = found.layout
      opened.dialect = found.dialect
      meant = meant ?? found.function
    }
    do {
      try readHeader(of: &opened, meant, chosen)
    } catch let broken as UnreadableDrop {
      opened.findings += broken.findings
    }
    return opened
  }

  private func readHeader(
    of opened: inout OpenedDrop, _ meant: FunctionSchema?, _ chosen: ProfileChoice.Chosen?
  ) throws {
    guard let layout = opened.layout else { return }
    let path = opened.examination.path
    let first = try firstRecords(of: RecordSource(path: path, layout: layout))
    guard let top = first.first else {
      opened.findings.append(Finding(.emptyFile))
      return
    }
    let heading = heading(among: first, of: opened) ?? HeadingRow(labels: [], record: top, index: 0)
    guard heading.findings.isEmpty else {
      opened.findings += heading.findings
      return
    }
    let location = heading.location
    opened.labels = heading.labels
    opened.headerRecord = heading.index == nil ? 0 : location.record
    let cells = first.dropFirst((heading.index ?? -1) + 1).first.map { row in (0..<row.count).map(row.text) } ?? []
    let back = try origin?.drop(labels: heading.labels, cells: cells)
    let named = try meant ?? origin?.function(path: path, labels: heading.labels, cells: cells)
    var chosen = chosen
    if chosen == nil, let earlier = back?.profileOfOutputs(among: profiles.profiles),
      named == nil || named?.name == earlier.profile.function
    {
      chosen = earlier
      opened.profile = earlier.profile
      opened.groups = earlier.groups
    }
    switch named.map({ .success($0) }) ?? choice.choose(path: path, labels: heading.labels, at: location) {
    case .failure(let ambiguity): opened.findings.append(ambiguity.finding)
    case .success(let function):
      let own = OutputNames.ownColumns(in: heading.labels)
      let match =
        chosen.map {
          ProfileMatcher(profile: $0.profile, function: function).match(
            heading.labels, groups: $0.groups, ownColumns: own, at: location)
        } ?? HeaderMatcher(function: function).match(heading.labels, ownColumns: own, at: location)
      let isUnknown = match.matchedCount == 0 && !match.findings.contains { $0.code == .profileColumnMissing }
      opened.function = function
      opened.header = match
      opened.findings += isUnknown ? [headerNotFound(for: function)] : match.findings
      select(chosen, heading.labels, in: &opened)
      let above = heading.index ?? 0
      if above > 0, opened.isReadable {
        opened.findings.append(
          Finding(.titleLinesSkipped, facts: ["actual": "\(above)", "expected": "\(location.record)"]))
      }
      if opened.isReadable && first.count == above + (heading.index == nil ? 0 : 1) {
        opened.findings.append(Finding(.noRows))
      }
    }
  }

  /// The headings of a file, and which of its first records they are; `nil` for names that a profile gives.
  private struct HeadingRow {
    var labels: [String]
    var location: Location
    var findings: [Finding] = []
    var index: Int?

    init(labels: [String], record: Record, index: Int?) {
      self.labels = labels
      location = record.location
      self.index = index
    }

    init(_ record: Record, index: Int) {
      labels = (0..<record.count).map(record.text)
      location = record.location
      findings = record.findings
      self.index = index
    }
  }

  private func heading(among first: [Record], of opened: OpenedDrop) -> HeadingRow? {
    let format = opened.profile?.format
    if let names = opened.layout?.names(format) { return HeadingRow(labels: names, record: first[0], index: nil) }
    switch format?.header ?? .found {
    case .none:
      let names = (0..<(first.map(\.count).max() ?? 0)).map { columnLetters($0) }
      return HeadingRow(labels: names, record: first[0], index: nil)
    case .row(let row):
      return first.firstIndex { $0.location.record == row }.map { HeadingRow(first[$0], index: $0) }
    case .found:
      var search = HeaderSearch(knownKeys: choice.finder.knownKeys)
      for case .column(.name(let name)) in (opened.profile?.fields.values ?? [:].values).map(\.origin) {
        search.knownKeys.insert(headerKey(name))
      }
      let index = search.header(among: first)
      return HeadingRow(first[index], index: index)
    }
  }

  /// The first records that hold anything: title lines, the header and, if there is one, a row.
  private func firstRecords(of source: RecordSource) throws -> [Record] {
    var records: [Record] = []
    _ = try source.read(expectedCells: nil) { batch in
      records += batch.lazy.filter { !$0.isBlank || !$0.findings.isEmpty }
        .prefix(HeaderSearch.rows + 1 - records.count)
      return records.count <= HeaderSearch.rows
    }
    return records
  }

  private func select(_ chosen: ProfileChoice.Chosen?, _ labels: [String], in opened: inout OpenedDrop) {
    guard let chosen else { return }
    guard let selection = RowSelection(chosen.profile, labels: labels) else {
      let column = chosen.profile.filter?.column.description ?? ""
      opened.findings.append(Finding(.profileColumnMissing, facts: ["expected": column]))
      return
    }
    opened.selection = selection
    if chosen.isFirst { opened.siblings = chosen.family.compactMap { RowSelection($0, labels: labels) } }
    if chosen.family.count > 1 { opened.part = chosen.profile.function }
  }

  private func headerNotFound(for function: FunctionSchema) -> Finding {
    let required = function.columns.filter(\.constraints.required).prefix(3).map(\.title)
    return Finding(.headerNotFound, facts: ["expected": required.joined(separator: "・")])
  }
}

/// The name that spreadsheets give a column: A, B, … Z, AA.
func columnLetters(_ index: Int) -> String {
  var letters = ""
  var rest = index + 1
  while rest > 0 {
    letters = String(UnicodeScalar(UInt8(0x41 + (rest - 1) % 26))) + letters
    rest = (rest - 1) / 26
  }
  return letters
}
