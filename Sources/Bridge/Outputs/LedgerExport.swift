import Findings
package import Ledger

extension Installation {
  /// Writes the whole ledger to a file as JSON Lines; the file appears whole or not at all. Throws ``Fault``.
  package func export(_ ledger: SQLiteLedger, to path: String) throws {
    var file = try WholeFile(at: path, isPrivate: true)
    var block: [UInt8] = []
    try ledger.export { line in
      block += line.utf8
      block.append(UInt8(ascii: "\n"))
      if block.count > Self.blockSize {
        try file.write(block)
        block.removeAll(keepingCapacity: true)
      }
    }
    try file.write(block)
    try file.commit()
  }

  private static let blockSize = 1 << 20
}
