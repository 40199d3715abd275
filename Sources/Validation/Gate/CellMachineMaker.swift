import Tabular

/// Makes the machines of one file's columns; columns that ask the same share one.
struct CellMachineMaker {
  /// What a column asks of its cells.
  struct Demand {
    var isRequired: Bool
    /// Of characters, as ``CellTest/refused``.
    var refused: (anywhere: UInt8, first: UInt8, last: UInt8)
    var pattern: Pattern?
  }

  private struct Name: Hashable {
    var isRequired: Bool
    var refused: [UInt8]
    var pattern: String?
  }

  private let decoder: CellDecoder
  private let delimiter: UInt8
  private let classes: [UInt8]
  private let memory: GateMemory
  private var made: [Name: CellMachine?] = [:]

  init(_ decoder: CellDecoder, delimiter: UInt8, classes: [UInt8], _ memory: GateMemory) {
    self.decoder = decoder
    self.delimiter = delimiter
    self.classes = classes
    self.memory = memory
  }

  /// `nil` where the machine would be larger than it is worth.
  mutating func machine(for demand: Demand) -> CellMachine? {
    let refused = demand.refused
    let name = Name(
      isRequired: demand.isRequired, refused: [refused.anywhere, refused.first, refused.last],
      pattern: demand.pattern?.source)
    if let known = made[name] { return known }
    var draft = CellMachineDraft(demand, decoder, delimiter: delimiter, classes: classes)
    let machine = draft.table().map { CellMachine(table: memory.keep($0).baseAddress!) }
    made[name] = machine
    return machine
  }
}
