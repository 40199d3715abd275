/// A cross-field rule over the values of one row: says whether it certainly finds no fault.
struct GateRule: BitwiseCopyable {
  /// The values of one row, by field.
  struct Values {
    let first: UnsafeMutablePointer<GateText>

    @inline(__always)
    subscript(field: Int) -> GateText {
      get { first[field &* GateRows.most] }
      nonmutating set { first[field &* GateRows.most] = newValue }
    }
  }

  struct Condition: BitwiseCopyable {
    var field: Int
    /// An empty one asks for an empty field.
    var words: UnsafeBufferPointer<GateText>

    @inline(__always)
    func holds(_ values: Values) -> Bool {
      let value = values[field]
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

  @inline(__always)
  private func applies(_ values: Values) -> Bool {
    for condition in when where !condition.holds(values) { return false }
    if unless.isEmpty { return true }
    for condition in unless where !condition.holds(values) { return true }
    return false
  }

  /// Fills the field of a derivation, and says whether the row keeps the rule otherwise.
  @inline(__always)
  func holds(_ values: Values) -> Bool {
    switch demand {
    case .derive(let field, let cases):
      if values[field].count == 0, applies(values) { derive(field, cases, values) }
    case .require(let fields, let others):
      let isBound = applies(values)
      for field in isBound ? fields : others where (values[field].count == 0) == isBound { return false }
    case .forbid(let fields):
      guard applies(values) else { return true }
      for field in fields where values[field].count > 0 { return false }
    case .requireAny(let fields):
      guard applies(values) else { return true }
      for field in fields where values[field].count > 0 { return true }
      return false
    case .match(let matches):
      guard applies(values) else { return true }
      for match in matches where values[match.field].count > 0 && !match.pattern.matches(values[match.field]) {
        return false
      }
    case .compareFields(let field, let comparison, let other):
      return compares(values[field], comparison, values[other], values)
    case .compareWord(let field, let comparison, let word):
      return compares(values[field], comparison, word, values)
    case .equal(let fields, let words):
      guard applies(values) else { return true }
      for place in 0..<fields.count where !(values[fields[place]] == words[place]) { return false }
    case .within(let from, let to, let days):
      guard applies(values), let first = GateDay(values[from])?.japanDate, let last = GateDay(values[to])?.japanDate
      else { return true }
      return 0...days ~= first.days(until: last)
    case .calendar(let field, let days):
      guard applies(values), values[field].count > 0 else { return true }
      for day in days where day == values[field] { return true }
      return false
    }
    return true
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

  @inline(__always)
  private func compares(
    _ left: GateText, _ comparison: RuleSchema.Comparison, _ right: GateText, _ values: Values
  ) -> Bool {
    guard left.count > 0, right.count > 0, applies(values) else { return true }
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
