/// Counts over all bytes of a file, in constant memory, that tell encodings apart.
struct ByteCensus: Sendable {
  /// What one encoding makes of the bytes beyond ASCII.
  struct Reading: Sendable {
    /// Well-formed sequences of more than one byte, and half-width kana.
    var valid = 0
    private(set) var malformed = 0

    /// Whether it is hopeless: thousands of malformed sequences, more than one in nine. It is not followed any further.
    private(set) var isRuledOut = false

    mutating func noteMalformed() {
      malformed += 1
      isRuledOut = malformed >= 4_096 && malformed * 8 > valid
    }

    /// Whether only this one is followed.
    func isAlone(among first: Reading, _ second: Reading) -> Bool {
      !isRuledOut && first.isRuledOut && second.isRuledOut
    }

    var malformedShare: Double {
      malformed == 0 ? 0 : Double(malformed) / Double(valid + malformed)
    }
  }

  private(set) var count = 0
  /// NULs at even and at odd offsets: the high bytes of ASCII in UTF-16BE and UTF-16LE.
  private(set) var nuls = (even: 0, odd: 0)
  /// Control characters that texts do not have, NUL among them.
  private(set) var controls = 0
  private(set) var highBytes = 0
  /// Designations of a character set as ISO-2022-JP has them: `ESC $ B`, `ESC ( J` and the like.
  private(set) var designations = 0
  /// SO and SI, controls that shift to half-width kana and back in a file that designates sets.
  private(set) var shifts = 0
  private(set) var utf8 = Reading()
  private(set) var cp932 = Reading()
  private(set) var euc = Reading()
  /// EUC-JP pairs of hiragana and katakana, whose lead bytes A4 and A5 would be punctuation in CP932.
  private(set) var eucKana = 0

  private var utf8Expected = 0
  private var utf8Second: ClosedRange<UInt8> = 0x80...0xBF
  private var cp932Lead: UInt8 = 0
  private var eucLead: UInt8 = 0
  private var eucIsTriple = false
  private var eucSecond: UInt8 = 0
  /// The byte before, when it is ESC, or `$` or `(` after ESC; else 0.
  private var escape: UInt8 = 0

  mutating func observe(_ bytes: UnsafeBufferPointer<UInt8>) {
    CharacterTable.cp932.pairs.withUnsafeBufferPointer { cp932Pairs in
      var index = 0
      while index < bytes.count {
        if isAtRest {
          index += printableRun(bytes, at: index)
          if cp932.isAlone(among: utf8, euc) { index += pairRun(bytes, at: index, cp932Pairs) }
          if utf8.isAlone(among: cp932, euc) { index += sequenceRun(bytes, at: index) }
          guard index < bytes.count else { break }
        }
        let byte = bytes[index]
        noteControl(byte, offset: count + index)
        if byte >= 0x80 { highBytes += 1 }
        if !utf8.isRuledOut { stepUTF8(byte) }
        if !cp932.isRuledOut { stepCP932(byte, cp932Pairs) }
        if !euc.isRuledOut { stepEUC(byte) }
        index += 1
      }
    }
    count += bytes.count
  }

  /// Whether CP932 is what is left and nothing was wrong with it: no count of well-formed text tells anything then.
  var isSettled: Bool { cp932.isAlone(among: utf8, euc) && cp932.malformed == 0 }

  /// Counts bytes that are well-formed text without control characters, and are not looked at.
  mutating func pass(over byteCount: Int) { count += byteCount }

  /// Counts sequences that the end of the file cuts off.
  mutating func finish() {
    if utf8Expected > 0, !utf8.isRuledOut { utf8.noteMalformed() }
    if cp932Lead != 0, !cp932.isRuledOut { cp932.noteMalformed() }
    if eucLead != 0, !euc.isRuledOut { euc.noteMalformed() }
  }

  private var isAtRest: Bool {
    (utf8Expected == 0 || utf8.isRuledOut) && (cp932Lead == 0 || cp932.isRuledOut)
      && (eucLead == 0 || euc.isRuledOut) && escape == 0
  }

  /// The length of a run of ASCII without control characters, in steps of eight; it changes no count.
  @inline(__always)
  private func printableRun(_ bytes: UnsafeBufferPointer<UInt8>, at start: Int) -> Int {
    var index = start
    while index &+ 8 <= bytes.count {
      let word = UnsafeRawPointer(bytes.baseAddress! + index).loadUnaligned(as: UInt64.self)
      guard (word | (word &- 0x2020_2020_2020_2020)) & 0x8080_8080_8080_8080 == 0 else { break }
      index &+= 8
    }
    return index &- start
  }

  /// Goes past printable ASCII, at least one character of it; false, without a step, at a control character.
  @inline(__always)
  private func passASCII(_ bytes: UnsafeBufferPointer<UInt8>, _ index: inout Int) -> Bool {
    let length = printableRun(bytes, at: index)
    guard length > 0 || bytes[index] >= 0x20 else { return false }
    index &+= max(1, length)
    return true
  }

  /// The length of a run of CP932's pairs and printable ASCII, counted; for files that can't be anything else.
  @inline(__always)
  private mutating func pairRun(
    _ bytes: UnsafeBufferPointer<UInt8>, at start: Int, _ pairs: UnsafeBufferPointer<UInt16>
  ) -> Int {
    var index = start
    var valid = 0
    var high = 0
    while index &+ 1 < bytes.count {
      let lead = bytes[index]
      if lead < 0x80 {
        guard passASCII(bytes, &index) else { break }
        continue
      }
      let trail = bytes[index &+ 1]
      // Half-width kana and what is no lead byte have no pairs.
      guard pairs[Int(lead) &<< 8 | Int(trail)] > CharacterTable.userDefined else { break }
      valid &+= 1
      high &+= trail >= 0x80 ? 2 : 1
      index &+= 2
    }
    cp932.valid += valid
    highBytes += high
    return index &- start
  }

  /// The length of a run of UTF-8's sequences of three bytes and printable ASCII, counted; for files that are UTF-8.
  @inline(__always)
  private mutating func sequenceRun(_ bytes: UnsafeBufferPointer<UInt8>, at start: Int) -> Int {
    var index = start
    var valid = 0
    while index &+ 2 < bytes.count {
      let lead = bytes[index]
      if lead < 0x80 {
        guard passASCII(bytes, &index) else { break }
        continue
      }
      // Without E0 and ED, whose second bytes are fewer.
      guard lead & 0xF0 == 0xE0, lead != 0xE0, lead != 0xED, bytes[index &+ 1] & 0xC0 == 0x80,
        bytes[index &+ 2] & 0xC0 == 0x80
      else { break }
      valid &+= 1
      index &+= 3
    }
    utf8.valid += valid
    highBytes += 3 * valid
    return index &- start
  }

  @inline(__always)
  private mutating func noteControl(_ byte: UInt8, offset: Int) {
    let start: UInt8 = 0x1B
    if escape != 0 || byte == start { noteEscape(byte) }
    guard byte < 0x20 else { return }
    if byte == 0 {
      if offset % 2 == 0 { nuls.even += 1 } else { nuls.odd += 1 }
    }
    if byte == 0x0E || byte == 0x0F { shifts += 1 }
    // TAB, LF, VT, FF, CR, the end mark of old hosts, and ESC.
    if !(0x09...0x0D).contains(byte), byte != 0x1A, byte != start { controls += 1 }
  }

  private mutating func noteEscape(_ byte: UInt8) {
    let before = escape
    escape = byte == 0x1B || (before == 0x1B && (byte == 0x24 || byte == 0x28)) ? byte : 0
    switch (before, byte) {
    // ESC $ @, ESC $ B, ESC $ (; ESC ( B, ESC ( H, ESC ( I, ESC ( J.
    case (0x24, 0x40), (0x24, 0x42), (0x24, 0x28), (0x28, 0x42), (0x28, 0x48), (0x28, 0x49), (0x28, 0x4A):
      designations += 1
    default: break
    }
  }
}

// The three readings, a byte at a time, with the rules of the decoders.
extension ByteCensus {
  @inline(__always)
  private mutating func stepUTF8(_ byte: UInt8) {
    if utf8Expected > 0 {
      if utf8Second.contains(byte) {
        utf8Expected -= 1
        utf8Second = 0x80...0xBF
        if utf8Expected == 0 { utf8.valid += 1 }
        return
      }
      utf8.noteMalformed()
      utf8Expected = 0
    }
    guard byte >= 0x80 else { return }
    switch byte {
    case 0xC2...0xDF: utf8Expected = 1
    case 0xE0...0xEF: utf8Expected = 2
    case 0xF0...0xF4: utf8Expected = 3
    default: utf8.noteMalformed()
    }
    utf8Second = utf8SecondBytes(after: byte)
  }

  @inline(__always)
  private mutating func stepCP932(_ byte: UInt8, _ pairs: UnsafeBufferPointer<UInt16>) {
    if cp932Lead != 0 {
      let scalar = pairs[Int(cp932Lead) &<< 8 | Int(byte)]
      cp932Lead = 0
      if scalar > CharacterTable.userDefined {
        cp932.valid += 1
        return
      }
      cp932.noteMalformed()
      if byte >= 0x80 || scalar == CharacterTable.userDefined { return }
    }
    switch byte {
    case 0x81...0x9F, 0xE0...0xFC: cp932Lead = byte
    case 0xA1...0xDF: cp932.valid += 1
    case 0x80...: cp932.noteMalformed()
    default: break
    }
  }

  @inline(__always)
  private mutating func stepEUC(_ byte: UInt8) {
    if eucLead != 0 {
      let isTrail = (0xA1...0xFE).contains(byte)
      if isTrail, eucIsTriple, eucSecond == 0 {
        eucSecond = byte
        return
      }
      if isTrail && eucScalar(before: byte) > CharacterTable.userDefined {
        euc.valid += 1
        if eucLead == 0xA4 || eucLead == 0xA5 { eucKana += 1 }
      } else {
        euc.noteMalformed()
      }
      eucLead = 0
      if isTrail { return }
    }
    switch byte {
    case 0x8E, 0xA1...0xFE:
      eucLead = byte
      eucIsTriple = false
    case 0x8F:
      eucLead = byte
      eucIsTriple = true
      eucSecond = 0
    case 0x80...: euc.noteMalformed()
    default: break
    }
  }

  /// What the bytes of EUC-JP so far make with this one.
  ///
  /// The table is asked for only here, because it takes milliseconds to make, and texts in other encodings seldom get so far.
  private func eucScalar(before byte: UInt8) -> UInt16 {
    eucIsTriple
      ? CharacterTable.eucJP.triples[Int(eucSecond) << 8 | Int(byte)]
      : CharacterTable.eucJP.pairs[Int(eucLead) << 8 | Int(byte)]
  }
}
