/// All keys of a file with their rows, in partitions by the key's bits.
///
/// Each partition has one page in memory; full pages go to a temporary file. Fingerprints are keyed by the process: nothing
/// of the rows can be read from it.
final class KeyPartitions {
  private static let count = 4_096
  /// Keys of one partition that lie side by side in the file and are read at once.
  private static let keysOfExtent = 512
  /// Of a key and its row.
  private static let byteCount = 12
  private static let extentSize = keysOfExtent * byteCount

  private let keysOfPage: Int
  private let pageSize: Int
  private let pagesOfExtent: Int
  private let keys: UnsafeMutablePointer<UInt64>
  private let rows: UnsafeMutablePointer<UInt32>
  private let page = UnsafeMutableRawPointer.allocate(byteCount: extentSize, alignment: 64)
  private let filled = UnsafeMutablePointer<UInt8>.allocate(capacity: count)
  private let pages = UnsafeMutablePointer<UInt32>.allocate(capacity: count)
  private var extents = [[UInt32]](repeating: [], count: count)
  private var nextExtent: UInt32 = 0
  private let file = NamelessFile()

  /// - Parameter keysOfPage: how many keys of each partition stay in memory, a power of two: 32 take 1.5 MB, 16 half of it
  ///   and twice as many writes.
  init(keysOfPage: Int) {
    self.keysOfPage = keysOfPage
    pageSize = keysOfPage * Self.byteCount
    pagesOfExtent = Self.keysOfExtent / keysOfPage
    keys = .allocate(capacity: Self.count * keysOfPage)
    rows = .allocate(capacity: Self.count * keysOfPage)
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
    return keys[partition &* keysOfPage &+ Int(filled[partition])]
  }

  func append(_ key: UInt64, row: UInt32) throws {
    let partition = partition(of: key)
    let place = partition &* keysOfPage &+ Int(filled[partition])
    keys[place] = key
    rows[place] = row
    filled[partition] &+= 1
    if Int(filled[partition]) == keysOfPage { try store(partition) }
  }

  func row(withKey key: UInt64) throws -> UInt32? {
    let partition = partition(of: key)
    let first = partition * keysOfPage
    for place in first..<first + Int(filled[partition]) where keys[place] == key { return rows[place] }
    var left = Int(pages[partition])
    for extent in extents[partition] {
      let count = min(left, pagesOfExtent)
      try read(extent, pages: count)
      for number in 0..<count {
        let start = page + number * pageSize
        let stored = start.assumingMemoryBound(to: UInt64.self)
        for place in 0..<keysOfPage where stored[place] == key {
          return (start + keysOfPage * 8).assumingMemoryBound(to: UInt32.self)[place]
        }
      }
      left -= count
    }
    return nil
  }

  // MARK: The file

  private func store(_ partition: Int) throws {
    let number = Int(pages[partition]) % pagesOfExtent
    if number == 0 {
      extents[partition].append(nextExtent)
      nextExtent += 1
    }
    let first = partition * keysOfPage
    page.copyMemory(from: keys + first, byteCount: keysOfPage * 8)
    (page + keysOfPage * 8).copyMemory(from: rows + first, byteCount: keysOfPage * 4)
    let offset = self.offset(of: extents[partition].last ?? 0) + number * pageSize
    try file.write(UnsafeRawBufferPointer(start: page, count: pageSize), at: offset)
    pages[partition] += 1
    filled[partition] = 0
  }

  private func read(_ extent: UInt32, pages count: Int) throws {
    let target = UnsafeMutableRawBufferPointer(start: page, count: count * pageSize)
    try file.read(into: target, at: offset(of: extent))
  }

  private func offset(of extent: UInt32) -> Int { Int(extent) * Self.extentSize }
}
