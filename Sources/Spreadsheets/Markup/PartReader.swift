/// Walks through the XML of a part, node by node, without ever holding more than one chunk of it.
///
/// No entity is replaced beyond XML's own five, nothing is loaded, and a DOCTYPE ends the reading: a workbook has none
/// (ISO/IEC 29500-2, 6.1.4). Elements come with a start and an end, `<c/>` as well.
final class PartReader {
  enum Node { case start, end, text }

  private let name: String
  private let depth: Int
  /// Where further events come from; nil where they are handed in.
  private let source: PartSource?
  private var events = PartEvents()
  private var current = PartEvents.Event(node: .text, name: nil, content: 0..<0)
  /// Counted as elements are handed out, so that a fault comes behind what stands before it.
  private var openElements = 0

  /// Reads a part to its end.
  init(_ part: InflatedPart, limits: WorkbookLimits) throws {
    name = part.name
    depth = limits.depth
    source = try PartSource(part)
  }

  /// Walks through what it is handed by ``take(_:)``, which is all parsed elsewhere.
  init(partNamed name: String, limits: WorkbookLimits) {
    self.name = name
    depth = limits.depth
    source = nil
  }

  /// Goes on with other events; those before were handed out.
  func take(_ new: consuming PartEvents) { events = new }

  /// Goes to the next node; nil at the end of the part, or of what was handed in. Throws ``SheetFault``.
  func next() throws -> Node? {
    while true {
      if let event = events.popFirst() {
        current = event
        switch event.node {
        case .start:
          if openElements >= depth {
            throw SheetFault.tooBig(name, depth + 1, "levels", limit: depth)
          }
          openElements += 1
        case .end: openElements -= 1
        case .text: break
        }
        return event.node
      }
      if let fault = events.fault { throw fault }
      guard let source, !source.isAtEnd else { return nil }
      events.removeAll()
      try source.read(into: &events)
    }
  }

  /// Whether the current element, prefix aside, has this name.
  func isNamed(_ name: StaticString) -> Bool { isSame(current.name, name) }

  /// Whether `xml:space="preserve"` holds where the reader stands.
  var preservesSpace: Bool { current.preservesSpace }

  /// Appends the bytes of the current text.
  func appendText(to target: inout [UInt8]) { events.appendText(of: current, to: &target) }

  /// Hands out the attributes of the current element; their bytes stay until the body returns.
  func readAttributes(_ body: (Attribute) throws -> Void) rethrows {
    try events.readAttributes(current, body)
  }
}
