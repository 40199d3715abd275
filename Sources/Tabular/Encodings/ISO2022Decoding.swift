/// Decodes a line of ISO-2022-JP; every line begins in ASCII, as RFC 1468 demands.
///
/// Space and control characters mean themselves in every set (ISO/IEC 2022, 6.4), so a TAB needs no way back to ASCII.
/// An escape sequence that nobody knows is one malformed byte and leads back to ASCII; a pair that is no character goes
/// as a whole, since its bytes are neither delimiters nor quotes.
func decodeISO2022(
  _ source: UnsafeBufferPointer<UInt8>, _ table: CharacterTable, _ output: inout TextOutput, _ damage: inout LineDamage
) {
  var set = ISO2022Shift.ascii
  // SO stands for kana until SI, whatever set is designated.
  var isShiftedOut = false
  var index = 0
  table.pairs.withUnsafeBufferPointer { pairs in
    table.triples.withUnsafeBufferPointer { triples in
      while index < source.count {
        let byte = source[index]
        switch byte {
        case 0x1B:
          if let (designated, length) = ISO2022Shift.designation(source, at: index) {
            set = designated ?? set
            index += length
          } else {
            malformed(count: 2, consuming: 1)
            set = .ascii
          }
        case 0x0E, 0x0F:
          isShiftedOut = byte == 0x0E
          index += 1
        case 0...0x20, 0x7F:
          if byte == 0 { damage.noteNul(at: index, width: 1, textOffset: output.count) }
          // Whole samples are decoded with their line ends.
          if byte == 0x0A || byte == 0x0D { (set, isShiftedOut) = (.ascii, false) }
          output.append(ascii: byte)
          index += 1
        case 0x80...: malformed(count: 1, consuming: 1)
        default: graphic(byte, isShiftedOut ? .kana : set, pairs, triples)
        }
      }
    }
  }

  func graphic(
    _ byte: UInt8, _ set: ISO2022Shift, _ pairs: UnsafeBufferPointer<UInt16>, _ triples: UnsafeBufferPointer<UInt16>
  ) {
    switch set {
    case .ascii:
      output.append(ascii: byte)
      index += 1
    case .kana:
      guard byte <= 0x5F else { return malformed(count: 1, consuming: 1) }
      output.append(0xFF61 + UInt16(byte - 0x21))
      index += 1
    case .pairs, .supplementaryPairs:
      guard index + 1 < source.count, (0x21...0x7E).contains(source[index + 1]) else {
        return malformed(count: 2, consuming: 1)
      }
      let characters = set == .pairs ? pairs : triples
      guard let scalar = characters.scalar(byte | 0x80, source[index + 1] | 0x80) else {
        return malformed(count: 2, consuming: 2)
      }
      output.append(scalar)
      index += 2
    }
  }

  func malformed(count: Int, consuming consumed: Int) {
    damage.noteMalformed(at: index, count: count, of: source, textOffset: output.count)
    output.appendReplacement()
    index += consumed
  }
}
