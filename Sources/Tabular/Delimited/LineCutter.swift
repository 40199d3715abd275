/// Cuts a stream of bytes into physical lines, whatever the chunks: CRLF, LF and CR all end a line.
///
/// Holds at most one unfinished line, and of a line beyond the limit only an excerpt.
struct LineCutter: Sendable {
  /// A line as it stands in the file, without its line end.
  struct RawLine {
    var content: UnsafeBufferPointer<UInt8>
    /// The length of the whole line without its line end; more than `content` has when the line is too long.
    var contentCount: Int
    var lineEnd: LineEnd?
    var isTooLong: Bool
  }

  private let encoding: Encoding
  private let limit: Int
  private let excerpt: Int
  private var rest: [UInt8] = []
  private var restCount = 0
  /// A CR was the last unit seen; only the next one tells whether an LF belongs to it.
  private var endsWithCarriageReturn = false
  /// Half of a UTF-16 unit.
  private var halfUnit: UInt8?

  init(encoding: Encoding, limits: ReaderLimits) {
    self.encoding = encoding
    limit = limits.recordBytes
    excerpt = min(limits.excerptBytes, limits.recordBytes)
  }

  /// The bytes of the unfinished line that are held.
  var heldBytes: Int { rest.count }

  /// Whether the next byte begins a line.
  var isAtRest: Bool { restCount == 0 && !endsWithCarriageReturn && halfUnit == nil }

  /// Hands every line that `bytes` completes to `body`.
  mutating func cut(_ bytes: UnsafeBufferPointer<UInt8>, body: (RawLine) -> Void) {
    guard encoding.unitWidth == 2, halfUnit != nil || bytes.count % 2 == 1 else { return cutUnits(bytes, body: body) }
    var joined = halfUnit.map { [$0] } ?? []
    joined.append(contentsOf: bytes)
    halfUnit = joined.count % 2 == 1 ? joined.removeLast() : nil
    joined.withUnsafeBufferPointer { cutUnits($0, body: body) }
  }

  /// Hands the last line to `body` when the file does not end with a line end.
  mutating func finish(body: (RawLine) -> Void) {
    if let halfUnit {
      if endsWithCarriageReturn { emitRest(lineEnd: .cr, body: body) }
      keep([halfUnit])
    }
    halfUnit = nil
    if endsWithCarriageReturn {
      emitRest(lineEnd: .cr, body: body)
    } else if restCount > 0 {
      emitRest(lineEnd: nil, body: body)
    }
  }

  private mutating func cutUnits(_ bytes: UnsafeBufferPointer<UInt8>, body: (RawLine) -> Void) {
    guard !bytes.isEmpty else { return }
    let width = encoding.unitWidth
    var start = 0
    if endsWithCarriageReturn {
      let isPair = unit(bytes, at: 0) == UInt16(LineBreak.lineFeed)
      emitRest(lineEnd: isPair ? .crlf : .cr, body: body)
      start = isPair ? width : 0
    }
    while let end = nextBreak(bytes, from: start) {
      let isReturn = unit(bytes, at: end) == UInt16(LineBreak.carriageReturn)
      if isReturn, end + width >= bytes.count {
        keep(UnsafeBufferPointer(rebasing: bytes[start..<end]))
        endsWithCarriageReturn = true
        return
      }
      let isPair = isReturn && unit(bytes, at: end + width) == UInt16(LineBreak.lineFeed)
      let lineEnd: LineEnd = isPair ? .crlf : isReturn ? .cr : .lf
      let content = UnsafeBufferPointer(rebasing: bytes[start..<end])
      if restCount > 0 {
        keep(content)
        emitRest(lineEnd: lineEnd, body: body)
      } else {
        emit(content, count: content.count, lineEnd: lineEnd, body: body)
      }
      start = end + (isPair ? 2 * width : width)
    }
    keep(UnsafeBufferPointer(rebasing: bytes[start...]))
  }

  private mutating func keep(_ bytes: some Collection<UInt8>) {
    let room = (restCount > limit ? excerpt : limit) - rest.count
    rest.append(contentsOf: bytes.prefix(max(0, room)))
    restCount += bytes.count
    if restCount > limit, rest.count > excerpt {
      rest = Array(rest.prefix(excerpt))
    }
  }

  private mutating func emitRest(lineEnd: LineEnd?, body: (RawLine) -> Void) {
    rest.withUnsafeBufferPointer { emit($0, count: restCount, lineEnd: lineEnd, body: body) }
    rest.removeAll(keepingCapacity: rest.capacity <= 1 << 16)
    restCount = 0
    endsWithCarriageReturn = false
  }

  private func emit(
    _ content: UnsafeBufferPointer<UInt8>, count: Int, lineEnd: LineEnd?, body: (RawLine) -> Void
  ) {
    let isTooLong = count > limit
    let kept = isTooLong ? UnsafeBufferPointer(rebasing: content.prefix(excerpt)) : content
    body(RawLine(content: kept, contentCount: count, lineEnd: lineEnd, isTooLong: isTooLong))
  }
}

// Finding line ends.
extension LineCutter {
  @inline(__always)
  private func unit(_ bytes: UnsafeBufferPointer<UInt8>, at index: Int) -> UInt16 {
    switch encoding {
    case .utf16LittleEndian: UInt16(bytes[index + 1]) << 8 | UInt16(bytes[index])
    case .utf16BigEndian: UInt16(bytes[index]) << 8 | UInt16(bytes[index + 1])
    case .utf8, .cp932, .eucJP, .iso2022JP: UInt16(bytes[index])
    // NL and LF of EBCDIC.
    case .ibm930, .ibm939:
      bytes[index] == 0x15 || bytes[index] == 0x25 ? UInt16(LineBreak.lineFeed) : UInt16(bytes[index])
    }
  }

  @inline(__always)
  private func nextBreak(_ bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> Int? {
    if encoding.isEBCDIC { return nextHostBreak(bytes, from: start) }
    return encoding.unitWidth == 2 ? nextWideBreak(bytes, from: start) : nextNarrowBreak(bytes, from: start)
  }

  /// CR, NL and LF are no bytes of EBCDIC's double-byte characters (41–FE), so they can be looked for without its shifts.
  private func nextHostBreak(_ bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> Int? {
    bytes[start...].firstIndex { $0 == LineBreak.carriageReturn || $0 == 0x15 || $0 == 0x25 }
  }

  private func nextNarrowBreak(_ bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> Int? {
    var index = start
    while index + ByteBlock.width <= bytes.count {
      let places = ByteBlock(bytes.baseAddress! + index)
        .places(of: LineBreak.lineFeed, or: LineBreak.carriageReturn)
      if places != 0 { return index + places.trailingZeroBitCount }
      index += ByteBlock.width
    }
    while index < bytes.count {
      if bytes[index] == LineBreak.lineFeed || bytes[index] == LineBreak.carriageReturn { return index }
      index += 1
    }
    return nil
  }

  private func nextWideBreak(_ bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> Int? {
    let low = encoding == .utf16LittleEndian ? 0 : 1
    var index = start
    while index + 1 < bytes.count {
      let byte = bytes[index + low]
      if byte == LineBreak.lineFeed || byte == LineBreak.carriageReturn, bytes[index + 1 - low] == 0 { return index }
      index += 2
    }
    return nil
  }
}
