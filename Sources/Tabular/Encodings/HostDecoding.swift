/// Decodes a line, record or field of IBM-930 or IBM-939: single bytes, and pairs between SO (0E) and SI (0F).
///
/// It begins with single bytes, so a field of a record without line ends may be decoded alone when it has its own shifts,
/// as fields of mixed characters have. Shifts take no place in the text. NL (15), which ends lines there, becomes LF.
func decodeHost(
  _ source: UnsafeBufferPointer<UInt8>, _ table: CharacterTable, _ output: inout TextOutput, _ damage: inout LineDamage
) {
  var isDouble = false
  var index = 0
  table.pairs.withUnsafeBufferPointer { pairs in
    while index < source.count {
      let byte = source[index]
      if byte == 0x0E || byte == 0x0F {
        isDouble = byte == 0x0E
        index += 1
      } else if isDouble, byte >= 0x40 {
        let hasTrail = index + 1 < source.count && source[index + 1] >= 0x40
        if hasTrail, let scalar = pairs.scalar(byte, source[index + 1]) {
          output.append(scalar)
        } else {
          malformed(count: 2)
        }
        index += hasTrail ? 2 : 1
      } else {
        if byte == 0x15 || byte == 0x25 { isDouble = false }
        single(byte == 0x15 ? UInt16(LineBreak.lineFeed) : table.singles[Int(byte)], byte)
        index += 1
      }
    }
  }

  func single(_ scalar: UInt16, _ byte: UInt8) {
    if byte == 0 {
      damage.noteNul(at: index, width: 1, textOffset: output.count)
      output.append(ascii: 0)
    } else if scalar == CharacterTable.unmapped {
      malformed(count: 1)
    } else if scalar < 0x80 {
      output.append(ascii: UInt8(scalar))
    } else {
      output.append(scalar)
    }
  }

  func malformed(count: Int) {
    damage.noteMalformed(at: index, count: count, of: source, textOffset: output.count)
    output.appendReplacement()
  }
}
