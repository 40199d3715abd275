/// Checks and copies UTF-8: no surrogates, no overlong forms, nothing beyond U+10FFFF.
///
/// A malformed sequence is the longest start of a well-formed one (Unicode 16, section 3.9, table 3-7).
@inline(__always)
func decodeUTF8(_ source: UnsafeBufferPointer<UInt8>, _ output: inout TextOutput, _ damage: inout LineDamage) {
  var index = 0
  while index < source.count {
    guard source[index] >= 0x80 else {
      copyASCIIRun(source, &index, &output, &damage)
      continue
    }
    let (length, isWellFormed) = utf8Sequence(source, at: index)
    if isWellFormed {
      for offset in 0..<length { output.append(ascii: source[index &+ offset]) }
    } else {
      damage.noteMalformed(at: index, count: length + 1, of: source, textOffset: output.count)
      output.appendReplacement()
    }
    index &+= length
  }
}

/// The length of the sequence at a byte that is not ASCII, or of the start of one that breaks off.
@inline(__always)
func utf8Sequence(_ source: UnsafeBufferPointer<UInt8>, at index: Int) -> (length: Int, isWellFormed: Bool) {
  let lead = source[index]
  let length = lead < 0xC2 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : lead < 0xF5 ? 4 : 1
  guard length > 1 else { return (1, false) }
  guard index &+ 1 < source.count, utf8SecondBytes(after: lead).contains(source[index &+ 1]) else { return (1, false) }
  var present = 2
  while present < length {
    guard index &+ present < source.count, source[index &+ present] & 0xC0 == 0x80 else { return (present, false) }
    present &+= 1
  }
  return (length, true)
}

@inline(__always)
func utf8SecondBytes(after lead: UInt8) -> ClosedRange<UInt8> {
  switch lead {
  case 0xE0: 0xA0...0xBF
  case 0xED: 0x80...0x9F
  case 0xF0: 0x90...0xBF
  case 0xF4: 0x80...0x8F
  default: 0x80...0xBF
  }
}

/// Decodes UTF-16 whose low byte stands at place `low` of each unit.
///
/// An odd byte at the end, and a surrogate without its partner, are malformed.
@inline(__always)
func decodeUTF16(
  _ source: UnsafeBufferPointer<UInt8>, low: Int, _ output: inout TextOutput, _ damage: inout LineDamage
) {
  let high = 1 - low
  var index = 0
  while index &+ 1 < source.count {
    let unit = UInt16(source[index &+ high]) &<< 8 | UInt16(source[index &+ low])
    index &+= 2
    if unit < 0x80 {
      if unit == 0 { damage.noteNul(at: index - 2, width: 2, textOffset: output.count) }
      output.append(ascii: UInt8(truncatingIfNeeded: unit))
    } else if unit & 0xF800 != 0xD800 {
      output.append(unit)
    } else if unit < 0xDC00, index &+ 1 < source.count, source[index &+ high] & 0xFC == 0xDC {
      let trail = UInt32(source[index &+ high] & 0x03) &<< 8 | UInt32(source[index &+ low])
      output.append(supplementary: 0x10000 + (UInt32(unit & 0x3FF) &<< 10 | trail))
      index &+= 2
    } else {
      damage.noteMalformed(at: index - 2, count: 2, of: source, textOffset: output.count)
      output.appendReplacement()
    }
  }
  if index < source.count {
    damage.noteMalformed(at: index, count: 1, of: source, textOffset: output.count)
    output.appendReplacement()
  }
}
