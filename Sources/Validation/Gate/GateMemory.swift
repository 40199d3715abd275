/// Owns what the tables of a gate point to, so that nothing on the path of a row counts references.
final class GateMemory {
  private var blocks: [UnsafeMutableRawPointer] = []

  deinit {
    for block in blocks { block.deallocate() }
  }

  /// A copy that lives as long as this; for values without references only.
  func keep<Element: BitwiseCopyable>(_ elements: [Element]) -> UnsafeBufferPointer<Element> {
    let copy = UnsafeMutableBufferPointer<Element>.allocate(capacity: max(1, elements.count))
    _ = copy.initialize(from: elements)
    blocks.append(UnsafeMutableRawPointer(copy.baseAddress!))
    return UnsafeBufferPointer(start: copy.baseAddress, count: elements.count)
  }

  func keep(_ words: [[UInt8]]) -> UnsafeBufferPointer<GateText> {
    keep(words.map { GateText(keep($0)) })
  }

  func keep(_ pattern: Pattern) -> GatePattern {
    GatePattern(
      columns: keep(pattern.table.columns).baseAddress!, cells: keep(pattern.table.cells).baseAddress!,
      start: pattern.table.start)
  }
}

/// Bytes that somebody else owns; none where a field is empty.
struct GateText: BitwiseCopyable {
  var start: UnsafePointer<UInt8>?
  var count = 0

  static var empty: GateText { GateText(start: nil) }

  init(start: UnsafePointer<UInt8>?, count: Int = 0) {
    self.start = start
    self.count = count
  }

  init(_ bytes: UnsafeBufferPointer<UInt8>) {
    start = bytes.baseAddress
    count = bytes.count
  }

  var bytes: UnsafeBufferPointer<UInt8> { UnsafeBufferPointer(start: start, count: count) }

  @inline(__always)
  subscript(place: Int) -> UInt8 { start.unsafelyUnwrapped[place] }

  @inline(__always)
  static func == (left: GateText, right: GateText) -> Bool {
    let count = left.count
    guard count == right.count else { return false }
    guard count >= 8, count <= 16 else {
      for place in 0..<count where left[place] != right[place] { return false }
      return true
    }
    return (left.word(at: 0) ^ right.word(at: 0)) | (left.word(at: count &- 8) ^ right.word(at: count &- 8)) == 0
  }

  /// Whether there are only the digits 0 to 9; eight at a time.
  @inline(__always)
  var isDigits: Bool {
    guard count >= 8, count <= 16 else {
      var isOther: UInt8 = 0
      for place in 0..<count { isOther |= self[place] &- 0x30 > 9 ? 1 : 0 }
      return isOther == 0
    }
    return Self.areDigits(word(at: 0)) && Self.areDigits(word(at: count &- 8))
  }

  /// A digit has the high half 3, and keeps it when 6 is added.
  @inline(__always)
  private static func areDigits(_ word: UInt64) -> Bool {
    let high: UInt64 = 0xF0F0_F0F0_F0F0_F0F0
    let shifted = ((word &+ 0x0606_0606_0606_0606) & high) &>> 4
    return (word & high) | shifted == 0x3333_3333_3333_3333
  }

  /// Whether it stands before the other, byte by byte; eight at once where there are as many.
  @inline(__always)
  func precedes(_ other: GateText) -> Bool {
    let common = min(count, other.count)
    guard common >= 8, common <= 16 else {
      for place in 0..<common where self[place] != other[place] { return self[place] < other[place] }
      return count < other.count
    }
    let first = (UInt64(bigEndian: word(at: 0)), UInt64(bigEndian: other.word(at: 0)))
    if first.0 != first.1 { return first.0 < first.1 }
    // What the last eight bytes have in common with the first is alike.
    let last = (UInt64(bigEndian: word(at: common &- 8)), UInt64(bigEndian: other.word(at: common &- 8)))
    return last.0 == last.1 ? count < other.count : last.0 < last.1
  }

  /// Eight bytes as they lie in memory.
  @inline(__always)
  private func word(at place: Int) -> UInt64 {
    UnsafeRawPointer(start.unsafelyUnwrapped).loadUnaligned(fromByteOffset: place, as: UInt64.self)
  }
}

/// The automaton of a ``Pattern`` by its addresses.
struct GatePattern: BitwiseCopyable {
  var columns: UnsafePointer<UInt8>
  var cells: UnsafePointer<UInt32>
  var start: UInt32

  @inline(__always)
  func matches(_ text: GateText) -> Bool {
    var row = start
    for place in 0..<text.count {
      row = cells[Int(row) &+ Int(columns[Int(text[place])])]
      if row == 0 { return false }
    }
    return cells[Int(row)] == 1
  }
}
