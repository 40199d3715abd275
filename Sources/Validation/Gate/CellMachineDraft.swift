import Tabular

/// A machine in the making.
struct CellMachineDraft {
  /// What counts of the characters so far.
  private struct State: Hashable {
    var isStart = false
    /// Whether the last character may be the last one.
    var mayEnd = false
    /// The row of the pattern's automaton; 0 without a pattern.
    var row: UInt32
  }

  private static let refused: UInt8 = 0
  private static let accepted: UInt8 = 1
  private static let largestCount = 255
  private static let lineFeed = 0x0A
  private static let carriageReturn = 0x0D

  private let demand: CellMachineMaker.Demand
  private let decoder: CellDecoder
  private let delimiter: Int
  private let classes: [UInt8]
  /// For each state, those between the bytes of a character as well, which one each byte leads to.
  private var rows: [[UInt8]] = []
  private var numbers: [State: UInt8] = [:]
  private var inner: [[UInt8]: UInt8] = [:]
  private var pending: [State] = []
  private var isTooLarge = false

  init(_ demand: CellMachineMaker.Demand, _ decoder: CellDecoder, delimiter: UInt8, classes: [UInt8]) {
    self.demand = demand
    self.decoder = decoder
    self.delimiter = Int(delimiter)
    self.classes = classes
  }

  mutating func table() -> [UInt16]? {
    rows = [Self.refused, Self.accepted].map { [UInt8](repeating: $0, count: 256) }
    _ = number(of: State(isStart: true, row: demand.pattern?.table.start ?? 0))
    // A CR may stand before the LF that ends a cell, and nowhere else.
    var lastCarriageReturn = [UInt8](repeating: Self.refused, count: 256)
    lastCarriageReturn[Self.lineFeed] = Self.accepted
    let ending = number(ofInner: lastCarriageReturn)
    var done = 0
    while done < pending.count, !isTooLarge {
      let state = pending[done]
      done += 1
      var row = row(leadingTo: targets(of: state))
      let isRight = state.isStart ? !demand.isRequired : state.mayEnd && mayEnd(state.row)
      row[delimiter] = isRight ? Self.accepted : Self.refused
      row[Self.lineFeed] = row[delimiter]
      row[Self.carriageReturn] = isRight ? ending : Self.refused
      rows[Int(numbers[state]!)] = row
    }
    return isTooLarge ? nil : rows.flatMap { $0.map { UInt16($0) &<< 8 } }
  }

  private func mayEnd(_ row: UInt32) -> Bool { demand.pattern.map { $0.table.cells[Int(row)] == 1 } ?? true }

  // MARK: States

  private mutating func number(of state: State) -> UInt8 {
    if let known = numbers[state] { return known }
    pending.append(state)
    let number = newNumber()
    numbers[state] = number
    return number
  }

  private mutating func number(ofInner row: [UInt8]) -> UInt8 {
    if let known = inner[row] { return known }
    let number = newNumber()
    rows[Int(number)] = row
    inner[row] = number
    return number
  }

  private mutating func newNumber() -> UInt8 {
    guard rows.count < Self.largestCount else {
      isTooLarge = true
      return Self.refused
    }
    rows.append(rows[0])
    return UInt8(rows.count - 1)
  }

  // MARK: Characters

  /// The state behind each scalar of the basic plane.
  private mutating func targets(of state: State) -> [UInt8] {
    var targets = [UInt8](repeating: Self.refused, count: 1 << 16)
    let wrong = demand.refused.anywhere | (state.isStart ? demand.refused.first : 0)
    // Neighbours are mostly of one kind.
    var known: (kind: UInt8, row: UInt32, number: UInt8)?
    func note(_ scalar: Int, row: UInt32) {
      let kind = classes[scalar]
      guard kind & wrong == 0 else { return }
      if let known, known.kind == kind, known.row == row {
        targets[scalar] = known.number
      } else {
        let number = number(of: State(mayEnd: kind & demand.refused.last == 0, row: row))
        targets[scalar] = number
        known = (kind, row, number)
      }
    }
    guard let table = demand.pattern?.table else {
      for scalar in targets.indices { note(scalar, row: 0) }
      return targets
    }
    func row(after row: UInt32, _ byte: Int) -> UInt32 { table.cells[Int(row) + Int(table.columns[byte])] }
    func follow(_ row: UInt32, from first: Int) {
      guard row != 0 else { return }
      for last in 0..<64 {
        let next = table.cells[Int(row) + Int(table.columns[0x80 + last])]
        if next != 0 { note(first + last, row: next) }
      }
    }
    for byte in 0..<0x80 {
      let next = row(after: state.row, byte)
      if next != 0 { note(byte, row: next) }
    }
    for lead in 0xC2...0xDF { follow(row(after: state.row, lead), from: (lead & 0x1F) << 6) }
    for lead in 0xE0...0xEF {
      let behind = row(after: state.row, lead)
      guard behind != 0 else { continue }
      for second in 0..<64 {
        follow(row(after: behind, 0x80 + second), from: (lead & 0x0F) << 12 | second << 6)
      }
    }
    return targets
  }

  // MARK: Bytes

  /// Where each byte leads that begins a character, given where the characters lead.
  private mutating func row(leadingTo targets: [UInt8]) -> [UInt8] {
    var row = [UInt8](repeating: Self.refused, count: 256)
    for byte in UInt8.min...UInt8.max {
      if let scalar = decoder.scalar(of: byte) {
        row[Int(byte)] = targets[Int(scalar)]
      } else if decoder.isLead(byte) {
        row[Int(byte)] = decoder.isUTF8 ? behind(lead: byte, targets) : behind(pairsWith: byte, targets)
      }
    }
    return row
  }

  private mutating func behind(pairsWith lead: UInt8, _ targets: [UInt8]) -> UInt8 {
    var row = [UInt8](repeating: Self.refused, count: 256)
    for trail in UInt8.min...UInt8.max {
      if let scalar = decoder.scalar(of: lead, trail) { row[Int(trail)] = targets[Int(scalar)] }
    }
    return number(ofInner: row)
  }

  private mutating func behind(lead: UInt8, _ targets: [UInt8]) -> UInt8 {
    if lead < 0xE0 { return number(ofLast: targets[(Int(lead) & 0x1F) << 6..<(Int(lead) & 0x1F) << 6 + 64]) }
    var row = [UInt8](repeating: Self.refused, count: 256)
    for second in CellDecoder.secondBytes(after: lead) {
      let first = (Int(lead) & 0x0F) << 12 | (Int(second) & 0x3F) << 6
      row[Int(second)] = number(ofLast: targets[first..<first + 64])
    }
    return number(ofInner: row)
  }

  /// The state before the last byte of a character of UTF-8.
  private mutating func number(ofLast targets: ArraySlice<UInt8>) -> UInt8 {
    if targets.allSatisfy({ $0 == Self.refused }) { return Self.refused }
    var row = [UInt8](repeating: Self.refused, count: 256)
    row.replaceSubrange(0x80..<0xC0, with: targets)
    return number(ofInner: row)
  }
}
