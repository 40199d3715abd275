import CLibXML2

/// Walks through the XML of a part, node by node, without ever holding more than one branch of it.
///
/// No entity is replaced beyond XML's own five, nothing is loaded, and a DOCTYPE ends the reading: a workbook has none
/// (ISO/IEC 29500-2, 6.1.4).
final class PartReader {
  enum Node { case start, end, text, other }

  /// What libxml2 said first, for the reason that a person reads.
  private final class Complaint {
    var message: String?
    var code: Int32 = 0
  }

  private let part: InflatedPart
  private let reader: OpaquePointer
  private let complaint = Complaint()
  private let depth: Int

  private static let isReady: Bool = {
    xmlInitParser()
    return true
  }()

  init(_ part: InflatedPart, limits: WorkbookLimits) throws {
    precondition(Self.isReady)
    let created = xmlReaderForIO(
      { context, buffer, count in
        let part = Unmanaged<InflatedPart>.fromOpaque(context!).takeUnretainedValue()
        return Int32(part.read(into: buffer!, count: Int(count)))
      }, nil, Unmanaged.passUnretained(part).toOpaque(), nil, nil, Int32(XML_PARSE_NONET.rawValue))
    guard let created else { throw part.fault ?? SheetFault.damaged("\(part.name): XML") }
    self.part = part
    reader = created
    depth = limits.depth
    xmlTextReaderSetStructuredErrorHandler(
      reader,
      { context, error in
        guard let context, let error else { return }
        let complaint = Unmanaged<Complaint>.fromOpaque(context).takeUnretainedValue()
        // An undeclared prefix doesn't end the reading, so it isn't why the reading ended.
        guard complaint.message == nil, error.pointee.level != XML_ERR_WARNING,
          error.pointee.domain != Int32(XML_FROM_NAMESPACE.rawValue)
        else { return }
        let text = error.pointee.message.map { String(cString: $0) } ?? "XML"
        let line = text.split(separator: "\n").first.map(String.init) ?? text
        complaint.message = "\(line) (line \(error.pointee.line))"
        complaint.code = error.pointee.code
      }, Unmanaged.passUnretained(complaint).toOpaque())
  }

  deinit { xmlFreeTextReader(reader) }

  /// Goes to the next node; nil at the end of the part. Throws ``SheetFault``.
  func next() throws -> Node? {
    let result = xmlTextReaderRead(reader)
    guard result == 1 else {
      if let fault = part.fault { throw fault }
      if result == 0 { return nil }
      throw failure
    }
    switch UInt32(xmlTextReaderNodeType(reader)) {
    case XML_READER_TYPE_ELEMENT.rawValue:
      if Int(xmlTextReaderDepth(reader)) >= depth {
        throw SheetFault.tooBig(part.name, depth + 1, "levels", limit: depth)
      }
      return .start
    case XML_READER_TYPE_END_ELEMENT.rawValue:
      return .end
    case XML_READER_TYPE_TEXT.rawValue, XML_READER_TYPE_CDATA.rawValue, XML_READER_TYPE_WHITESPACE.rawValue,
      XML_READER_TYPE_SIGNIFICANT_WHITESPACE.rawValue:
      return .text
    case XML_READER_TYPE_DOCUMENT_TYPE.rawValue:
      throw SheetFault.damaged("\(part.name): DOCTYPE")
    case XML_READER_TYPE_ENTITY_REFERENCE.rawValue:
      throw SheetFault.damaged("\(part.name): entity")
    default:
      return .other
    }
  }

  /// A parser's own limits (a text of 10 MB) are limits of ours; everything else is damage.
  private var failure: SheetFault {
    let message = "\(part.name): \(complaint.message ?? "XML")"
    let ownLimits = [Int32(XML_ERR_NO_MEMORY.rawValue), Int32(XML_ERR_INTERNAL_ERROR.rawValue)]
    guard ownLimits.contains(complaint.code) else { return .damaged(message) }
    return .tooBig(message, limit: "\(grouped(Int(XML_MAX_TEXT_LENGTH))) bytes")
  }

  /// Whether the current element, prefix aside, has this name.
  func isNamed(_ name: StaticString) -> Bool {
    isSame(xmlTextReaderConstLocalName(reader), name)
  }

  /// Whether the current element is `<c/>`, which has no end of its own.
  var isEmpty: Bool { xmlTextReaderIsEmptyElement(reader) == 1 }

  /// Whether `xml:space="preserve"` holds where the reader stands.
  var preservesSpace: Bool { xmlNodeGetSpacePreserve(xmlTextReaderCurrentNode(reader)) == 1 }

  /// The bytes of the current text, until the next call of ``next()``.
  var text: UnsafeBufferPointer<UInt8> { bytes(xmlTextReaderConstValue(reader)) }

  /// Hands out the attributes of the current element; their bytes stay until the body returns.
  func readAttributes(_ body: (Attribute) throws -> Void) rethrows {
    while xmlTextReaderMoveToNextAttribute(reader) == 1 {
      if xmlTextReaderIsNamespaceDecl(reader) == 1 { continue }
      guard let name = xmlTextReaderConstLocalName(reader) else { continue }
      try body(Attribute(name: name, value: bytes(xmlTextReaderConstValue(reader))))
    }
    xmlTextReaderMoveToElement(reader)
  }

  private func bytes(_ text: UnsafePointer<xmlChar>?) -> UnsafeBufferPointer<UInt8> {
    UnsafeBufferPointer(start: text, count: text.map { Int(xmlStrlen($0)) } ?? 0)
  }
}
