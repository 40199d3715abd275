import Findings
import Validation

/// One column of a sample: its heading and the values that were seen.
struct SampledColumn {
  let label: String
  /// Every value once, in the order of first appearance.
  let distinct: [String]

  init(_ label: String, _ rows: [[String]], index: Int) {
    self.label = label
    var seen: Set<String> = []
    distinct = rows.compactMap { index < $0.count ? $0[index] : nil }.filter { seen.insert($0).inserted }
  }

  /// The values that can't be read as the field's.
  func unclear(_ field: FieldSchema) -> [String] {
    let context = ValueContext(field)
    return distinct.filter { value in
      if case .rejected = normalise(ArraySlice(value.utf8), as: field.bridge.normalise, context) { return true }
      return false
    }
  }

  /// Whether the content speaks for the field: every value can be read, and the field's shape says something.
  func fits(_ field: FieldSchema) -> Bool {
    let telling: Set<Normalisation> = [.ticket, .chassis, .plate, .office, .permit, .telephone, .date, .choice]
    let filled = distinct.filter { !$0.allSatisfy(\.isWhitespace) }
    guard telling.contains(field.bridge.normalise), !filled.isEmpty else { return false }
    let pattern = field.constraints.pattern.flatMap { try? Pattern($0) }
    let context = ValueContext(field)
    // A chassis number is hardly ever short or digits alone, though both are allowed.
    if field.bridge.normalise == .chassis, filled.contains(where: { $0.count < 6 || $0.allSatisfy(\.isNumber) }) {
      return false
    }
    return filled.allSatisfy { value in
      guard case .value(let read) = normalise(ArraySlice(value.utf8), as: field.bridge.normalise, context) else {
        return false
      }
      return pattern?.matches(read.value) ?? true
    }
  }
}
