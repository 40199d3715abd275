/// Collects what stands in one `<c>` and makes text of it (ISO/IEC 29500-1, 18.3.1.4).
struct CellParser {
  enum Kind {
    case number, shared, text, boolean, error, date

    /// The value of the attribute `t`; an unknown one reads as text.
    init(_ attribute: Attribute) {
      if attribute.hasValue("s") {
        self = .shared
      } else if attribute.hasValue("n") {
        self = .number
      } else if attribute.hasValue("b") {
        self = .boolean
      } else if attribute.hasValue("e") {
        self = .error
      } else if attribute.hasValue("d") {
        self = .date
      } else {
        self = .text
      }
    }
  }

  var kind = Kind.number
  var style = 0

  private let strings: SharedStrings
  private let styles: StyleSheet
  private let is1904: Bool
  private var stored: [UInt8] = []
  private var isValue = false
  private var inline = TextItem()

  init(strings: SharedStrings, styles: StyleSheet, is1904: Bool) {
    self.strings = strings
    self.styles = styles
    self.is1904 = is1904
  }

  mutating func open() {
    kind = .number
    style = 0
    if !stored.isEmpty { stored.removeAll(keepingCapacity: true) }
    isValue = false
    inline.reset()
  }

  mutating func take(_ node: PartReader.Node, of reader: PartReader) {
    switch node {
    case .start where reader.isNamed("v"): isValue = true
    case .end where reader.isNamed("v"): isValue = false
    case .text where isValue: reader.appendText(to: &stored)
    default: inline.take(node, of: reader)
    }
  }

  /// The text of the cell, empty for an empty one; nil when it refers to a text that there isn't.
  func value() -> ArraySlice<UInt8>? {
    if stored.isEmpty { return inline.bytes[...] }
    var trimmed = stored.drop(while: isXMLSpace)
    while let last = trimmed.last, isXMLSpace(last) { trimmed.removeLast() }
    switch kind {
    case .shared:
      guard let index = decimalNumber(trimmed), index < strings.count else { return nil }
      return strings[index]
    case .number:
      var text: [UInt8] = []
      NumberText.append(trimmed, styles[style], is1904: is1904, to: &text)
      return text[...]
    case .boolean:
      let isTrue = trimmed.elementsEqual("1".utf8) || trimmed.elementsEqual("true".utf8)
      return ArraySlice((isTrue ? "TRUE" : "FALSE").utf8)
    case .date:
      return Self.dateText(trimmed)[...]
    case .text, .error:
      var text: [UInt8] = []
      appendUnescaped(stored[...], to: &text)
      return text[...]
    }
  }

  /// `2026-11-21T09:30:00Z` as a serial number would read: `2026-11-21 09:30:00`, without a time of midnight.
  private static func dateText(_ stored: ArraySlice<UInt8>) -> [UInt8] {
    let text = String(decoding: stored, as: UTF8.self)
    let parts = text.split(separator: "T", maxSplits: 1)
    guard parts.count == 2, parts[0].utf8.count == 10 else { return Array(stored) }
    let time = parts[1].prefix { $0.isNumber || $0 == ":" }
    return Array((time == "00:00:00" ? String(parts[0]) : "\(parts[0]) \(time)").utf8)
  }
}
