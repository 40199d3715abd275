import CLibXML2
import Findings

/// What libxml2 told of some bytes of a file, in order: copied, because its own bytes are gone when its callback returns.
///
/// Whoever holds it is the only one, so that the thread which parses can hand it to the one that validates, and that one to
/// the one that makes records.
package final class MarkupEvents: @unchecked Sendable {
  enum Kind { case start, end, text, section, other }

  struct Event {
    var kind: Kind
    /// Where the parser stood, as it counts itself.
    var line: Int32
    var column: Int32
    /// How far it had come, in bytes of the text.
    var passed: Int
    /// Of a start, the index of its tag in ``tags``; of a text, its range in ``bytes``.
    var first: Int32 = 0
    var last: Int32 = 0
  }

  /// A start tag; its names are kept by the parser.
  struct Tag {
    var name: UnsafePointer<xmlChar>
    var prefix: UnsafePointer<xmlChar>?
    var uri: UnsafePointer<xmlChar>?
    var start: MarkupStart
    /// Where it starts in the file; in the text, where the text is the file.
    var byteOffset: Int
    var attributes: Range<Int32>
    var namespaces: Range<Int32>
  }

  /// An attribute, whose value is a range of ``bytes``, as libxml2's callbacks hand it out.
  struct Attribute {
    var name: UnsafePointer<xmlChar>
    var prefix: UnsafePointer<xmlChar>?
    var uri: UnsafePointer<xmlChar>?
    var first: Int32
    var last: Int32
  }

  var list: [Event] = []
  var tags: [Tag] = []
  var attributes: [Attribute] = []
  /// Prefix and name of each.
  var namespaces: [UnsafePointer<xmlChar>?] = []
  var bytes: [UInt8] = []
  /// The text that the parser was fed, where places in it may be asked for, and how much it had consumed before.
  var fed: [UInt8] = []
  var consumed = 0
  /// Whether libxml2 decodes the file, so that its offsets are not those of what it was fed.
  var isConverted = false
  /// By how many characters the first line of the file is longer than that of the text.
  var firstLineShift = 0
  /// What the conversion of these bytes found.
  var damages: [MarkupDamage] = []
  /// What stopped the parser, behind the events.
  var problem: Finding?
  /// The schema's verdicts on events, in order.
  var verdicts: [(event: Int, verdict: MarkupVerdict)] = []
  /// Keeps the names.
  private let parser: MarkupParser

  /// How many there are of everything.
  struct Sizes {
    var list: Int
    var tags: Int
    var bytes: Int
  }

  var sizes: Sizes { Sizes(list: list.count, tags: tags.count, bytes: bytes.count) }

  /// - Parameter sizes: what to have room for.
  init(of parser: MarkupParser, sizes: Sizes?) {
    self.parser = parser
    guard let sizes else { return }
    list.reserveCapacity(sizes.list)
    tags.reserveCapacity(sizes.tags)
    bytes.reserveCapacity(sizes.bytes)
  }

  /// The bytes of a text or of a value.
  @inline(__always)
  func withBytes<Result>(_ first: Int32, _ last: Int32, _ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result {
    bytes.withUnsafeBufferPointer { body(UnsafeBufferPointer(rebasing: $0[Int(first)..<Int(last)])) }
  }
}

// What the parser writes.
extension MarkupEvents {
  func open(_ tag: MarkupValidator.Tag, _ start: MarkupStart, byteOffset: Int, _ event: Event) {
    let firstAttribute = Int32(attributes.count)
    for index in 0..<Int(tag.attributeCount) {
      // Five pointers each: name, prefix, namespace, and where the value starts and ends.
      guard let list = tag.attributes, let name = list[5 * index], let start = list[5 * index + 3],
        let end = list[5 * index + 4]
      else { continue }
      let value = add(UnsafeBufferPointer(start: start, count: end - start))
      attributes.append(
        Attribute(
          name: name, prefix: list[5 * index + 1], uri: list[5 * index + 2], first: value.lowerBound,
          last: value.upperBound))
    }
    let firstNamespace = Int32(namespaces.count)
    for index in 0..<2 * Int(tag.namespaceCount) { namespaces.append(tag.namespaces?[index]) }
    var event = event
    event.first = Int32(tags.count)
    list.append(event)
    tags.append(
      Tag(
        name: tag.name, prefix: tag.prefix, uri: tag.uri, start: start, byteOffset: byteOffset,
        attributes: firstAttribute..<Int32(attributes.count), namespaces: firstNamespace..<Int32(namespaces.count)))
  }

  func append(_ text: UnsafeBufferPointer<UInt8>, _ event: Event) {
    var event = event
    let range = add(text)
    event.first = range.lowerBound
    event.last = range.upperBound
    list.append(event)
  }

  private func add(_ new: UnsafeBufferPointer<UInt8>) -> Range<Int32> {
    let start = Int32(bytes.count)
    bytes.append(contentsOf: new)
    return start..<Int32(bytes.count)
  }
}

/// Where a start tag starts: its offset in the text, and its place as far as the parser knows it.
struct MarkupStart {
  var offset: Int
  var line: Int32
  var column: Int32
}
