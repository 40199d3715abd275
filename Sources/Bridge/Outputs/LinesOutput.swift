import Findings
import Ledger

/// A result or error file while it is written, many lines at a time.
final class LinesOutput {
  let path: String
  private var file: WholeFile
  private let replaced: String?
  private let keeper: OutputKeeper
  private var block: [UInt8] = []

  private static let blockSize = 1 << 16

  /// Throws ``Fault``.
  init(
    _ kind: OutputNames.Kind, _ names: OutputNames, keeper: OutputKeeper, warnings: inout [Finding], head: [UInt8]
  ) throws {
    let place = try keeper.freePath(kind, .csv, names, &warnings)
    path = place.path
    replaced = place.present
    self.keeper = keeper
    file = try WholeFile(at: place.path)
    block = head
  }

  func add(_ line: [UInt8]) throws {
    block += line
    if block.count < Self.blockSize { return }
    try file.write(block)
    block.removeAll(keepingCapacity: true)
  }

  /// Lets the file appear. Throws ``Fault``.
  func commit(of drop: DropID) throws {
    try file.write(block)
    try keeper.commit(&file, replacing: replaced, of: drop)
  }
}
