/// Where the cells and lines of a piece of a delimited file end, whatever stands in them: quotes are not looked for.
///
/// Good for lines that hold no quote and no lone CR; whoever reads by it has to find out which those are.
package struct CellIndex: ~Copyable {
  /// What must be readable behind a piece, because blocks are compared whole.
  package static let padding = ByteBlock.width

  /// The places of delimiters and LFs, in order.
  package private(set) var ends: UnsafeMutablePointer<UInt32>
  /// For each line, how many of the ``ends`` lie before the next one.
  package private(set) var lines: UnsafeMutablePointer<UInt32>
  package private(set) var lineCount = 0
  private var capacity = 0

  package init() {
    ends = .allocate(capacity: 1)
    lines = .allocate(capacity: 1)
  }

  deinit {
    ends.deallocate()
    lines.deallocate()
  }

  /// Reads the lines that end within the piece, of less than 4 GiB and with ``padding`` behind it.
  package mutating func read(_ piece: UnsafeBufferPointer<UInt8>, delimiter: UInt8) {
    // Some places are written that are not counted.
    reserve(piece.count + ByteBlock.width)
    let ends = ends
    let lines = lines
    var cellCount = 0
    var lineCount = 0
    var offset = 0
    while offset < piece.count {
      let block = ByteBlock(piece.baseAddress! + offset)
      var breaks = block.places(of: LineBreak.lineFeed)
      var places = breaks | block.places(of: delimiter)
      let left = piece.count &- offset
      if left < ByteBlock.width {
        breaks &= (1 &<< UInt64(left)) &- 1
        places &= (1 &<< UInt64(left)) &- 1
      }
      // One line is written whether it ends here or not, and twelve cells, so that little depends on a guess.
      lines[lineCount] = Self.count(places, through: breaks, after: cellCount)
      lineCount &+= breaks == 0 ? 0 : 1
      breaks &= breaks &- 1
      while breaks != 0 {
        lines[lineCount] = Self.count(places, through: breaks, after: cellCount)
        lineCount &+= 1
        breaks &= breaks &- 1
      }
      let next = cellCount &+ places.nonzeroBitCount
      for place in 0..<12 {
        ends[cellCount &+ place] = UInt32(truncatingIfNeeded: offset &+ places.trailingZeroBitCount)
        places &= places &- 1
      }
      cellCount &+= 12
      while places != 0 {
        ends[cellCount] = UInt32(truncatingIfNeeded: offset &+ places.trailingZeroBitCount)
        cellCount &+= 1
        places &= places &- 1
      }
      cellCount = next
      offset &+= ByteBlock.width
    }
    self.lineCount = lineCount
  }

  /// How many cells end up to the first of the breaks, after so many before the block.
  @inline(__always)
  private static func count(_ places: UInt64, through breaks: UInt64, after count: Int) -> UInt32 {
    let first = breaks & (0 &- breaks)
    return UInt32(truncatingIfNeeded: count &+ (places & (first | (first &- 1))).nonzeroBitCount)
  }

  /// How many lines end with LF within the piece.
  package static func lineCount(of piece: UnsafeBufferPointer<UInt8>) -> Int {
    var count = 0
    var offset = 0
    while offset < piece.count {
      var breaks = ByteBlock(piece.baseAddress! + offset).places(of: LineBreak.lineFeed)
      let left = piece.count &- offset
      if left < ByteBlock.width { breaks &= (1 &<< UInt64(left)) &- 1 }
      count &+= breaks.nonzeroBitCount
      offset &+= ByteBlock.width
    }
    return count
  }

  private mutating func reserve(_ count: Int) {
    guard count > capacity else { return }
    ends.deallocate()
    lines.deallocate()
    capacity = count
    ends = .allocate(capacity: count)
    lines = .allocate(capacity: count)
  }
}
