import CLibXML2

/// Owns one push parser of libxml2 for a part of a workbook and writes down what it tells.
///
/// The reader interface of libxml2 would be less code, but it builds a node for every element and text, of which a sheet has
/// millions.
final class PartParser {
  private let name: String
  private let context: xmlParserCtxtPtr
  private var events = PartEvents()
  /// What libxml2 said first, for the reason that a person reads.
  private var complaint: (message: String, code: Int32)?

  private static let isReady: Bool = {
    xmlInitParser()
    return true
  }()

  init(name: String) throws {
    precondition(Self.isReady)
    self.name = name
    var handler = Self.handler
    guard let context = xmlCreatePushParserCtxt(&handler, nil, nil, 0, nil) else {
      throw SheetFault.damaged("\(name): XML")
    }
    self.context = context
    xmlCtxtUseOptions(context, Int32(XML_PARSE_NONET.rawValue))
    context.pointee.userData = Unmanaged.passUnretained(self).toOpaque()
  }

  deinit { xmlFreeParserCtxt(context) }

  /// Parses the bytes that follow and adds what they say; behind a fault nothing more is parsed.
  func parse(_ bytes: UnsafeRawBufferPointer, isLast: Bool, into target: inout PartEvents) {
    // Swapped, not copied: the callbacks reach this object only.
    swap(&events, &target)
    defer {
      swap(&events, &target)
      target.parser = self
    }
    let start = bytes.baseAddress?.assumingMemoryBound(to: CChar.self)
    xmlParseChunk(context, start, Int32(bytes.count), isLast ? 1 : 0)
    if context.pointee.wellFormed == 0 || context.pointee.disableSAX != 0, events.fault == nil {
      events.fault = failure
    }
  }

  /// A parser's own limits (an attribute of 10 MB) are limits of ours; everything else is damage.
  private var failure: SheetFault {
    let message = "\(name): \(complaint?.message ?? "XML")"
    let ownLimits = [Int32(XML_ERR_NO_MEMORY.rawValue), Int32(XML_ERR_INTERNAL_ERROR.rawValue)]
    guard ownLimits.contains(complaint?.code ?? 0) else { return .damaged(message) }
    return .tooBig(message, limit: "\(grouped(Self.mostTextBytes)) bytes")
  }

  /// The limit that libxml2 has where it is fed at once, and not where it is fed in chunks.
  static let mostTextBytes = Int(XML_MAX_TEXT_LENGTH)

  var textTooLong: SheetFault {
    .tooBig("\(name): \(grouped(Self.mostTextBytes))+ bytes", limit: "\(grouped(Self.mostTextBytes)) bytes")
  }

  private func refuse(_ what: String) {
    events.fault = events.fault ?? SheetFault.damaged("\(name): \(what)")
    xmlStopParser(context)
  }

  private func note(_ error: xmlError) {
    // An undeclared prefix doesn't end the reading, so it isn't why the reading ended.
    guard complaint == nil, error.level != XML_ERR_WARNING, error.domain != Int32(XML_FROM_NAMESPACE.rawValue)
    else { return }
    let text = error.message.map { String(cString: $0) } ?? "XML"
    let line = text.split(separator: "\n").first.map(String.init) ?? text
    complaint = ("\(line) (line \(error.line))", error.code)
  }
}

extension PartParser {
  /// What is not among these is passed over by libxml2 itself.
  private static var handler: xmlSAXHandler {
    var handler = xmlSAXHandler()
    handler.initialized = UInt32(XML_SAX2_MAGIC)
    handler.internalSubset = { user, _, _, _ in PartParser.parser(user) { $0.refuse("DOCTYPE") } }
    handler.reference = { user, _ in PartParser.parser(user) { $0.refuse("entity") } }
    handler.startElementNs = { user, name, _, _, _, _, count, _, attributes in
      guard let name else { return }
      PartParser.parser(user) { $0.events.open(name, attributes, count: Int(count)) }
    }
    handler.endElementNs = { user, name, _, _ in PartParser.parser(user) { $0.events.close(name) } }
    handler.characters = { user, text, count in
      PartParser.parser(user) { $0.events.text(UnsafeBufferPointer(start: text, count: Int(count))) }
    }
    handler.ignorableWhitespace = handler.characters
    handler.cdataBlock = handler.characters
    handler.serror = { user, error in
      guard let error else { return }
      PartParser.parser(user) { $0.note(error.pointee) }
    }
    return handler
  }

  @inline(__always)
  private static func parser(_ user: UnsafeMutableRawPointer?, _ body: (PartParser) -> Void) {
    guard let user else { return }
    Unmanaged<PartParser>.fromOpaque(user)._withUnsafeGuaranteedRef(body)
  }
}
