import Findings

/// Rows at a path of element names, with a cell for each path below the row; the first record is the paths themselves.
final class PathShape: MarkupShape {
  /// What becomes of elements that are no rows and no fields.
  enum Strictness {
    /// They are passed over.
    case lenient
    /// One directly below a row is a finding.
    case refusing
    /// As `refusing`, and with the verdicts of a schema. Whatever stands where a row should is a wrong row: passed over, a
    /// misspelt one would be lost.
    case judged
  }

  private static let mostFindings = 20
  /// A longer cell gives its memory back.
  private static let keptBytes = 4_096

  private(set) var functionName: String?

  private let rowPath: [[UInt8]]
  private let row: String
  private let fields: [String]
  private let tree: MarkupPathTree
  private let strictness: Strictness
  private let records: MarkupRecords
  /// How many elements are open, and how many of them from the root on are those of the row's path.
  private var depth = 0
  private var matched = 0
  private var deepest = 0
  private var nextRecord = 2

  // The open row. `nodes` are its open elements, -1 for those on no field's path.
  private var location = Location(record: 1, line: 1, byteOffset: 0)
  private var cells: [[UInt8]] = []
  private var isFilled: [Bool] = []
  private var nodes: [Int] = []
  /// Where the next field's element is looked for first.
  private var nextChild = 0
  private var captures: [(field: Int, level: Int)] = []
  private var extras: [String] = []
  private var placeOfExtra: MarkupPlace?
  private var findings: [Finding] = []

  init(row: String, fields: [String], strictness: Strictness, records: MarkupRecords) {
    self.row = row
    self.fields = fields
    self.strictness = strictness
    self.records = records
    rowPath = row.split(separator: "/").map { Array(MarkupPathTree.localName($0).utf8) }
    tree = MarkupPathTree(fields: fields)
    cells = Array(repeating: [], count: fields.count)
    isFilled = Array(repeating: false, count: fields.count)
    records.close(fields.map { Array($0.utf8) }, at: location)
  }

  /// Our own shape may have no rows, but a path leads to them or is wrong.
  var missing: String? {
    deepest >= (strictness == .lenient ? rowPath.count : rowPath.count - 1) ? nil : row
  }

  func open(_ element: MarkupElement) {
    depth += 1
    guard nodes.isEmpty else { return openBelowRow(element) }
    guard matched == depth - 1, depth <= rowPath.count else { return }
    guard element.isNamed(rowPath[depth - 1]) || (strictness == .judged && depth == rowPath.count) else { return }
    matched = depth
    deepest = max(deepest, matched)
    if depth == 1 { functionName = element[attribute: "function"].map { String(decoding: $0, as: UTF8.self) } }
    guard matched == rowPath.count else { return }
    location = element.location(record: nextRecord)
    // Emptied and not made anew, so that a row of many cells allocates nothing.
    for field in fields.indices {
      cells[field].removeAll(keepingCapacity: cells[field].capacity <= Self.keptBytes)
      isFilled[field] = false
    }
    nextChild = 0
    extras = []
    findings = []
    enter(0, element)
  }

  func append(_ text: UnsafeBufferPointer<UInt8>) {
    for index in captures.indices where records.mayGrow(by: text.count) {
      cells[captures[index].field].append(contentsOf: text)
    }
  }

  func close() {
    if !nodes.isEmpty {
      captures.removeAll { $0.level == nodes.count }
      nodes.removeLast()
      if nodes.isEmpty { closeRow() }
    }
    if matched == depth { matched -= 1 }
    depth -= 1
  }

  func judge(_ verdict: MarkupVerdict, on element: String, at place: MarkupPlace) -> Bool {
    guard !nodes.isEmpty else { return false }
    let finding = verdict.finding(about: element, at: place, in: location)
    // An element that is no field, or the second of its kind, was told when it came.
    let isTold = verdict.kind == .element && place == placeOfExtra
    // One stray text tells of all, and one facet of all that a value offends.
    let isRepeated =
      verdict.kind == .text && findings.contains { $0.code == .markupTextStray }
      || verdict.kind == .value && findings.contains { $0.field == element }
    if !isTold, !isRepeated { note(finding, field: verdict.kind == .value ? element : nil) }
    return true
  }

  private func note(_ finding: Finding, field: String? = nil) {
    guard findings.count < Self.mostFindings else { return }
    var finding = finding
    finding.field = field
    findings.append(finding)
  }

  private func openBelowRow(_ element: MarkupElement) {
    let parent = nodes[nodes.count - 1]
    // Prefixes count nothing elsewhere, but no schema of ours has a namespace.
    let isForeign = strictness == .judged && element.tag.uri != nil
    if parent >= 0, !isForeign, let node = tree.child(of: parent, for: element, from: &nextChild) {
      enter(node, element)
    } else {
      if strictness != .lenient, nodes.count == 1 {
        let namespace = isForeign ? element.namespace.map { "{\($0)}" } ?? "" : ""
        noteExtra(namespace + element.name, element)
      }
      nodes.append(-1)
    }
  }

  private func enter(_ node: Int, _ element: MarkupElement) {
    nodes.append(node)
    for index in tree.nodes[node].fields.indices {
      let field = tree.nodes[node].fields[index]
      if take(field, element) { captures.append((field, nodes.count)) }
    }
    // A loop over none costs more than this question, at every element.
    if tree.nodes[node].attributes.isEmpty { return }
    for attribute in tree.nodes[node].attributes {
      guard let value = element[attribute: attribute.name], take(attribute.field, element),
        records.mayGrow(by: value.count)
      else { continue }
      cells[attribute.field] = value
    }
  }

  /// Whether a field is met for the first time in its row.
  private func take(_ field: Int, _ element: MarkupElement) -> Bool {
    if isFilled[field] { noteExtra(fields[field], element) }
    defer { isFilled[field] = true }
    return !isFilled[field]
  }

  private func noteExtra(_ name: String, _ element: MarkupElement) {
    guard records.mayHold(cells: fields.count + extras.count + 1) else { return }
    if strictness == .judged, let place = element.place, !extras.contains(name) {
      let code: FindingCode = fields.contains(name) ? .markupElementRepeated : .markupElementUnexpected
      note(Finding(code, facts: place.facts.merging(["element": name]) { $1 }, at: location))
    }
    extras.append(name)
    placeOfExtra = element.place
  }

  private func closeRow() {
    for (index, name) in extras.enumerated() where strictness != .judged && extras.firstIndex(of: name) == index {
      let actual = fields.count + extras.count
      findings.append(
        Finding(
          .extraCell,
          facts: [
            "element": name, "actual": String(actual), "expected": String(fields.count), "line": String(location.line),
          ],
          at: location))
    }
    records.close(cells, at: location, findings: findings)
    nextRecord += 1
  }
}
