import CLibXML2
import Findings

/// A start tag, valid only while the parser is at it.
struct MarkupElement {
  let localName: UnsafePointer<xmlChar>
  let uri: UnsafePointer<xmlChar>?
  /// Five pointers each: name, prefix, namespace, and where the value starts and ends.
  let attributes: UnsafeMutablePointer<UnsafePointer<xmlChar>?>?
  let attributeCount: Int
  let context: xmlParserCtxtPtr
  let conversion: MarkupConversion?
  /// The parser of a file that is held against a schema.
  var judged: MarkupParser?

  /// The name without its prefix.
  var name: String { String(cString: localName) }

  /// Where the tag starts, in files that are held against a schema.
  var place: MarkupPlace? { judged?.place(of: start) }

  /// Whether the name without its prefix is this one, in UTF-8; costs no string.
  func isNamed(_ name: [UInt8]) -> Bool { isSameName(localName, name) }

  var namespace: String? { uri.map { String(cString: $0) } }

  /// The value of an attribute by its name without prefix.
  subscript(attribute name: String) -> [UInt8]? {
    for index in 0..<attributeCount {
      guard let attributes, let local = attributes[5 * index], String(cString: local) == name,
        let start = attributes[5 * index + 3], let end = attributes[5 * index + 4]
      else { continue }
      var value: [UInt8] = []
      appendAttribute(UnsafeBufferPointer(start: start, count: end - start), to: &value)
      return value
    }
    return nil
  }

  /// Where the tag starts, as the place of record `record`.
  func location(record: Int) -> Location {
    let start = start
    let byteOffset = conversion.map { $0.byteOffset(ofTagAt: start.offset) } ?? start.offset
    return Location(record: record, line: start.line, byteOffset: byteOffset)
  }

  /// Where the tag starts: its offset in the text, and its place as far as the parser knows it.
  ///
  /// The parser stands behind the attributes, in which `<` can't stand as itself. Where the parser converts the file
  /// itself, as UTF-16, its bytes can't be told without converting it back, and the offset is 0. The column is right where
  /// the tag is one line.
  var start: Start {
    guard let input = context.pointee.input, let current = input.pointee.cur, let base = input.pointee.base else {
      return Start(offset: 0, line: 0, column: 0)
    }
    var start = current
    var line = Int(input.pointee.line)
    var column = Int(input.pointee.col)
    while start > base {
      start -= 1
      if start.pointee & 0xC0 != 0x80 { column -= 1 }
      if start.pointee == UInt8(ascii: "<") { break }
      if start.pointee == LineBreak.lineFeed { line -= 1 }
    }
    let isConverted = input.pointee.buf?.pointee.encoder != nil
    return Start(
      offset: isConverted ? 0 : max(0, Int(xmlByteConsumed(context)) - (current - start)), line: line,
      column: max(1, column))
  }

  struct Start {
    var offset: Int
    var line: Int
    var column: Int
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
