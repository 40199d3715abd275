/// The deterministic automaton of a pattern, laid out for one table look-up per byte.
///
/// Bytes that no part of the pattern tells apart share a column. A row is `width` numbers: first 1 where the value may
/// end, then for each column the offset of the next row. The row at offset 0 is the one that nothing leads out of.
struct TransitionTable: Sendable {
  let columns: [UInt8]
  let cells: [UInt32]
  let start: UInt32

  private static let largestRowCount = 10_000

  /// Builds the table by the subset construction; throws `tooLarge` for patterns whose subsets explode.
  init(_ automaton: ByteAutomaton) throws(PatternError) {
    let (columns, samples) = Self.columns(of: automaton)
    let width = samples.count + 1
    var subsets = Subsets(automaton)
    var cells = [UInt32](repeating: 0, count: width)
    var rows: [[Int]: UInt32] = [[]: 0]
    var pending: [[Int]] = []

    func offset(of subset: [Int]) throws(PatternError) -> UInt32 {
      if let known = rows[subset] { return known }
      guard rows.count < Self.largestRowCount else { throw PatternError(position: 1, problem: .tooLarge) }
      let offset = UInt32(rows.count * width)
      rows[subset] = offset
      pending.append(subset)
      return offset
    }

    start = try offset(of: subsets.closure(of: [automaton.start]))
    var done = 0
    while done < pending.count {
      let subset = pending[done]
      done += 1
      cells.append(subset.contains(automaton.end) ? 1 : 0)
      for sample in samples {
        let targets = subsets.step(from: subset, over: sample)
        cells.append(targets.isEmpty ? 0 : try offset(of: subsets.closure(of: targets)))
      }
    }
    self.columns = columns
    self.cells = cells
  }

  /// The column of every byte, and one byte of every column.
  private static func columns(of automaton: ByteAutomaton) -> (columns: [UInt8], samples: [UInt8]) {
    var begins = [Bool](repeating: false, count: 257)
    begins[0] = true
    for edge in automaton.edges.joined() {
      begins[Int(edge.bytes.lowerBound)] = true
      begins[Int(edge.bytes.upperBound) + 1] = true
    }
    var columns: [UInt8] = []
    var samples: [UInt8] = []
    for byte in UInt8.min...UInt8.max {
      if begins[Int(byte)] { samples.append(byte) }
      columns.append(UInt8(samples.count))
    }
    return (columns, samples)
  }
}

/// Walks the nondeterministic automaton in sets of states.
private struct Subsets {
  let automaton: ByteAutomaton
  var seen: [Int]
  var round = 0

  init(_ automaton: ByteAutomaton) {
    self.automaton = automaton
    self.seen = Array(repeating: 0, count: automaton.edges.count)
  }

  /// Everything that can be reached from `states` without a byte, less the states that only lead on.
  mutating func closure(of states: [Int]) -> [Int] {
    round += 1
    var open = states
    var reached: [Int] = []
    while let state = open.popLast() {
      guard seen[state] != round else { continue }
      seen[state] = round
      if !automaton.edges[state].isEmpty || state == automaton.end { reached.append(state) }
      open += automaton.jumps[state]
    }
    return reached.sorted()
  }

  func step(from subset: [Int], over byte: UInt8) -> [Int] {
    var targets: [Int] = []
    for state in subset {
      for edge in automaton.edges[state] where edge.bytes.contains(byte) { targets.append(edge.target) }
    }
    return targets
  }
}
