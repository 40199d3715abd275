/// All keys of a file with their rows, in partitions by the key's bits.
///
/// Each partition has one page in memory; full pages go to a temporary file. Fingerprints are keyed by the process: nothing
/// of the rows can be read from it.
final class KeyPartitions {
  private static let count = 4_096
  private static let keysOfPage = 64
  private static let pageSize = keysOfPage * 12
  /// Pages of one partition that lie side by side in the file and are read at once.
  private static let pagesOfExtent = 8

  private let keys = UnsafeMutablePointer<UInt64>.allocate(capacity: count * keysOfPage)
  private let rows = UnsafeMutablePointer<UInt32>.allocate(capacity: count * keysOfPage)
  private let page = UnsafeMutableRawPointer.allocate(byteCount: pageSize * pagesOfExtent, alignment: 64)
  private let filled = UnsafeMutablePointer<UInt8>.allocate(capacity: count)
  private let pages = UnsafeMutablePointer<UInt32>.allocate(capacity: count)
  private var extents = [[UInt32]](repeating: [], count: count)
  private var nextExtent: UInt32 = 0
  private let file = NamelessFile()

  init() {
    filled.initialize(repeating: 0, count: Self.count)
    pages.initialize(repeating: 0, count: Self.count)
  }

  deinit {
    filled.deallocate()
    pages.deallocate()
    keys.deallocate()
    rows.deallocate()
    page.deallocate()
  }

  @inline(__always)
  private func partition(of key: UInt64) -> Int { Int(truncatingIfNeeded: key &>> 34) & (Self.count - 1) }

  /// Fetches what ``append(_:row:)`` will write to.
  @inline(__always)
  func fetch(_ key: UInt64) -> UInt64 {
    let partition = partition(of: key)
    return keys[partition &* Self.keysOfPage &+ Int(filled[partition])]
  }

  func append(_ key: UInt64, row: UInt32) throws {
    let partition = partition(of: key)
    let place = partition &* Self.keysOfPage &+ Int(filled[partition])
    keys[place] = key
    rows[place] = row
    filled[partition] &+= 1
    if Int(filled[partition]) == Self.keysOfPage { try store(partition) }
  }

  func row(withKey key: UInt64) throws -> UInt32? {
    let partition = partition(of: key)
    let first = partition * Self.keysOfPage
    for place in first..<first + Int(filled[partition]) where keys[place] == key { return rows[place] }
    var left = Int(pages[partition])
    for extent in extents[partition] {
      let count = min(left, Self.pagesOfExtent)
      try read(extent, pages: count)
      for number in 0..<count {
        let start = page + number * Self.pageSize
        let stored = start.assumingMemoryBound(to: UInt64.self)
        for place in 0..<Self.keysOfPage where stored[place] == key {
          return (start + Self.keysOfPage * 8).assumingMemoryBound(to: UInt32.self)[place]
        }
      }
      left -= count
    }
    return nil
  }

  // MARK: The file

  private func store(_ partition: Int) throws {
    let number = Int(pages[partition]) % Self.pagesOfExtent
    if number == 0 {
      extents[partition].append(nextExtent)
      nextExtent += 1
    }
    let first = partition * Self.keysOfPage
    page.copyMemory(from: keys + first, byteCount: Self.keysOfPage * 8)
    (page + Self.keysOfPage * 8).copyMemory(from: rows + first, byteCount: Self.keysOfPage * 4)
    let offset = Self.offset(of: extents[partition].last ?? 0) + number * Self.pageSize
    try file.write(UnsafeRawBufferPointer(start: page, count: Self.pageSize), at: offset)
    pages[partition] += 1
    filled[partition] = 0
  }

  private func read(_ extent: UInt32, pages count: Int) throws {
    let target = UnsafeMutableRawBufferPointer(start: page, count: count * Self.pageSize)
    try file.read(into: target, at: Self.offset(of: extent))
  }

  private static func offset(of extent: UInt32) -> Int { Int(extent) * pagesOfExtent * pageSize }
}
