import CLibXML2

/// Tells where elements and texts stand in a file that is held against a schema, once somebody asks.
final class MarkupPlaces {
  /// An element that is open; where it starts is measured when somebody asks, or before the ruler goes past it.
  struct OpenTag {
    var name: UnsafePointer<xmlChar>
    var uri: UnsafePointer<xmlChar>?
    var start: MarkupStart
    var place: MarkupPlace?
  }

  /// The root and the rows of our own shape.
  private static let levelsAboveFields = 2

  private var ruler: MarkupRuler? = MarkupRuler()
  private var openTags: [OpenTag] = []
  /// How far the parser's last event reached, in bytes of the text.
  private var passed = 0
  /// Whether the parser's last event was a start tag, whose end it has yet to pass.
  private var isInTag = false

  var innermost: OpenTag? { openTags.last }

  /// Goes on with further events.
  ///
  /// Places in what libxml2 itself decodes are as good as the parser's own.
  func take(_ events: MarkupEvents) {
    if events.isConverted { ruler = nil }
    if let offset = ruler?.offset, events.consumed - offset > MarkupRuler.mostBytesBehind { measureOpenTags() }
    ruler?.firstLineShift = events.firstLineShift
    ruler?.feed(events.fed, consumed: events.consumed)
  }

  func open(_ tag: MarkupEvents.Tag, passed new: Int) {
    var opened = OpenTag(name: tag.name, uri: tag.uri, start: tag.start)
    if openTags.count < Self.levelsAboveFields, ruler != nil {
      measureOpenTags()
      ruler?.advance(to: tag.start.offset)
      opened.place = ruler?.place
    }
    openTags.append(opened)
    pass(new)
    isInTag = true
  }

  func close(passed new: Int) {
    openTags.removeLast()
    pass(new)
  }

  /// Goes on behind what was read.
  func pass(_ new: Int) {
    isInTag = false
    passed = new
  }

  func place(of start: MarkupStart) -> MarkupPlace {
    guard let ruler else { return MarkupPlace(line: Int(start.line), column: Int(start.column)) }
    return ruler.place(at: start.offset)
  }

  /// Where the first character of the text stands that follows the last event and is no space; where libxml2 decodes the
  /// file, where the text ends.
  func placeOfText(_ event: MarkupEvents.Event) -> MarkupPlace {
    ruler?.placeOfText(from: passed, behindTag: isInTag)
      ?? MarkupPlace(line: Int(event.line), column: max(1, Int(event.column)))
  }

  private func measureOpenTags() {
    for index in openTags.indices where openTags[index].place == nil {
      openTags[index].place = place(of: openTags[index].start)
    }
  }
}
