/// Keys with their rows, one after the other, as long as nobody looks for one of them.
///
/// The newest stand in memory, the earlier ones in a temporary file. Fingerprints are keyed by the process: nothing of the
/// rows can be read from it.
final class KeyLog {
  private static let keysOfPage = 1 << 14
  private static let pageSize = keysOfPage * 12

  private let page = UnsafeMutableRawBufferPointer.allocate(byteCount: pageSize, alignment: 64)
  private let keys: UnsafeMutablePointer<UInt64>
  private let rows: UnsafeMutablePointer<UInt32>
  @exclusivity(unchecked) private var count = 0
  private var pages = 0
  private let file = NamelessFile()

  init() {
    keys = page.baseAddress!.bindMemory(to: UInt64.self, capacity: Self.keysOfPage)
    rows = (page.baseAddress! + Self.keysOfPage * 8).bindMemory(to: UInt32.self, capacity: Self.keysOfPage)
  }

  deinit { page.deallocate() }

  @inline(__always)
  func append(_ key: UInt64, row: UInt32) throws {
    keys[count] = key
    rows[count] = row
    count &+= 1
    if count == Self.keysOfPage { try store() }
  }

  /// Hands out all keys, those of the file after those in memory; there are none afterwards.
  func empty(_ body: (UInt64, UInt32) throws -> Void) throws {
    try handOut(body)
    for number in 0..<pages {
      try file.read(into: page, at: number * Self.pageSize)
      count = Self.keysOfPage
      try handOut(body)
    }
    pages = 0
  }

  private func handOut(_ body: (UInt64, UInt32) throws -> Void) rethrows {
    for place in 0..<count { try body(keys[place], rows[place]) }
    count = 0
  }

  private func store() throws {
    try file.write(UnsafeRawBufferPointer(page), at: pages * Self.pageSize)
    pages += 1
    count = 0
  }
}
