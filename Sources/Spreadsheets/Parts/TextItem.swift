/// A text as cells have it, `<si>` or `<is>`: the runs of a formatted text one after the other, without the phonetic
/// ones (`<rPh>`), which are furigana and no part of the name.
struct TextItem {
  /// The text in UTF-8.
  private(set) var bytes: [UInt8] = []
  private var isPhonetic = false
  private var isText = false
  private var run: [UInt8] = []

  /// Begins another text in the memory of the one before.
  mutating func reset() {
    if !bytes.isEmpty { bytes.removeAll(keepingCapacity: true) }
    isPhonetic = false
    isText = false
  }

  mutating func take(_ node: PartReader.Node, of reader: PartReader) {
    switch node {
    case .start:
      if reader.isNamed("t") {
        isText = !isPhonetic
        if !run.isEmpty { run.removeAll(keepingCapacity: true) }
      } else if reader.isNamed("rPh") {
        isPhonetic = true
      }
    case .text:
      if isText { reader.appendText(to: &run) }
    case .end:
      if reader.isNamed("t") {
        if isText { close(reader) }
        isText = false
      } else if reader.isNamed("rPh") {
        isPhonetic = false
      }
    }
  }

  /// Excel keeps spaces around a run only where `xml:space` says so.
  private mutating func close(_ reader: PartReader) {
    var kept = run[...]
    if let first = run.first, let last = run.last, isXMLSpace(first) || isXMLSpace(last), !reader.preservesSpace {
      kept = kept.drop(while: isXMLSpace)
      while let last = kept.last, isXMLSpace(last) { kept.removeLast() }
    }
    appendUnescaped(kept, to: &bytes)
  }
}

func isXMLSpace(_ byte: UInt8) -> Bool {
  byte == 0x20 || byte == 0x0A || byte == 0x09 || byte == 0x0D
}
