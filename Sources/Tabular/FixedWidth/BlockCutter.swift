/// Cuts a stream of bytes into blocks of one length, whatever the chunks; holds at most one unfinished block.
struct BlockCutter: Sendable {
  private let length: Int
  private var rest: [UInt8] = []

  init(length: Int) {
    self.length = max(1, length)
  }

  /// Hands every block that `bytes` completes to `body`.
  mutating func cut(_ bytes: UnsafeBufferPointer<UInt8>, body: (LineCutter.RawLine) -> Void) {
    var start = 0
    if !rest.isEmpty {
      start = min(length - rest.count, bytes.count)
      rest.append(contentsOf: bytes[..<start])
      guard rest.count == length else { return }
      finish(body: body)
    }
    while bytes.count - start >= length {
      emit(UnsafeBufferPointer(rebasing: bytes[start..<start + length]), body: body)
      start += length
    }
    rest.append(contentsOf: bytes[start...])
  }

  /// Hands what is left of a block that the file does not finish to `body`.
  mutating func finish(body: (LineCutter.RawLine) -> Void) {
    guard !rest.isEmpty else { return }
    rest.withUnsafeBufferPointer { emit($0, body: body) }
    rest.removeAll(keepingCapacity: true)
  }

  private func emit(_ block: UnsafeBufferPointer<UInt8>, body: (LineCutter.RawLine) -> Void) {
    body(LineCutter.RawLine(content: block, contentCount: block.count, lineEnd: nil, isTooLong: false))
  }
}
