import CLibXML2
import Findings

/// Owns one push parser of libxml2 and hands its elements to a shape.
///
/// No option lets it load or replace an entity, a DOCTYPE stops it before its first declaration is read, and what
/// libxml2 has to say comes back as a finding instead of being printed.
final class MarkupParser {
  static let mostLevels = 64
  private static let mostBytesAtOnce = 1 << 20
  /// The root and the rows of our own shape.
  private static let levelsAboveFields = 2
  private(set) var shape: any MarkupShape
  /// What stopped the parser.
  private(set) var problem: Finding?
  private let records: MarkupRecords
  private let context: xmlParserCtxtPtr
  private var depth = 0

  // What a file that is held against a schema has besides.
  private let validator: MarkupValidator?
  private var ruler: MarkupRuler?
  private var openTags: [OpenTag] = []
  /// How far the parser's last event reached, in bytes of the text.
  private var passed = 0
  /// Whether the parser's last event was a start tag, whose end it has yet to pass.
  private var isInTag = false

  /// An element that is open; where it starts is measured when somebody asks, or before the ruler goes past it.
  private struct OpenTag {
    var name: UnsafePointer<xmlChar>
    var uri: UnsafePointer<xmlChar>?
    var start: MarkupElement.Start
    var place: MarkupPlace?
  }

  init(shape: any MarkupShape, records: MarkupRecords, validator: MarkupValidator? = nil) {
    self.shape = shape
    self.records = records
    self.validator = validator
    if validator != nil { ruler = MarkupRuler() }
    MarkupLibrary.isReady
    var handler = Self.handler
    guard let context = xmlCreatePushParserCtxt(&handler, nil, nil, 0, nil) else {
      preconditionFailure("libxml2 could not make a parser; the memory is exhausted.")
    }
    self.context = context
    xmlCtxtUseOptions(context, Int32(XML_PARSE_NONET.rawValue))
    context.pointee.userData = Unmanaged.passUnretained(self).toOpaque()
  }

  deinit {
    xmlFreeParserCtxt(context)
  }

  /// How many bytes were parsed; what is not is kept by libxml2.
  var consumed: Int { max(0, Int(xmlByteConsumed(context))) }

  /// - Parameter firstLineShift: by how many characters the first line of the file is longer than that of the text.
  func parse(_ bytes: UnsafeBufferPointer<UInt8>, firstLineShift: Int) {
    ruler?.firstLineShift = firstLineShift
    var start = 0
    while start < bytes.count, problem == nil {
      let count = min(bytes.count - start, Self.mostBytesAtOnce)
      feed(UnsafeBufferPointer(rebasing: bytes[start..<start + count]), isLast: false)
      start += count
    }
  }

  func finish() {
    if problem == nil { feed(UnsafeBufferPointer(start: nil, count: 0), isLast: true) }
  }

  /// Conversions of characters complain to the thread's handler instead of the parser's.
  private func feed(_ bytes: UnsafeBufferPointer<UInt8>, isLast: Bool) {
    // Places in what the parser itself converts are as good as the parser's own.
    if isConverted { ruler = nil }
    if let ruler, consumed - ruler.offset > MarkupRuler.mostBytesBehind { measureOpenTags() }
    ruler?.feed(bytes, consumed: consumed)
    xmlSetStructuredErrorFunc(context.pointee.userData, context.pointee.sax?.pointee.serror)
    defer { xmlSetStructuredErrorFunc(nil, nil) }
    let code = bytes.withMemoryRebound(to: CChar.self) {
      xmlParseChunk(context, $0.baseAddress, Int32($0.count), isLast ? 1 : 0)
    }
    guard problem == nil, context.pointee.wellFormed == 0 || context.pointee.disableSAX != 0 else { return }
    problem = malformed("The parser gave up (\(code)).", line: 0)
  }
}

// What libxml2 calls.
extension MarkupParser {
  func open(_ tag: MarkupValidator.Tag) {
    guard problem == nil else { return }
    var element = MarkupElement(
      localName: tag.name, uri: tag.uri, attributes: tag.attributes, attributeCount: Int(tag.attributeCount),
      context: context, conversion: records.conversion)
    depth += 1
    guard depth <= Self.mostLevels else {
      return tooBig("\(depth) levels of elements", "\(Self.mostLevels) levels")
    }
    if validator != nil {
      let start = element.start
      element.judged = self
      openTags.append(OpenTag(name: tag.name, uri: tag.uri, start: start))
      if depth <= Self.levelsAboveFields { advance(to: start.offset) }
      pass()
      isInTag = true
    }
    shape.open(element)
    checkSize()
    if problem == nil, let verdicts = validator?.open(tag) { judge(verdicts) }
  }

  func append(_ text: UnsafeBufferPointer<UInt8>, isSection: Bool = false) {
    guard problem == nil else { return }
    shape.append(text)
    checkSize()
    guard problem == nil, let validator else { return }
    let verdicts = validator.append(text, isSection: isSection)
    if !verdicts.isEmpty { judge(verdicts, at: place(of: text)) }
    pass()
  }

  /// A row is judged before it is handed out.
  func close(_ name: UnsafePointer<xmlChar>?, prefix: UnsafePointer<xmlChar>?, uri: UnsafePointer<xmlChar>?) {
    guard problem == nil else { return }
    depth -= 1
    if records.conversion?.hasDamages == true { records.consumed = consumed }
    if let validator {
      judge(validator.close(name, prefix: prefix, uri: uri))
      openTags.removeLast()
      pass()
      guard problem == nil else { return }
    }
    shape.close()
    checkSize()
  }

  /// Goes on behind what was read.
  func pass() {
    isInTag = false
    if ruler != nil, !isConverted { passed = consumed }
  }

  /// Hands verdicts to the row that they are about; one about no row stops the reading.
  private func judge(_ verdicts: [MarkupVerdict], at place: MarkupPlace? = nil) {
    guard let tag = openTags.last else { return }
    for verdict in verdicts where problem == nil {
      // As libxml2 writes it: no schema of ours has a namespace.
      let element = (tag.uri.map { "{\(String(cString: $0))}" } ?? "") + String(cString: tag.name)
      let place = place ?? tag.place ?? self.place(of: tag.start)
      if !shape.judge(verdict, on: element, at: place) { stop(verdict.finding(about: element, at: place)) }
    }
  }

  func place(of start: MarkupElement.Start) -> MarkupPlace {
    guard let ruler, !isConverted else { return MarkupPlace(line: start.line, column: start.column) }
    return ruler.place(at: start.offset)
  }

  /// Lets the ruler go past what is open.
  private func advance(to offset: Int) {
    guard ruler != nil, !isConverted else { return }
    measureOpenTags()
    ruler?.advance(to: offset)
  }

  private func measureOpenTags() {
    for index in openTags.indices where openTags[index].place == nil {
      openTags[index].place = place(of: openTags[index].start)
    }
  }

  /// Where the first character of a text stands that is no space; where libxml2 decodes the file, where the text ends.
  private func place(of text: UnsafeBufferPointer<UInt8>) -> MarkupPlace {
    guard let ruler, !isConverted else { return ownPlace }
    return ruler.placeOfText(from: passed, behindTag: isInTag)
  }

  /// Where libxml2 itself stands.
  private var ownPlace: MarkupPlace {
    MarkupPlace(line: line, column: max(1, Int(context.pointee.input?.pointee.col ?? 1)))
  }

  /// Whether libxml2 decodes the file, so that its offsets are not those of what it was fed.
  private var isConverted: Bool { context.pointee.input?.pointee.buf?.pointee.encoder != nil }

  func refuseDocumentType() {
    stop(Finding(.documentTypeRefused, facts: ["line": String(line)]))
  }

  /// Keeps the first error after which nothing more is read. A file that ends within an element is told as cut off,
  /// since libxml2 has the same words for it as for text behind the root.
  func note(_ error: xmlError) {
    let isConversion = error.domain == Int32(XML_FROM_I18N.rawValue) || error.domain == Int32(XML_FROM_IO.rawValue)
    guard problem == nil, error.level == XML_ERR_FATAL || isConversion else { return }
    var reason = error.message.map { String(cString: $0) } ?? "error \(error.code)"
    if error.code == Int32(XML_ERR_DOCUMENT_END.rawValue), depth > 0, let name = context.pointee.name {
      reason = "Premature end of data in tag \(String(cString: name))"
    }
    problem = malformed(reason, line: Int(error.line))
  }

  private var line: Int { max(1, Int(xmlSAX2GetLineNumber(UnsafeMutableRawPointer(context)))) }

  private func malformed(_ reason: String, line: Int) -> Finding {
    let words = reason.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    return Finding(.markupMalformed, facts: ["line": String(line > 0 ? line : self.line), "reason": words])
  }

  private func checkSize() {
    if let excess = records.excess { tooBig(excess.actual, excess.limit) }
  }

  private func tooBig(_ actual: String, _ limit: String) {
    stop(Finding(.markupTooBig, facts: ["actual": actual, "limit": limit, "line": String(line)]))
  }

  /// Stops libxml2 from within one of its events. Where it complains it must not be stopped, for it may be in the middle
  /// of its input; after a fatal error it sends no more events anyway.
  private func stop(_ finding: Finding) {
    problem = finding
    xmlStopParser(context)
  }
}
