import CLibXML2
import Findings

/// Owns one push parser of libxml2 and hands its elements to a shape.
///
/// No option lets it load or replace an entity, a DOCTYPE stops it before its first declaration is read, and what
/// libxml2 has to say comes back as a finding instead of being printed.
final class MarkupParser {
  static let mostLevels = 64
  private static let mostBytesAtOnce = 1 << 20
  /// libxml2's tables are set up once, before several threads could do it at the same time.
  private static let isReady: Void = xmlInitParser()

  private(set) var shape: any MarkupShape
  /// What stopped the parser.
  private(set) var problem: Finding?
  private let records: MarkupRecords
  private let context: xmlParserCtxtPtr
  private var depth = 0

  init(shape: any MarkupShape, records: MarkupRecords) {
    self.shape = shape
    self.records = records
    Self.isReady
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

  func parse(_ bytes: UnsafeBufferPointer<UInt8>) {
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
  func open(
    _ name: UnsafePointer<xmlChar>, uri: UnsafePointer<xmlChar>?,
    attributes: UnsafeMutablePointer<UnsafePointer<xmlChar>?>?, count: Int
  ) {
    guard problem == nil else { return }
    let element = MarkupElement(
      localName: name, uri: uri, attributes: attributes, attributeCount: count, context: context,
      conversion: records.conversion)
    depth += 1
    if depth > Self.mostLevels {
      tooBig("\(depth) levels of elements", "\(Self.mostLevels) levels")
    } else {
      shape.open(element)
      checkSize()
    }
  }

  func append(_ text: UnsafeBufferPointer<UInt8>) {
    guard problem == nil else { return }
    shape.append(text)
    checkSize()
  }

  func close() {
    guard problem == nil else { return }
    depth -= 1
    if records.conversion?.hasDamages == true { records.consumed = consumed }
    shape.close()
    checkSize()
  }

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
