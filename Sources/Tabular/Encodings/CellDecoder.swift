/// Decodes single cells of a file whose cells can be told apart before they are decoded, and looks at their characters.
package final class CellDecoder: @unchecked Sendable {
  /// What a cell holds.
  package struct Decoded {
    /// The bytes written; negative where the cell needs a closer look: malformed, or beyond the basic plane.
    package var count = 0
    package var characters = 0
    /// The classes of all characters together, of the first and of the last one.
    package var seen: UInt8 = 0
    package var first: UInt8 = 0
    package var last: UInt8 = 0
  }

  /// The most bytes that are written for one that is read.
  package static let expansion = TextDecoder.expansion

  private let encoding: Encoding
  private let classes: UnsafeMutablePointer<UInt8>
  private let pairs: UnsafeMutablePointer<UInt16>

  /// `nil` where cells can't be decoded one by one (``Dialect/hasPlainDelimiters``).
  ///
  /// - Parameter classes: for each scalar of the basic plane, bits that mean something to the caller.
  package init?(_ dialect: Dialect, classes: [UInt8]) {
    precondition(classes.count == 1 << 16)
    guard dialect.hasPlainDelimiters else { return nil }
    let table =
      switch dialect.encoding {
      case .cp932: CharacterTable.cp932.pairs
      case .eucJP: CharacterTable.eucJP.pairs
      default: [UInt16(0)]
      }
    encoding = dialect.encoding
    self.classes = .allocate(capacity: classes.count)
    self.classes.initialize(from: classes, count: classes.count)
    pairs = .allocate(capacity: table.count)
    pairs.initialize(from: table, count: table.count)
  }

  deinit {
    classes.deallocate()
    pairs.deallocate()
  }

  // MARK: Characters

  package var isUTF8: Bool { encoding == .utf8 }

  /// The scalar that a byte is by itself.
  @inline(__always)
  package func scalar(of byte: UInt8) -> UInt16? {
    if byte < 0x80 { return UInt16(byte) }
    return encoding == .cp932 && (0xA1...0xDF).contains(byte) ? 0xFF61 + UInt16(byte - 0xA1) : nil
  }

  /// Whether the byte begins a longer sequence of the basic plane.
  package func isLead(_ byte: UInt8) -> Bool {
    switch encoding {
    case .utf8: (0xC2...0xEF).contains(byte)
    case .eucJP: Self.isLeadOfEUCJP(byte)
    default: Self.isLeadOfCP932(byte)
    }
  }

  /// The scalar of two bytes; not for UTF-8.
  @inline(__always)
  package func scalar(of lead: UInt8, _ trail: UInt8) -> UInt16? {
    let scalar = pairs[Int(lead) << 8 | Int(trail)]
    return scalar > CharacterTable.userDefined ? scalar : nil
  }

  /// What may stand behind the first of three bytes of UTF-8.
  package static func secondBytes(after lead: UInt8) -> ClosedRange<UInt8> { utf8SecondBytes(after: lead) }

  @inline(__always)
  private static func isLeadOfEUCJP(_ byte: UInt8) -> Bool { byte == 0x8E || (0xA1...0xFE).contains(byte) }

  @inline(__always)
  private static func isLeadOfCP932(_ byte: UInt8) -> Bool {
    (0x81...0x9F).contains(byte) || (0xE0...0xFC).contains(byte)
  }

  // MARK: Cells

  /// Writes the cell as UTF-8; `target` must hold ``expansion`` times as much.
  package func decode(_ cell: UnsafeBufferPointer<UInt8>, into target: UnsafeMutablePointer<UInt8>) -> Decoded {
    var output = TextOutput(target)
    return look(at: cell) { scalar in
      if scalar < 0x80 { output.append(ascii: UInt8(truncatingIfNeeded: scalar)) } else { output.append(scalar) }
      return output.count
    }
  }

  /// Looks at the cell's characters only; the count is that of the file's bytes.
  package func look(at cell: UnsafeBufferPointer<UInt8>) -> Decoded {
    look(at: cell) { _ in cell.count }
  }

  @inline(__always)
  private func look(at cell: UnsafeBufferPointer<UInt8>, _ write: (UInt16) -> Int) -> Decoded {
    switch encoding {
    case .utf8: lookUTF8(cell, write)
    case .eucJP: lookPairs(cell, write, isLead: Self.isLeadOfEUCJP)
    default: lookPairs(cell, write, isLead: Self.isLeadOfCP932)
    }
  }

  @inline(__always)
  private func lookPairs(
    _ cell: UnsafeBufferPointer<UInt8>, _ write: (UInt16) -> Int, isLead: (UInt8) -> Bool
  ) -> Decoded {
    var decoded = Decoded()
    var index = 0
    while index < cell.count {
      let byte = cell[index]
      let scalar: UInt16
      if byte < 0x80 {
        scalar = UInt16(byte)
        index &+= 1
      } else if isLead(byte) {
        guard index &+ 1 < cell.count, let pair = self.scalar(of: byte, cell[index &+ 1])
        else { return Decoded(count: -1) }
        scalar = pair
        index &+= 2
      } else {
        guard let single = self.scalar(of: byte) else { return Decoded(count: -1) }
        scalar = single
        index &+= 1
      }
      note(scalar, in: &decoded)
      decoded.count = write(scalar)
    }
    return decoded
  }

  @inline(__always)
  private func lookUTF8(_ cell: UnsafeBufferPointer<UInt8>, _ write: (UInt16) -> Int) -> Decoded {
    var decoded = Decoded()
    var index = 0
    while index < cell.count {
      let lead = cell[index]
      var scalar = UInt16(lead)
      if lead < 0x80 {
        index &+= 1
      } else {
        let (length, isWellFormed) = utf8Sequence(cell, at: index)
        guard isWellFormed, length < 4 else { return Decoded(count: -1) }
        let second = UInt16(cell[index &+ 1] & 0x3F)
        scalar =
          length == 2
          ? UInt16(lead & 0x1F) &<< 6 | second
          : UInt16(lead & 0x0F) &<< 12 | second &<< 6 | UInt16(cell[index &+ 2] & 0x3F)
        index &+= length
      }
      note(scalar, in: &decoded)
      decoded.count = write(scalar)
    }
    return decoded
  }

  @inline(__always)
  private func note(_ scalar: UInt16, in decoded: inout Decoded) {
    let kind = classes[Int(scalar)]
    if decoded.characters == 0 { decoded.first = kind }
    decoded.seen |= kind
    decoded.last = kind
    decoded.characters &+= 1
  }
}
