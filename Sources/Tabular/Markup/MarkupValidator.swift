import CLibXML2

/// Holds the elements of one document against a schema as they come, and collects the verdicts.
///
/// libxml2 would plug its validator in behind our own events, when a row is gone already; so it is plugged into nothing and
/// handed each event. It also validates nothing more of an element once one of its children was unexpected: a misspelt row
/// would end the validation of a whole file, which therefore begins anew behind such a row.
final class MarkupValidator {
  /// A start tag as libxml2 hands it out.
  struct Tag {
    let name: UnsafePointer<xmlChar>
    let prefix: UnsafePointer<xmlChar>?
    let uri: UnsafePointer<xmlChar>?
    let namespaces: UnsafeMutablePointer<UnsafePointer<xmlChar>?>?
    let namespaceCount: Int32
    let attributes: UnsafeMutablePointer<UnsafePointer<xmlChar>?>?
    let attributeCount: Int32
  }

  private let schema: MarkupSchema
  private var validation: MarkupValidation?
  private var verdicts: [MarkupVerdict] = []
  private var depth = 0
  private var isAtEnd = false
  /// The root's names, which the parser keeps.
  private var root: (name: UnsafePointer<xmlChar>, uri: UnsafePointer<xmlChar>?)?
  /// Whether the rest of the root would not be validated.
  private var isLost = false

  init(schema: consuming MarkupSchema) {
    self.schema = schema
    begin()
  }

  deinit {
    // It refers to the schema.
    validation = nil
  }

  /// Whether there are verdicts that nobody took.
  var hasVerdicts: Bool { !verdicts.isEmpty }

  /// The verdicts since the last call.
  func takeVerdicts() -> [MarkupVerdict] {
    defer { verdicts = [] }
    return verdicts
  }

  func open(_ tag: Tag) {
    depth += 1
    if depth == 1 { root = (tag.name, tag.uri) }
    validation?.open(tag)
    if depth == 2, verdicts.contains(where: { $0.kind == .element }) { isLost = true }
  }

  func append(_ text: UnsafeBufferPointer<UInt8>, isSection: Bool) {
    validation?.append(text, isSection: isSection)
  }

  func close(_ name: UnsafePointer<xmlChar>?, prefix: UnsafePointer<xmlChar>?, uri: UnsafePointer<xmlChar>?) {
    isAtEnd = true
    validation?.close(name, prefix: prefix, uri: uri)
    isAtEnd = false
    depth -= 1
    if isLost, depth == 1 { beginAnew() }
  }

  /// What libxml2 calls.
  fileprivate func note(_ error: xmlError) {
    verdicts.append(MarkupVerdict(error, isAtEnd: isAtEnd))
  }

  private func begin() {
    validation = nil
    validation = MarkupValidation(schema.handle, user: Unmanaged.passUnretained(self).toOpaque()) { user, error in
      guard let user, let error else { return }
      Unmanaged<MarkupValidator>.fromOpaque(user).takeUnretainedValue().note(error.pointee)
    }
  }

  /// Begins again within the root, whose attributes were judged.
  private func beginAnew() {
    guard let root else { return }
    isLost = false
    begin()
    validation?.open(
      Tag(
        name: root.name, prefix: nil, uri: root.uri, namespaces: nil, namespaceCount: 0, attributes: nil,
        attributeCount: 0))
  }
}

/// Owns one validation by libxml2 and the plug through which it is handed events.
private final class MarkupValidation {
  private let context: xmlSchemaValidCtxtPtr
  private let plug: xmlSchemaSAXPlugPtr
  /// Where the plug put its handler and what its handler is handed; it writes there again when it is pulled.
  private let handler: UnsafeMutablePointer<xmlSAXHandlerPtr?>
  private let user: UnsafeMutablePointer<UnsafeMutableRawPointer?>
  /// The plug's own callbacks; of its handler, a copy would be made at every event.
  private let sax:
    (
      open: startElementNsSAX2Func?, close: endElementNsSAX2Func?, text: charactersSAXFunc?, section: cdataBlockSAXFunc?
    )

  init(_ schema: xmlSchemaPtr, user owner: UnsafeMutableRawPointer, hear: xmlStructuredErrorFunc) {
    handler = .allocate(capacity: 1)
    handler.initialize(to: nil)
    user = .allocate(capacity: 1)
    user.initialize(to: nil)
    guard let context = xmlSchemaNewValidCtxt(schema), let plug = xmlSchemaSAXPlug(context, handler, user) else {
      preconditionFailure("libxml2 could not make a validator; the memory is exhausted.")
    }
    self.context = context
    self.plug = plug
    let sax = handler.pointee?.pointee
    self.sax = (sax?.startElementNs, sax?.endElementNs, sax?.characters, sax?.cdataBlock)
    xmlSchemaSetValidStructuredErrors(context, hear, owner)
  }

  deinit {
    xmlSchemaSAXUnplug(plug)
    xmlSchemaFreeValidCtxt(context)
    handler.deallocate()
    user.deallocate()
  }

  func open(_ tag: MarkupValidator.Tag) {
    sax.open?(
      user.pointee, tag.name, tag.prefix, tag.uri, tag.namespaceCount, tag.namespaces, tag.attributeCount, 0,
      tag.attributes)
  }

  func append(_ text: UnsafeBufferPointer<UInt8>, isSection: Bool) {
    (isSection ? sax.section : sax.text)?(user.pointee, text.baseAddress, Int32(text.count))
  }

  func close(_ name: UnsafePointer<xmlChar>?, prefix: UnsafePointer<xmlChar>?, uri: UnsafePointer<xmlChar>?) {
    sax.close?(user.pointee, name, prefix, uri)
  }
}
