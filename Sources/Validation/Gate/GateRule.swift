/// A cross-field rule over the values of some rows: refuses those in which it may find a fault.
struct GateRule: BitwiseCopyable {
  struct Condition: BitwiseCopyable {
    var field: Int
    /// An empty one asks for an empty field.
    var words: UnsafeBufferPointer<GateText>
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
    (Array(when) + Array(unless)).map(\.field) + demandedFields
  }

  private var demandedFields: [Int] {
    switch demand {
    case .derive(let field, let cases): [field] + cases.flatMap { $0.matches.map(\.field) }
    case .require(let some, let others): Array(some) + Array(others)
    case .forbid(let some), .requireAny(let some), .equal(let some, _): Array(some)
    case .match(let matches): matches.map(\.field)
    case .compareFields(let field, _, let other): [field, other]
    case .compareWord(let field, _, _), .calendar(let field, _): [field]
    case .within(let from, let to, _): [from, to]
    }
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

  /// Those of them that can't be codes.
  var textFields: [Int] {
    switch demand {
    case .derive(let field, let cases):
      let isCode = cases.allSatisfy { $0.value.count > 0 && GateValues.code(of: $0.value) != nil }
      return cases.flatMap { $0.matches.map(\.field) } + (isCode ? [] : [field])
    case .require, .forbid, .requireAny, .equal: return []
    case .match, .compareFields, .compareWord, .within, .calendar: return demandedFields
    }
  }

  /// Fills the field of a derivation, and refuses the rows that do not certainly keep the rule.
  ///
  /// One rule of many rows at a time, because then what it asks is no question for each row.
  ///
  func judge(_ rows: GateRows, _ values: GateValues, _ marks: RuleMarks) {
    bind(rows, values, marks)
    let bound = marks.bound
    switch demand {
    case .derive(let field, let cases):
      for row in 0..<rows.count where bound[row] & rows.passes[row] != 0 && values.isEmpty(field, row) {
        derive(field, cases, values, row)
      }
    case .require(let fields, let others):
      for field in fields {
        values.markFilled(field, rows, marks.some)
        for row in 0..<rows.count { rows.passes[row] &= (bound[row] ^ 1) | marks.some[row] }
      }
      for field in others {
        values.markFilled(field, rows, marks.some)
        for row in 0..<rows.count { rows.passes[row] &= bound[row] | (marks.some[row] ^ 1) }
      }
    case .forbid(let fields):
      for field in fields {
        values.markFilled(field, rows, marks.some)
        for row in 0..<rows.count { rows.passes[row] &= (bound[row] & marks.some[row]) ^ 1 }
      }
    case .requireAny(let fields):
      marks.all.update(repeating: 0, count: rows.count)
      for field in fields {
        values.markFilled(field, rows, marks.some)
        for row in 0..<rows.count { marks.all[row] |= marks.some[row] }
      }
      for row in 0..<rows.count { rows.passes[row] &= (bound[row] ^ 1) | marks.all[row] }
    case .match(let matches):
      for match in matches {
        // The offices of a file are few, and stand in one row after the other.
        var known = (text: GateText.empty, fits: true)
        rows.refuse { [cells = values.texts(of: match.field)] row in
          let text = cells[row]
          guard bound[row] != 0, text.count > 0 else { return false }
          if !(text == known.text) { known = (text, match.pattern.matches(text)) }
          return !known.fits
        }
      }
    case .compareFields(let field, let comparison, let other):
      rows.refuse { [left = values.texts(of: field), right = values.texts(of: other)] in
        bound[$0] != 0 && !Self.holds(left[$0], comparison, right[$0])
      }
    case .compareWord(let field, let comparison, let word):
      rows.refuse { [cells = values.texts(of: field)] in
        bound[$0] != 0 && !Self.holds(cells[$0], comparison, word)
      }
    case .equal(let fields, let words):
      for place in 0..<fields.count {
        let word = UnsafeBufferPointer(rebasing: words[place...place])
        values.mark(fields[place], oneOf: word, rows, marks.some)
        for row in 0..<rows.count { rows.passes[row] &= (bound[row] ^ 1) | marks.some[row] }
      }
    case .within(let from, let to, let days):
      rows.refuse { [first = values.texts(of: from), last = values.texts(of: to)] row in
        guard bound[row] != 0, let first = GateDay(first[row])?.japanDate, let last = GateDay(last[row])?.japanDate
        else { return false }
        return !(0...days ~= first.days(until: last))
      }
    case .calendar(let field, let days):
      rows.refuse { [cells = values.texts(of: field)] row in
        bound[row] != 0 && cells[row].count > 0 && !days.contains { $0 == cells[row] }
      }
    }
  }

  /// Marks the rows that the rule applies to.
  private func bind(_ rows: GateRows, _ values: GateValues, _ marks: RuleMarks) {
    marks.bound.update(repeating: 1, count: rows.count)
    for condition in when {
      values.mark(condition.field, oneOf: condition.words, rows, marks.some)
      for row in 0..<rows.count { marks.bound[row] &= marks.some[row] }
    }
    if unless.isEmpty { return }
    marks.all.update(repeating: 1, count: rows.count)
    for condition in unless {
      values.mark(condition.field, oneOf: condition.words, rows, marks.some)
      for row in 0..<rows.count { marks.all[row] &= marks.some[row] }
    }
    for row in 0..<rows.count { marks.bound[row] &= marks.all[row] ^ 1 }
  }

  private func derive(_ field: Int, _ cases: UnsafeBufferPointer<Case>, _ values: GateValues, _ row: Int) {
    for item in cases {
      var fits = true
      for match in item.matches {
        let value = values.texts(of: match.field)[row]
        if value.count == 0 || !match.pattern.matches(value) { fits = false }
      }
      guard fits else { continue }
      values.set(field, row, to: item.value)
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

/// Where a rule marks rows with 1 or 0, ``GateRows/most`` of them.
struct RuleMarks {
  /// Those that it applies to.
  let bound = UnsafeMutablePointer<UInt8>.allocate(capacity: GateRows.most)
  /// Those in which one thing holds, and those in which all do, or any.
  let some = UnsafeMutablePointer<UInt8>.allocate(capacity: GateRows.most)
  let all = UnsafeMutablePointer<UInt8>.allocate(capacity: GateRows.most)

  func deallocate() {
    bound.deallocate()
    some.deallocate()
    all.deallocate()
  }
}

extension GateDay {
  fileprivate var japanDate: JapanDate? { JapanDate(year: year, month: month, day: day) }
}
