import CLibXML2

extension MarkupParser {
  /// The callbacks of every parser; whatever is not among them is passed over by libxml2 itself.
  static var handler: xmlSAXHandler {
    var handler = xmlSAXHandler()
    handler.initialized = UInt32(XML_SAX2_MAGIC)
    handler.internalSubset = { user, _, _, _ in
      user.map(MarkupParser.parser)?.refuseDocumentType()
    }
    handler.startElementNs = { user, name, prefix, uri, namespaceCount, namespaces, count, _, attributes in
      guard let parser = user.map(MarkupParser.parser), let name else { return }
      parser.open(
        MarkupValidator.Tag(
          name: name, prefix: prefix, uri: uri, namespaces: namespaces, namespaceCount: namespaceCount,
          attributes: attributes, attributeCount: count))
    }
    handler.endElementNs = { user, name, prefix, uri in
      user.map(MarkupParser.parser)?.close(name, prefix: prefix, uri: uri)
    }
    handler.characters = { user, text, count in
      user.map(MarkupParser.parser)?.append(UnsafeBufferPointer(start: text, count: Int(count)))
    }
    handler.ignorableWhitespace = handler.characters
    handler.cdataBlock = { user, text, count in
      user.map(MarkupParser.parser)?.append(UnsafeBufferPointer(start: text, count: Int(count)), isSection: true)
    }
    // What stands between texts must not be taken for them.
    handler.comment = { user, _ in
      user.map(MarkupParser.parser)?.pass()
    }
    handler.processingInstruction = { user, _, _ in
      user.map(MarkupParser.parser)?.pass()
    }
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
