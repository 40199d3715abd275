import Tabular

/// What libxml2 told of some chunks of a part, in order: copied, because its own bytes are gone when its callback returns.
///
/// Everything lies in three arrays that are emptied, not freed, between chunks: a cell of a sheet is seven events, and none
/// of them allocates.
struct PartEvents {
  struct Event {
    var node: PartReader.Node
    /// Whether `xml:space="preserve"` holds here.
    var preservesSpace = false
    /// The element's name without its prefix, which the parser keeps as long as it lives.
    var name: UnsafePointer<UInt8>?
    /// Its attributes, or its text.
    var content: Range<Int32>
  }

  private struct AttributeEvent {
    var name: UnsafePointer<UInt8>
    var value: Range<Int32>
  }

  private var events: [Event] = []
  private var attributes: [AttributeEvent] = []
  private var bytes: [UInt8] = []
  private var next = 0
  /// Whether space is preserved within each open element.
  private var spaces: [Bool] = []
  /// What ends the reading behind the events.
  var fault: SheetFault?
  /// Keeps the names.
  var parser: PartParser?

  /// How many elements begin or end in the chunks.
  private(set) var tagCount = 0

  init() {}

  /// Room for about as many events as others took; they go on within what was open there.
  init(after others: borrowing PartEvents) {
    events.reserveCapacity(others.events.count)
    attributes.reserveCapacity(others.attributes.count)
    bytes.reserveCapacity(others.bytes.count)
    spaces = others.spaces
  }

  /// The next event, or nil when another chunk is needed.
  mutating func popFirst() -> Event? {
    guard next < events.count else { return nil }
    next += 1
    return events[next - 1]
  }

  /// Forgets what was handed out.
  mutating func removeAll() {
    events.removeAll(keepingCapacity: true)
    attributes.removeAll(keepingCapacity: true)
    bytes.removeAll(keepingCapacity: true)
    next = 0
    tagCount = 0
  }

  /// Not by a closure, which might change what it reads: all of this would be retained for it.
  func appendText(of event: Event, to target: inout [UInt8]) {
    target.append(contentsOf: bytes[Int(event.content.lowerBound)..<Int(event.content.upperBound)])
  }

  func readAttributes(_ event: Event, _ body: (Attribute) throws -> Void) rethrows {
    guard event.node == .start else { return }
    try bytes.withUnsafeBufferPointer { bytes in
      for index in event.content {
        let attribute = attributes[Int(index)]
        try body(Attribute(name: attribute.name, value: slice(bytes, attribute.value)))
      }
    }
  }

  private func slice(_ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int32>) -> UnsafeBufferPointer<UInt8> {
    UnsafeBufferPointer(rebasing: bytes[Int(range.lowerBound)..<Int(range.upperBound)])
  }
}

// What libxml2 tells.
extension PartEvents {
  /// - Parameter list: five pointers an attribute: local name, prefix, namespace, start and end of its value.
  mutating func open(
    _ name: UnsafePointer<UInt8>, _ list: UnsafeMutablePointer<UnsafePointer<UInt8>?>?, count: Int
  ) {
    let first = Int32(attributes.count)
    var preservesSpace = spaces.last ?? false
    for index in 0..<count {
      guard let list, let name = list[5 * index], let start = list[5 * index + 3], let end = list[5 * index + 4] else {
        continue
      }
      let value = UnsafeBufferPointer(start: start, count: end - start)
      attributes.append(AttributeEvent(name: name, value: append(attribute: value)))
      if isSame(name, "space"), isSame(list[5 * index + 1], "xml") {
        preservesSpace = Attribute(name: name, value: value).hasValue("preserve")
      }
    }
    tagCount += 1
    spaces.append(preservesSpace)
    events.append(
      Event(
        node: .start, preservesSpace: preservesSpace, name: name, content: first..<Int32(attributes.count)))
  }

  mutating func close(_ name: UnsafePointer<UInt8>?) {
    tagCount += 1
    events.append(Event(node: .end, preservesSpace: spaces.popLast() ?? false, name: name, content: 0..<0))
  }

  mutating func text(_ text: UnsafeBufferPointer<UInt8>) {
    events.append(Event(node: .text, name: nil, content: append(text)))
  }

  private mutating func append(attribute value: UnsafeBufferPointer<UInt8>) -> Range<Int32> {
    let start = Int32(bytes.count)
    appendAttribute(value, to: &bytes)
    return start..<Int32(bytes.count)
  }

  private mutating func append(_ text: UnsafeBufferPointer<UInt8>) -> Range<Int32> {
    let start = Int32(bytes.count)
    bytes.append(contentsOf: text)
    return start..<Int32(bytes.count)
  }
}
