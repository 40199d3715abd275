import CLibXML2

extension MarkupParser {
  /// The callbacks of every parser; whatever is not among them is passed over by libxml2 itself.
  static var handler: xmlSAXHandler {
    var handler = xmlSAXHandler()
    handler.initialized = UInt32(XML_SAX2_MAGIC)
    handler.internalSubset = { user, _, _, _ in
      user.map(MarkupParser.parser)?.refuseDocumentType()
    }
    handler.startElementNs = { user, name, _, uri, _, _, count, _, attributes in
      guard let parser = user.map(MarkupParser.parser), let name else { return }
      parser.open(name, uri: uri, attributes: attributes, count: Int(count))
    }
    handler.endElementNs = { user, _, _, _ in
      user.map(MarkupParser.parser)?.close()
    }
    handler.characters = { user, text, count in
      user.map(MarkupParser.parser)?.append(UnsafeBufferPointer(start: text, count: Int(count)))
    }
    handler.ignorableWhitespace = handler.characters
    handler.cdataBlock = handler.characters
    handler.serror = { user, error in
      guard let parser = user.map(MarkupParser.parser), let error else { return }
      parser.note(error.pointee)
    }
    return handler
  }

  private static func parser(_ user: UnsafeMutableRawPointer) -> MarkupParser {
    Unmanaged.fromOpaque(user).takeUnretainedValue()
  }
}
