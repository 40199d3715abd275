import Findings

/// Rows at a path of element names, with a cell for each path below the row; the first record is the paths themselves.
struct PathShape: MarkupShape {
  private(set) var functionName: String?

  private let rowPath: [String]
  private let row: String
  private let fields: [String]
  private let tree: MarkupPathTree
  /// Whether an element directly below the row that is no field is a finding.
  private let refusesUnknown: Bool
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
  private var captures: [(field: Int, level: Int)] = []
  private var extras: [String] = []

  init(row: String, fields: [String], refusesUnknown: Bool, records: MarkupRecords) {
    self.row = row
    self.fields = fields
    self.refusesUnknown = refusesUnknown
    self.records = records
    rowPath = row.split(separator: "/").map { MarkupPathTree.localName($0) }
    tree = MarkupPathTree(fields: fields)
    records.close(fields.map { Array($0.utf8) }, at: location)
  }

  /// Our own shape may have no rows, but a path leads to them or is wrong.
  var missing: String? {
    deepest >= (refusesUnknown ? rowPath.count - 1 : rowPath.count) ? nil : row
  }

  mutating func open(_ element: MarkupElement) {
    depth += 1
    guard nodes.isEmpty else { return openBelowRow(element) }
    guard matched == depth - 1, depth <= rowPath.count, element.name == rowPath[depth - 1] else { return }
    matched = depth
    deepest = max(deepest, matched)
    if depth == 1 { functionName = element[attribute: "function"].map { String(decoding: $0, as: UTF8.self) } }
    guard matched == rowPath.count else { return }
    location = element.location(record: nextRecord)
    cells = Array(repeating: [], count: fields.count)
    isFilled = Array(repeating: false, count: fields.count)
    extras = []
    enter(0, element)
  }

  mutating func append(_ text: UnsafeBufferPointer<UInt8>) {
    for capture in captures where records.mayGrow(by: text.count) {
      cells[capture.field].append(contentsOf: text)
    }
  }

  mutating func close() {
    if !nodes.isEmpty {
      captures.removeAll { $0.level == nodes.count }
      nodes.removeLast()
      if nodes.isEmpty { closeRow() }
    }
    if matched == depth { matched -= 1 }
    depth -= 1
  }

  private mutating func openBelowRow(_ element: MarkupElement) {
    let name = element.name
    let parent = nodes[nodes.count - 1]
    if let node = parent < 0 ? nil : tree.nodes[parent].children[name] {
      enter(node, element)
    } else {
      if refusesUnknown, nodes.count == 1 { noteExtra(name) }
      nodes.append(-1)
    }
  }

  private mutating func enter(_ node: Int, _ element: MarkupElement) {
    nodes.append(node)
    for field in tree.nodes[node].fields where take(field) {
      captures.append((field, nodes.count))
    }
    for attribute in tree.nodes[node].attributes {
      guard let value = element[attribute: attribute.name], take(attribute.field), records.mayGrow(by: value.count)
      else { continue }
      cells[attribute.field] = value
    }
  }

  /// Whether a field is met for the first time in its row.
  private mutating func take(_ field: Int) -> Bool {
    if isFilled[field] { noteExtra(fields[field]) }
    defer { isFilled[field] = true }
    return !isFilled[field]
  }

  private mutating func noteExtra(_ name: String) {
    if records.mayHold(cells: fields.count + extras.count + 1) { extras.append(name) }
  }

  private mutating func closeRow() {
    var findings: [Finding] = []
    for (index, name) in extras.enumerated() where extras.firstIndex(of: name) == index {
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
