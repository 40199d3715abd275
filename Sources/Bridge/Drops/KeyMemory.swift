import Glibc

/// Which key stands in which row of a file, by fingerprints, in a memory that hardly grows with the file.
///
/// Filters know the keys that are certainly new, which are nearly all. The few others are looked for among the keys
/// themselves, which lie in partitions: the newest of each in memory, the earlier ones in a temporary file. Before the first
/// one is looked for, which may never be, they are only written down.
final class KeyMemory {
  /// How much memory a filter may take; and, once keys are looked for, the keys themselves.
  enum Size: Int {
    /// 64 KiB, for a file as short as that; the pages of a larger one would be touched, and so made, for nothing.
    case tiny = 2_048
    /// 4 MiB: a million keys are told apart. Of the last of ten million it finds half familiar, and looking for them takes
    /// less than a hundredth of the time that the ledger needs for their rows.
    case small = 131_072
    /// 12 MiB, for whoever does nothing else but read: of the last of ten million keys it finds one in eighty familiar.
    case large = 393_216

    var blockCount: Int { rawValue }
    var keysOfPage: Int { self == .large ? 32 : 16 }
  }

  /// From so many keys on, a filter would find too many of them familiar; then another one takes the new ones.
  private static let keysOfFilter = 10_000_000

  private let size: Size
  /// Full ones, and the one that takes new keys.
  @exclusivity(unchecked) private var full: [KeyFilter] = []
  @exclusivity(unchecked) private var open: KeyFilter
  @exclusivity(unchecked) private var newest = 0
  /// `nil` as long as no key was looked for.
  @exclusivity(unchecked) private var partitions: KeyPartitions?
  private let log = KeyLog()

  init(_ size: Size) {
    self.size = size
    open = KeyFilter(blockCount: size.blockCount)
  }

  /// The row that has this key already; `nil` where it is new, and then this row has it.
  ///
  /// Throws ``Fault`` where the temporary file can't be written or read.
  func row(withKey key: UInt64, or row: Int) throws -> Int? {
    var isFamiliar = open.insert(key)
    for filter in full where filter.holds(key) { isFamiliar = true }
    if isFamiliar, let earlier = try sorted().row(withKey: key) { return Int(earlier) }
    let row = UInt32(clamping: row)
    if let partitions { try partitions.append(key, row: row) } else { try log.append(key, row: row) }
    newest += 1
    if newest == Self.keysOfFilter {
      full.append(open)
      open = KeyFilter(blockCount: size.blockCount)
      newest = 0
    }
    return nil
  }

  /// Brings what the keys of a piece will touch into the cache, all at once instead of one miss after the other.
  func fetch(_ rows: [GatedReader.PassedRow]) {
    var seen: UInt64 = 0
    for row in rows { seen ^= open.fetch(row.key) }
    if let partitions { for row in rows { seen ^= partitions.fetch(row.key) } }
    fetched = seen
  }

  private func sorted() throws -> KeyPartitions {
    if let partitions { return partitions }
    let partitions = KeyPartitions(keysOfPage: size.keysOfPage)
    try log.empty { key, row in try partitions.append(key, row: row) }
    self.partitions = partitions
    return partitions
  }

  /// Keeps the fetching from being taken for useless.
  @exclusivity(unchecked) private var fetched: UInt64 = 0
}

/// A set that may find a key familiar that it never saw, but never forgets one: a split block Bloom filter, as Parquet
/// has it, with eight bits of half a cache line for each key.
private final class KeyFilter {
  private static let wordsOfBlock = 4
  /// Blocks of 32 bytes.
  private let blockCount: Int
  private let size: Int
  private let words: UnsafeMutablePointer<UInt64>

  init(blockCount: Int) {
    self.blockCount = blockCount
    size = 8 * Self.wordsOfBlock * blockCount
    // Pages of the system cost nothing until they are touched; large ones spare a second miss for each key.
    guard let memory = mmap(nil, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0),
      memory != MAP_FAILED
    else { preconditionFailure("no \(size >> 20) MiB of memory") }
    madvise(memory, size, MADV_HUGEPAGE)
    words = memory.bindMemory(to: UInt64.self, capacity: Self.wordsOfBlock * blockCount)
  }

  /// Fetches the block of a key.
  @inline(__always)
  func fetch(_ key: UInt64) -> UInt64 { block(of: key)[0] }

  deinit { munmap(words, size) }

  @inline(__always)
  private func block(of key: UInt64) -> UnsafeMutablePointer<UInt64> {
    words + Int(truncatingIfNeeded: ((key &>> 32) &* UInt64(blockCount)) &>> 32) &* Self.wordsOfBlock
  }

  /// Two bits of each word.
  @inline(__always)
  private static func bits(of key: UInt64, _ place: Int) -> UInt64 {
    let shift = UInt64(12 &* place)
    return 1 &<< (key &>> shift & 63) | 1 &<< (key &>> (shift &+ 6) & 63)
  }

  @inline(__always)
  func holds(_ key: UInt64) -> Bool {
    let block = block(of: key)
    var missing: UInt64 = 0
    for place in 0..<Self.wordsOfBlock { missing |= Self.bits(of: key, place) & ~block[place] }
    return missing == 0
  }

  /// Whether the key was familiar; it is from now on.
  @inline(__always)
  func insert(_ key: UInt64) -> Bool {
    let block = block(of: key)
    var missing: UInt64 = 0
    for place in 0..<Self.wordsOfBlock {
      let bits = Self.bits(of: key, place)
      missing |= bits & ~block[place]
      block[place] |= bits
    }
    return missing == 0
  }
}
