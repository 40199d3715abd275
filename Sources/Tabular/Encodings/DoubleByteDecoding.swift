/// Decodes CP932 as `Windows-31J` maps it (domain 5.2): 8160 is U+FF5E, A1–DF are half-width kana.
///
/// 80, A0 and FD–FF are refused. A lead byte whose pair is not a character takes its trail byte along only when that
/// is no ASCII character, so that neither `,` nor `|` nor a quote is lost.
@inline(__always)
func decodeCP932(
  _ source: UnsafeBufferPointer<UInt8>, _ table: CharacterTable, _ output: inout TextOutput, _ damage: inout LineDamage
) {
  table.pairs.withUnsafeBufferPointer { pairs in
    var index = 0
    while index < source.count {
      let byte = source[index]
      if byte < 0x80 {
        copyASCIIRun(source, &index, &output, &damage)
      } else if (0xA1...0xDF).contains(byte) {
        output.append(0xFF61 + UInt16(byte - 0xA1))
        index += 1
      } else if index + 1 < source.count, let scalar = pairs.scalar(byte, source[index + 1]) {
        output.append(scalar)
        index += 2
      } else {
        let isLead = (0x81...0x9F).contains(byte) || (0xE0...0xFC).contains(byte)
        damage.noteMalformed(at: index, count: isLead ? 2 : 1, of: source, textOffset: output.count)
        output.appendReplacement()
        index += isLead ? 1 + pairs.swallowed(byte, source, index + 1, trails: 0x80...0xFC) : 1
      }
    }
  }
}

/// Decodes EUC-JP with the mappings of `eucJP-ms`: pairs, half-width kana after `8E`, JIS X 0212 and IBM after `8F`.
@inline(__always)
func decodeEUC(
  _ source: UnsafeBufferPointer<UInt8>, _ table: CharacterTable, _ output: inout TextOutput, _ damage: inout LineDamage
) {
  table.pairs.withUnsafeBufferPointer { pairs in
    table.triples.withUnsafeBufferPointer { triples in
      var index = 0
      while index < source.count {
        let byte = source[index]
        if byte < 0x80 {
          copyASCIIRun(source, &index, &output, &damage)
        } else if index + 1 < source.count, let scalar = pairs.scalar(byte, source[index + 1]) {
          output.append(scalar)
          index += 2
        } else if byte == 0x8F, index + 2 < source.count,
          let scalar = triples.scalar(source[index + 1], source[index + 2])
        {
          output.append(scalar)
          index += 3
        } else {
          let width = byte == 0x8F ? 3 : byte == 0x8E || byte >= 0xA1 ? 2 : 1
          damage.noteMalformed(at: index, count: width, of: source, textOffset: output.count)
          output.appendReplacement()
          let end = min(source.count, index + width)
          index += 1
          while index < end, (0xA1...0xFE).contains(source[index]) { index += 1 }
        }
      }
    }
  }
}

/// Copies ASCII characters and notes the NULs among them; `index` stands on an ASCII byte.
@inline(__always)
func copyASCIIRun(
  _ source: UnsafeBufferPointer<UInt8>, _ index: inout Int, _ output: inout TextOutput, _ damage: inout LineDamage
) {
  let copied = output.copyASCII(from: source, at: index)
  index &+= copied
  guard copied == 0 else { return }
  if source[index] == 0 { damage.noteNul(at: index, width: 1, textOffset: output.count) }
  output.append(ascii: source[index])
  index &+= 1
}

extension UnsafeBufferPointer<UInt16> {
  @inline(__always)
  func scalar(_ lead: UInt8, _ trail: UInt8) -> UInt16? {
    let scalar = self[Int(lead) &<< 8 | Int(trail)]
    return scalar > CharacterTable.userDefined ? scalar : nil
  }

  /// How many bytes after a lead byte belong to its malformed sequence.
  fileprivate func swallowed(
    _ lead: UInt8, _ source: UnsafeBufferPointer<UInt8>, _ index: Int, trails: ClosedRange<UInt8>
  ) -> Int {
    guard index < source.count else { return 0 }
    let isUserDefined = self[Int(lead) << 8 | Int(source[index])] == CharacterTable.userDefined
    return isUserDefined || trails.contains(source[index]) ? 1 : 0
  }
}
