import CLibXML2
import Findings

/// A start tag, while records are made of it.
struct MarkupElement {
  let tag: MarkupEvents.Tag
  let events: MarkupEvents
  /// Where places are measured, in files that are held against a schema.
  let places: MarkupPlaces?

  /// The name without its prefix.
  var name: String { String(cString: tag.name) }

  /// Where the tag starts, in files that are held against a schema.
  var place: MarkupPlace? { places?.place(of: tag.start) }

  /// Whether the name without its prefix is this one, in UTF-8; costs no string.
  func isNamed(_ name: [UInt8]) -> Bool { isSameName(tag.name, name) }

  var namespace: String? { tag.uri.map { String(cString: $0) } }

  /// The value of an attribute by its name without prefix.
  subscript(attribute name: String) -> [UInt8]? {
    for index in tag.attributes {
      let attribute = events.attributes[Int(index)]
      guard String(cString: attribute.name) == name else { continue }
      var value: [UInt8] = []
      events.withBytes(attribute.first, attribute.last) { appendAttribute($0, to: &value) }
      return value
    }
    return nil
  }

  /// Where the tag starts, as the place of record `record`.
  func location(record: Int) -> Location {
    Location(record: record, line: Int(tag.start.line), byteOffset: tag.byteOffset)
  }
}

/// Whether a C string of libxml2 is this name, in UTF-8.
func isSameName(_ text: UnsafePointer<xmlChar>, _ name: [UInt8]) -> Bool {
  name.withUnsafeBufferPointer { name in
    // The first byte that differs ends it, at the latest the zero.
    for index in name.indices where text[index] != name[index] { return false }
    return text[name.count] == 0
  }
}
