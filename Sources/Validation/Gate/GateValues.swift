/// The values of the fields that rules and keys ask for: of ``GateRows/most`` rows, field by field.
struct GateValues {
  let texts: UnsafeMutablePointer<GateText>
  /// Of fields whose values are codes of one byte: the byte; 0 where a field is empty.
  let codes: UnsafeMutablePointer<UInt8>
  /// For each field whether its values stand among the codes.
  let isCode: UnsafePointer<Bool>

  @inline(__always)
  func texts(of field: Int) -> UnsafeMutablePointer<GateText> { texts + field &* GateRows.most }

  @inline(__always)
  func codes(of field: Int) -> UnsafeMutablePointer<UInt8> { codes + field &* GateRows.most }

  func isEmpty(_ field: Int, _ row: Int) -> Bool {
    isCode[field] ? codes(of: field)[row] == 0 : texts(of: field)[row].count == 0
  }

  func set(_ field: Int, _ row: Int, to value: GateText) {
    if isCode[field] {
      codes(of: field)[row] = Self.code(of: value) ?? 0
    } else {
      texts(of: field)[row] = value
    }
  }

  /// What stands for a word among the codes; `nil` where nothing does.
  static func code(of word: GateText) -> UInt8? {
    switch word.count {
    case 0: 0
    case 1 where word[0] != 0: word[0]
    default: nil
    }
  }

  // MARK: Marks, 1 or 0 for each row

  /// Marks the rows in which the field is not empty.
  func markFilled(_ field: Int, _ rows: GateRows, _ marks: UnsafeMutablePointer<UInt8>) {
    if isCode[field] {
      let codes = codes(of: field)
      for row in 0..<rows.count { marks[row] = codes[row] == 0 ? 0 : 1 }
    } else {
      let texts = texts(of: field)
      for row in 0..<rows.count { marks[row] = texts[row].count == 0 ? 0 : 1 }
    }
  }

  /// Marks the rows in which the field is one of the words; an empty word asks for an empty field.
  func mark(
    _ field: Int, oneOf words: UnsafeBufferPointer<GateText>, _ rows: GateRows, _ marks: UnsafeMutablePointer<UInt8>
  ) {
    marks.update(repeating: 0, count: rows.count)
    for word in words {
      if isCode[field] {
        guard let code = Self.code(of: word) else { continue }
        let codes = codes(of: field)
        for row in 0..<rows.count { marks[row] |= codes[row] == code ? 1 : 0 }
      } else {
        let texts = texts(of: field)
        for row in 0..<rows.count { marks[row] |= texts[row] == word ? 1 : 0 }
      }
    }
  }
}
