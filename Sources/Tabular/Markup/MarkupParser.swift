import CLibXML2
import Findings

/// Owns one push parser of libxml2 and writes down what it tells.
///
/// No option lets it load or replace an entity, a DOCTYPE stops it before its first declaration is read, and what
/// libxml2 has to say comes back as a finding instead of being printed.
final class MarkupParser {
  static let mostLevels = 64
  private static let mostBytesAtOnce = 1 << 20
  /// libxml2 moves what it has yet to read, time and again, so that it gets little at once.
  private static let mostBytesOfPush = 16 << 10

  /// What stopped the parser.
  private(set) var problem: Finding?
  /// The same, for whoever asks at every event.
  private var isStopped = false
  private let context: xmlParserCtxtPtr
  /// Tells where in the file something stands that is converted before it is parsed.
  var conversion: MarkupConversion?
  /// By how many characters the first line of the file is longer than that of the text.
  var firstLineShift = 0
  /// Whether places in the text may be asked for.
  private let isMeasured: Bool
  /// Whether libxml2 decodes the file, so that its offsets are not those of what it was fed: asked at the root, because a
  /// parser that was stopped has forgotten.
  private var isConverted = false
  private var depth = 0
  /// What the callbacks write to, which lives as long as they are called.
  private var events: Unmanaged<MarkupEvents>?
  /// What was handed out last.
  private var latest: MarkupEvents.Sizes?

  init(isMeasured: Bool) {
    self.isMeasured = isMeasured
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

  /// Hands out what the bytes tell; behind a problem nothing more is parsed.
  func parse(_ bytes: UnsafeBufferPointer<UInt8>, _ hand: (MarkupEvents) -> Void) {
    var start = 0
    while start < bytes.count, !isStopped {
      let count = min(bytes.count - start, Self.mostBytesAtOnce)
      hand(feed(UnsafeBufferPointer(rebasing: bytes[start..<start + count]), isLast: false))
      start += count
    }
  }

  /// Ends the file.
  func finish(_ hand: (MarkupEvents) -> Void) {
    if !isStopped { hand(feed(UnsafeBufferPointer(start: nil, count: 0), isLast: true)) }
  }

  /// Conversions of characters complain to the thread's handler instead of the parser's.
  private func feed(_ bytes: UnsafeBufferPointer<UInt8>, isLast: Bool) -> MarkupEvents {
    let events = MarkupEvents(of: self, sizes: latest)
    if isMeasured, !isConverted { events.fed = Array(bytes) }
    events.consumed = consumed
    events.firstLineShift = firstLineShift
    events.damages = conversion?.takeDamages() ?? []
    self.events = .passUnretained(events)
    xmlSetStructuredErrorFunc(context.pointee.userData, context.pointee.sax?.pointee.serror)
    withExtendedLifetime(events) { push(bytes, isLast: isLast) }
    xmlSetStructuredErrorFunc(nil, nil)
    self.events = nil
    events.isConverted = isConverted
    events.problem = problem
    latest = events.sizes
    return events
  }

  private func push(_ bytes: UnsafeBufferPointer<UInt8>, isLast: Bool) {
    // What it decodes itself, it decodes as it is pushed: less at once, and it would complain from another line.
    let most = depth > 0 && !isConverted ? Self.mostBytesOfPush : bytes.count
    var start = 0
    repeat {
      let count = min(bytes.count - start, most)
      let part = UnsafeBufferPointer(rebasing: bytes[start..<start + count])
      let code = part.withMemoryRebound(to: CChar.self) {
        xmlParseChunk(context, $0.baseAddress, Int32($0.count), isLast ? 1 : 0)
      }
      start += count
      if problem == nil, context.pointee.wellFormed == 0 || context.pointee.disableSAX != 0 {
        stopped(by: malformed("The parser gave up (\(code)).", line: 0))
      }
    } while start < bytes.count && !isStopped
  }
}

// What libxml2 calls.
extension MarkupParser {
  func open(_ tag: MarkupValidator.Tag) {
    guard !isStopped, let events else { return }
    depth += 1
    guard depth <= Self.mostLevels else {
      let facts = ["actual": "\(depth) levels of elements", "limit": "\(Self.mostLevels) levels", "line": String(line)]
      return stop(Finding(.markupTooBig, facts: facts))
    }
    if depth == 1 { isConverted = context.pointee.input?.pointee.buf?.pointee.encoder != nil }
    let start = start
    let byteOffset = conversion.map { $0.byteOffset(ofTagAt: start.offset) } ?? start.offset
    events._withUnsafeGuaranteedRef { $0.open(tag, start, byteOffset: byteOffset, event(.start)) }
  }

  func append(_ text: UnsafeBufferPointer<UInt8>, isSection: Bool = false) {
    guard !isStopped, let events else { return }
    events._withUnsafeGuaranteedRef { $0.append(text, event(isSection ? .section : .text)) }
  }

  func close() {
    guard !isStopped, let events else { return }
    depth -= 1
    events._withUnsafeGuaranteedRef { $0.list.append(event(.end)) }
  }

  /// Something stands between texts that is passed over.
  func pass() {
    guard !isStopped, let events else { return }
    events._withUnsafeGuaranteedRef { $0.list.append(event(.other)) }
  }

  private func event(_ kind: MarkupEvents.Kind) -> MarkupEvents.Event {
    guard let input = context.pointee.input else {
      return MarkupEvents.Event(kind: kind, line: 1, column: 1, passed: 0)
    }
    return MarkupEvents.Event(kind: kind, line: input.pointee.line, column: input.pointee.col, passed: passed(input))
  }

  /// How far the parser has come, in bytes of the text; 0 where it converts the file itself, whose bytes can't be told
  /// without converting it back.
  private func passed(_ input: xmlParserInputPtr) -> Int {
    guard !isConverted, let current = input.pointee.cur, let base = input.pointee.base else { return 0 }
    return Int(input.pointee.consumed) + (current - base)
  }

  /// Where the tag starts that was just read.
  ///
  /// The parser stands behind the attributes, in which `<` can't stand as itself. The column is right where the tag is one
  /// line.
  private var start: MarkupStart {
    guard let input = context.pointee.input, let current = input.pointee.cur, let base = input.pointee.base else {
      return MarkupStart(offset: 0, line: 0, column: 0)
    }
    var start = current
    var line = input.pointee.line
    var column = input.pointee.col
    while start > base {
      start -= 1
      if start.pointee & 0xC0 != 0x80 { column -= 1 }
      if start.pointee == UInt8(ascii: "<") { break }
      if start.pointee == LineBreak.lineFeed { line -= 1 }
    }
    return MarkupStart(offset: max(0, passed(input) - (current - start)), line: line, column: max(1, column))
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
    stopped(by: malformed(reason, line: Int(error.line)))
  }

  private var line: Int { max(1, Int(xmlSAX2GetLineNumber(UnsafeMutableRawPointer(context)))) }

  private func malformed(_ reason: String, line: Int) -> Finding {
    let words = reason.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    return Finding(.markupMalformed, facts: ["line": String(line > 0 ? line : self.line), "reason": words])
  }

  private func stopped(by finding: Finding) {
    problem = finding
    isStopped = true
  }

  /// Stops libxml2 from within one of its events. Where it complains it must not be stopped, for it may be in the middle
  /// of its input; after a fatal error it sends no more events anyway.
  private func stop(_ finding: Finding) {
    stopped(by: finding)
    xmlStopParser(context)
  }
}
