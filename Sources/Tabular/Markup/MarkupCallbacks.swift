import CLibXML2

extension MarkupParser {
  /// The callbacks of every parser; whatever is not among them is passed over by libxml2 itself.
  static var handler: xmlSAXHandler {
    var handler = xmlSAXHandler()
    handler.initialized = UInt32(XML_SAX2_MAGIC)
    handler.internalSubset = { user, _, _, _ in MarkupParser.parser(user) { $0.refuseDocumentType() } }
    handler.startElementNs = { user, name, prefix, uri, namespaceCount, namespaces, count, _, attributes in
      guard let name else { return }
      let tag = MarkupValidator.Tag(
        name: name, prefix: prefix, uri: uri, namespaces: namespaces, namespaceCount: namespaceCount,
        attributes: attributes, attributeCount: count)
      MarkupParser.parser(user) { $0.open(tag) }
    }
    handler.endElementNs = { user, _, _, _ in MarkupParser.parser(user) { $0.close() } }
    handler.characters = { user, text, count in
      MarkupParser.parser(user) { $0.append(UnsafeBufferPointer(start: text, count: Int(count))) }
    }
    handler.ignorableWhitespace = handler.characters
    handler.cdataBlock = { user, text, count in
      MarkupParser.parser(user) { $0.append(UnsafeBufferPointer(start: text, count: Int(count)), isSection: true) }
    }
    // What stands between texts must not be taken for them.
    handler.comment = { user, _ in MarkupParser.parser(user) { $0.pass() } }
    handler.processingInstruction = { user, _, _ in MarkupParser.parser(user) { $0.pass() } }
    handler.serror = { user, error in
      guard let error else { return }
      MarkupParser.parser(user) { $0.note(error.pointee) }
    }
    return handler
  }

  @inline(__always)
  private static func parser(_ user: UnsafeMutableRawPointer?, _ body: (MarkupParser) -> Void) {
    guard let user else { return }
    Unmanaged<MarkupParser>.fromOpaque(user)._withUnsafeGuaranteedRef(body)
  }
}
