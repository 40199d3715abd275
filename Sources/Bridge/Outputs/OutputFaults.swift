import Findings

/// Output files that are written together, each of which may fail without harm to the others.
struct OutputFaults {
  /// In the order in which their faults are told.
  enum Output: CaseIterable { case result, errors, book, status }

  private var faults: [Output: Fault] = [:]

  var inOrder: [Fault] { Output.allCases.compactMap { faults[$0] } }

  /// What the body made; `nil` and a note where that failed. Throws what the ledger throws.
  mutating func make<Made>(_ output: Output, _ body: () throws -> Made) throws -> Made? {
    do {
      return try body()
    } catch let fault as Fault where !fault.isLedgers {
      faults[output] = fault
      return nil
    }
  }

  /// Goes on with an output that has not failed so far; where it does now, it is given up.
  mutating func add<Made>(_ output: Output, to made: inout Made?, _ body: (Made) throws -> Void) throws {
    guard let present = made else { return }
    if try make(output, { try body(present) }) == nil { made = nil }
  }
}
