/// A cross-field rule over the values of some rows: refuses those in which it may find a fault.
struct GateRule: BitwiseCopyable {
  /// The values of one row, by field.
  struct Values {
    let first: UnsafeMutablePointer<GateText>

    @inline(__always)
    subscript(field: Int) -> GateText {
      get { first.column(field).pointee }
      nonmutating set { first.column(field).pointee = newValue }
    }
  }

  struct Condition: BitwiseCopyable {
    var field: Int
    /// An empty one asks for an empty field.
    var words: UnsafeBufferPointer<GateText>

    @inline(__always)
    func holds(_ value: GateText) -> Bool {
      for word in words where word == value { return true }
      return false
    }
  }

  struct Match: BitwiseCopyable {
    var field: Int
    var pattern: GatePattern
  }

  struct Case: BitwiseCopyable {
    var matches: UnsafeBufferPointer<Match>
    var value: GateText
  }

  enum Demand: BitwiseCopyable {
    case derive(field: Int, UnsafeBufferPointer<Case>)
    case require(UnsafeBufferPointer<Int>, otherwiseForbid: UnsafeBufferPointer<Int>)
    case forbid(UnsafeBufferPointer<Int>)
    case requireAny(UnsafeBufferPointer<Int>)
    case match(UnsafeBufferPointer<Match>)
    case compareFields(Int, RuleSchema.Comparison, Int)
    case compareWord(Int, RuleSchema.Comparison, GateText)
    /// Each field with its value.
    case equal(UnsafeBufferPointer<Int>, UnsafeBufferPointer<GateText>)
    case within(from: Int, to: Int, days: Int)
    case calendar(Int, days: UnsafeBufferPointer<GateText>)
  }

  var when: UnsafeBufferPointer<Condition>
  var unless: UnsafeBufferPointer<Condition>
  var demand: Demand

  /// The fields that it looks at or fills.
  var fields: [Int] {
    var fields = (Array(when) + Array(unless)).map(\.field)
    switch demand {
    case .derive(let field, let cases): fields += [field] + cases.flatMap { $0.matches.map(\.field) }
    case .require(let some, let others): fields += Array(some) + Array(others)
    case .forbid(let some), .requireAny(let some), .equal(let some, _): fields += Array(some)
    case .match(let matches): fields += matches.map(\.field)
    case .compareFields(let field, _, let other): fields += [field, other]
    case .compareWord(let field, _, _), .calendar(let field, _): fields.append(field)
    case .within(let from, let to, _): fields += [from, to]
    }
    return fields
  }

  /// Those of them of which it asks more than whether they are empty.
  var readFields: [Int] {
    let fields = (Array(when) + Array(unless)).filter { !$0.words.allSatisfy { $0.count == 0 } }.map(\.field)
    switch demand {
    case .derive(_, let cases): return fields + cases.flatMap { $0.matches.map(\.field) }
    case .require, .forbid, .requireAny: return fields
    case .match, .compareFields, .compareWord, .equal, .within, .calendar: return self.fields
    }
  }

  /// Fills the field of a derivation, and refuses the rows that do not certainly keep the rule.
  ///
  /// One rule of many rows at a time, because then what it asks is no question for each row.
  ///
  /// - Parameters:
  ///   - values: of all fields, ``GateRows/most`` of each.
  ///   - bound: room for one mark of each row.
  func judge(_ rows: GateRows, _ values: UnsafeMutablePointer<GateText>, _ bound: UnsafeMutablePointer<Bool>) {
    bind(rows, values, bound)
    switch demand {
    case .derive(let field, let cases):
      let target = values.column(field)
      for row in 0..<rows.count where bound[row] && rows.passes[row] && target[row].count == 0 {
        derive(field, cases, Values(first: values + row))
      }
    case .require(let fields, let others):
      for field in fields { rows.refuse { [cells = values.column(field)] in bound[$0] && cells[$0].count == 0 } }
      for field in others { rows.refuse { [cells = values.column(field)] in !bound[$0] && cells[$0].count > 0 } }
    case .forbid(let fields):
      for field in fields { rows.refuse { [cells = values.column(field)] in bound[$0] && cells[$0].count > 0 } }
    case .requireAny(let fields):
      rows.refuse { row in bound[row] && fields.allSatisfy { values.column($0)[row].count == 0 } }
    case .match(let matches):
      for match in matches {
        rows.refuse { [cells = values.column(match.field)] in
          bound[$0] && cells[$0].count > 0 && !match.pattern.matches(cells[$0])
        }
      }
    case .compareFields(let field, let comparison, let other):
      rows.refuse { [left = values.column(field), right = values.column(other)] in
        bound[$0] && !Self.holds(left[$0], comparison, right[$0])
      }
    case .compareWord(let field, let comparison, let word):
      rows.refuse { [cells = values.column(field)] in bound[$0] && !Self.holds(cells[$0], comparison, word) }
    case .equal(let fields, let words):
      for place in 0..<fields.count {
        rows.refuse { [cells = values.column(fields[place])] in bound[$0] && !(cells[$0] == words[place]) }
      }
    case .within(let from, let to, let days):
      rows.refuse { [first = values.column(from), last = values.column(to)] row in
        guard bound[row], let first = GateDay(first[row])?.japanDate, let last = GateDay(last[row])?.japanDate
        else { return false }
        return !(0...days ~= first.days(until: last))
      }
    case .calendar(let field, let days):
      rows.refuse { [cells = values.column(field)] row in
        bound[row] && cells[row].count > 0 && !days.contains { $0 == cells[row] }
      }
    }
  }

  /// Marks the rows that the rule applies to.
  @inline(__always)
  private func bind(_ rows: GateRows, _ values: UnsafeMutablePointer<GateText>, _ bound: UnsafeMutablePointer<Bool>) {
    bound.update(repeating: true, count: rows.count)
    for condition in when {
      let cells = values.column(condition.field)
      for row in 0..<rows.count { bound[row] = bound[row] && condition.holds(cells[row]) }
    }
    if unless.isEmpty { return }
    for row in 0..<rows.count where bound[row] {
      bound[row] = !unless.allSatisfy { $0.holds(values.column($0.field)[row]) }
    }
  }

  private func derive(
    _ field: Int, _ cases: UnsafeBufferPointer<Case>, _ values: Values
  ) {
    for item in cases {
      var fits = true
      for match in item.matches where values[match.field].count == 0 || !match.pattern.matches(values[match.field]) {
        fits = false
      }
      guard fits else { continue }
      values[field] = item.value
      return
    }
  }

  /// Whether two values stand to one another as they should; empty ones always do.
  @inline(__always)
  private static func holds(_ left: GateText, _ comparison: RuleSchema.Comparison, _ right: GateText) -> Bool {
    guard left.count > 0, right.count > 0 else { return true }
    switch comparison {
    case .notAfter: return !right.precedes(left)
    case .notBefore: return !left.precedes(right)
    case .notEqual: return !(left == right)
    }
  }
}

extension GateDay {
  fileprivate var japanDate: JapanDate? { JapanDate(year: year, month: month, day: day) }
}
