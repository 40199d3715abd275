/// Inflates a part and parses it, chunk by chunk; who walks through the events may be another thread.
final class PartSource {
  /// Small enough to stay in the processor's second cache with the events made of it.
  private static let chunkBytes = 32 << 10

  private let part: InflatedPart
  private let parser: PartParser
  private let chunk = UnsafeMutableRawBufferPointer.allocate(byteCount: PartSource.chunkBytes, alignment: 16)
  private(set) var isAtEnd = false
  /// How many bytes came without a tag.
  private var untaggedBytes = 0

  init(_ part: InflatedPart) throws {
    self.part = part
    parser = try PartParser(name: part.name)
  }

  deinit { chunk.deallocate() }

  /// Adds what the next chunk tells; a fault of the XML stands behind it. Throws ``SheetFault`` for one of the archive.
  func read(into events: inout PartEvents) throws(SheetFault) {
    let count = part.read(into: chunk.baseAddress!, count: chunk.count)
    guard count >= 0 else { throw part.fault ?? SheetFault.damaged("\(part.name): ZIP") }
    isAtEnd = count == 0
    let tags = events.tagCount
    parser.parse(UnsafeRawBufferPointer(rebasing: chunk[..<count]), isLast: isAtEnd, into: &events)
    untaggedBytes = events.tagCount > tags ? 0 : untaggedBytes + count
    if untaggedBytes > PartParser.mostTextBytes, events.fault == nil { events.fault = parser.textTooLong }
  }
}
