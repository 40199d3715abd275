/// Walks through the XML of a part, node by node, without ever holding more than one chunk of it.
///
/// No entity is replaced beyond XML's own five, nothing is loaded, and a DOCTYPE ends the reading: a workbook has none
/// (ISO/IEC 29500-2, 6.1.4). Elements come with a start and an end, `<c/>` as well.
final class PartReader {
  enum Node { case start, end, text }

  /// Small enough to stay in the processor's second cache with the events made of it.
  private static let chunkBytes = 32 << 10

  private let part: InflatedPart
  private let parser: PartParser
  private let chunk = UnsafeMutableRawBufferPointer.allocate(byteCount: PartReader.chunkBytes, alignment: 16)
  private let depth: Int
  private var events = PartEvents()
  private var current = PartEvents.Event(node: .text, name: nil, content: 0..<0)
  private var isAtEnd = false
  /// How many bytes came without a tag.
  private var untaggedBytes = 0
  /// Counted as elements are handed out, so that a fault comes behind what stands before it.
  private var openElements = 0

  init(_ part: InflatedPart, limits: WorkbookLimits) throws {
    self.part = part
    depth = limits.depth
    parser = try PartParser(name: part.name)
  }

  deinit { chunk.deallocate() }

  /// Goes to the next node; nil at the end of the part. Throws ``SheetFault``.
  func next() throws -> Node? {
    while true {
      if let event = events.popFirst() {
        current = event
        switch event.node {
        case .start:
          if openElements >= depth {
            throw SheetFault.tooBig(part.name, depth + 1, "levels", limit: depth)
          }
          openElements += 1
        case .end: openElements -= 1
        case .text: break
        }
        return event.node
      }
      if let fault = events.fault { throw fault }
      if isAtEnd { return nil }
      try readChunk()
    }
  }

  private func readChunk() throws {
    events.removeAll()
    let count = part.read(into: chunk.baseAddress!, count: chunk.count)
    guard count >= 0 else { throw part.fault ?? SheetFault.damaged("\(part.name): ZIP") }
    isAtEnd = count == 0
    parser.parse(UnsafeRawBufferPointer(rebasing: chunk[..<count]), isLast: isAtEnd, into: &events)
    untaggedBytes = events.hasTags ? 0 : untaggedBytes + count
    if untaggedBytes > PartParser.mostTextBytes, events.fault == nil { events.fault = parser.textTooLong }
  }

  /// Whether the current element, prefix aside, has this name.
  func isNamed(_ name: StaticString) -> Bool { isSame(current.name, name) }

  /// Whether `xml:space="preserve"` holds where the reader stands.
  var preservesSpace: Bool { current.preservesSpace }

  /// Hands out the bytes of the current text; they stay until the body returns.
  func withText<Result>(_ body: (UnsafeBufferPointer<UInt8>) throws -> Result) rethrows -> Result {
    try events.withText(current, body)
  }

  /// Hands out the attributes of the current element; their bytes stay until the body returns.
  func readAttributes(_ body: (Attribute) throws -> Void) rethrows {
    try events.readAttributes(current, body)
  }
}
