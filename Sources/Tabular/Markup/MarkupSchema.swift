import CLibXML2

/// Owns one XML Schema, compiled by libxml2.
struct MarkupSchema: ~Copyable {
  /// Valid as long as the value; a validation must not outlive it.
  let handle: xmlSchemaPtr

  /// What libxml2 says against a text that is no schema for it.
  struct Fault: Error {
    var reason: String
  }

  /// Compiles the text of a schema, UTF-8; what it imports or includes is not loaded.
  init(_ text: [UInt8]) throws(Fault) {
    MarkupLibrary.isReady
    let complaint = Complaint()
    let user = Unmanaged.passUnretained(complaint).toOpaque()
    // Regular expressions complain to the thread's handler instead of the schema's, or else print.
    xmlSetStructuredErrorFunc(user, Self.hear)
    // libxml2 reads the buffer while it compiles and keeps no copy of it.
    let handle = text.withUnsafeBytes { bytes -> xmlSchemaPtr? in
      guard
        let parser = xmlSchemaNewMemParserCtxt(bytes.bindMemory(to: CChar.self).baseAddress, Int32(bytes.count))
      else { return nil }
      defer { xmlSchemaFreeParserCtxt(parser) }
      xmlSchemaSetParserStructuredErrors(parser, Self.hear, user)
      return xmlSchemaParse(parser)
    }
    xmlSetStructuredErrorFunc(nil, nil)
    guard let handle else { throw Fault(reason: complaint.first ?? "libxml2 can't compile it") }
    self.handle = handle
  }

  deinit {
    xmlSchemaFree(handle)
  }

  private static let hear: xmlStructuredErrorFunc = { user, error in
    guard let user, let message = error?.pointee.message else { return }
    let complaint = Unmanaged<Complaint>.fromOpaque(user).takeUnretainedValue()
    if complaint.first == nil {
      complaint.first = String(cString: message).split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }
  }

  private final class Complaint {
    var first: String?
  }
}
