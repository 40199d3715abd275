/// The bytes that libFuzzer made up: a few choices first, then what the parser reads.
struct FuzzInput {
  private(set) var bytes: ArraySlice<UInt8>

  init(_ bytes: [UInt8]) {
    self.bytes = bytes[...]
  }

  /// The next choice among so many; the first one where there are no more bytes.
  mutating func choice(of count: Int) -> Int {
    Int(bytes.popFirst() ?? 0) % count
  }

  /// Cuts the bytes into chunks of the chosen size, or leaves them whole for 0.
  func chunks(of size: Int) -> [ArraySlice<UInt8>] {
    guard size > 0 else { return [bytes] }
    var rest = bytes
    var chunks: [ArraySlice<UInt8>] = []
    while !rest.isEmpty {
      chunks.append(rest.prefix(size))
      rest = rest.dropFirst(size)
    }
    return chunks
  }

  /// The parts between bytes FF, which are no UTF-8.
  var parts: [ArraySlice<UInt8>] {
    bytes.split(separator: 0xFF, omittingEmptySubsequences: false)
  }
}
