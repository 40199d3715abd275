/// Parses an XML file, pushed in chunks of any size, in UTF-8 or one of the Japanese encodings.
///
/// One thread uses it at a time, so that it may be handed to another one.
package final class MarkupScanner: @unchecked Sendable {
  private let parser: MarkupParser
  /// The first bytes, until the declaration of an encoding is complete.
  private var head: [UInt8]? = []

  init(isMeasured: Bool) {
    parser = MarkupParser(isMeasured: isMeasured)
  }

  /// Whether the rest of the file will not be parsed.
  package var isStopped: Bool { parser.problem != nil }

  /// Takes the next bytes of the file and hands out what they tell.
  package func read(_ bytes: UnsafeRawBufferPointer, _ hand: (MarkupEvents) -> Void) {
    take(bytes.bindMemory(to: UInt8.self), isLast: false, hand)
  }

  /// Ends the file.
  package func finish(_ hand: (MarkupEvents) -> Void) {
    take(UnsafeBufferPointer(start: nil, count: 0), isLast: true, hand)
    parser.finish(hand)
  }

  private func take(_ bytes: UnsafeBufferPointer<UInt8>, isLast: Bool, _ hand: (MarkupEvents) -> Void) {
    guard var first = head else { return parse(bytes, isLast: isLast, hand) }
    first.append(contentsOf: bytes)
    if !isLast, MarkupDeclaration.isUndecided(first) {
      head = first
      return
    }
    head = nil
    if let encoding = MarkupDeclaration.encoding(of: first) {
      parser.conversion = MarkupConversion(encoding: encoding)
    } else if MarkupDeclaration.isMarked(first) {
      let rewritten = MarkupDeclaration.rewritten(first)
      parser.firstLineShift = first.count - rewritten.count
      first = rewritten
    }
    first.withUnsafeBufferPointer { parse($0, isLast: isLast, hand) }
  }

  private func parse(_ bytes: UnsafeBufferPointer<UInt8>, isLast: Bool, _ hand: (MarkupEvents) -> Void) {
    guard let conversion = parser.conversion else { return parser.parse(bytes, hand) }
    guard parser.problem == nil else { return }
    let text = conversion.convert(bytes, isLast: isLast, consumed: parser.consumed)
    parser.firstLineShift = conversion.firstLineShift
    text.withUnsafeBufferPointer { parser.parse($0, hand) }
  }
}
