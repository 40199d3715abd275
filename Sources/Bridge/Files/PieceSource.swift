import Tabular

/// Reads a file in pieces that end with a line end, where a line ends within them; the last one also otherwise.
///
/// Cuts alike in every reading of the same bytes. Only one thread may ask it at a time.
final class PieceSource: @unchecked Sendable {
  /// Small enough for the nearer caches, with what is made of it; large enough that what is done once for each is nothing.
  static let pieceSize = 1 << 17
  private let file: InputFile
  /// The beginning of a line whose end the last piece had no room for.
  private let rest: UnsafeMutablePointer<UInt8>
  private var restCount = 0

  /// Throws ``Fault`` for what the file system says.
  init(path: String) throws {
    file = try InputFile(path: path)
    rest = .allocate(capacity: Self.pieceSize)
  }

  deinit { rest.deallocate() }

  /// Memory for one piece, and what is read behind it.
  static func memory() -> UnsafeMutablePointer<UInt8> {
    let size = pieceSize + CellIndex.padding
    let memory = UnsafeMutablePointer<UInt8>.allocate(capacity: size)
    memory.initialize(repeating: 0, count: size)
    return memory
  }

  /// Puts the next piece into the memory; an empty file has one piece, which is empty.
  func fill(_ memory: UnsafeMutablePointer<UInt8>) throws -> (count: Int, isLast: Bool) {
    memory.update(from: rest, count: restCount)
    var filled = restCount
    restCount = 0
    while filled < Self.pieceSize {
      let count = try file.readOnce(into: memory + filled, Self.pieceSize - filled)
      if count == 0 { return (filled, true) }
      filled += count
    }
    var end = filled
    while end > 0, memory[end - 1] != 0x0A { end -= 1 }
    guard end > 0 else { return (filled, false) }
    restCount = filled - end
    rest.update(from: memory + end, count: restCount)
    return (end, false)
  }
}
