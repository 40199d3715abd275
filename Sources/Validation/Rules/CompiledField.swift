import Findings
import Tabular

/// One field made ready for rows: where its cell stands, how it is normalised, what its value must satisfy.
final class CompiledField: Sendable {
  let schema: FieldSchema
  /// The heading as the file has it.
  let label: String
  let column: Int?
  let context: ValueContext
  let pattern: Pattern?
  private let choices: [[UInt8]]
  /// Taken out of the schema, whose constraints would be copied for every cell.
  let shortest: Int
  let longest: Int
  let hasLimits: Bool
  /// The shape of a name that may stand in place of the value; `nil` where none may.
  let standIn: Pattern?
  let reading: FieldReading?
  private let constant: ArraySlice<UInt8>?

  init(
    _ schema: FieldSchema, column: Int?, label: String, reading: FieldReading? = nil,
    patterns: PatternShelf
  ) throws {
    self.schema = schema
    self.column = column
    self.label = label
    self.reading = reading
    constant = column == nil ? reading?.constant.map { ArraySlice($0.utf8) } : nil
    context = reading?.extended(ValueContext(schema)) ?? ValueContext(schema)
    pattern = try schema.constraints.pattern.map { try patterns.pattern($0) }
    choices = schema.constraints.enumeration?.map { Array($0.utf8) } ?? []
    let constraints = schema.constraints
    shortest = constraints.minLength ?? 0
    longest = constraints.maxLength ?? .max
    hasLimits = constraints.minimum != nil || constraints.maximum != nil
    standIn = schema.bridge.reference == .use ? try patterns.pattern(FieldSchema.referencePattern) : nil
  }

  /// Reads the field's cell into the row and says what is wrong with it.
  func read(_ record: Record, into row: inout Row, at index: Int) -> [Finding] {
    let original: ArraySlice<UInt8>
    if let constant {
      original = constant
    } else {
      guard let column else { return [] }
      // A workbook's rows end with their last value: what is not there is empty, and may be required all the same.
      original = column < record.count ? record[column] : []
    }
    guard let reading else { return read(original, showing: original, record, into: &row, at: index) }
    switch reading.outcome(of: original) {
    case .asItStands: return read(original, showing: original, record, into: &row, at: index)
    case .replaced(let text): return read(ArraySlice(text.utf8), showing: original, record, into: &row, at: index)
    case .unmapped:
      return [finding(.unmappedValue, ["value": String(decoding: original, as: UTF8.self)], record)]
    }
  }

  private func read(
    _ cell: ArraySlice<UInt8>, showing original: ArraySlice<UInt8>, _ record: Record, into row: inout Row,
    at index: Int
  ) -> [Finding] {
    switch normalise(cell, as: schema.bridge.normalise, context) {
    case .empty(let repairs):
      let found = repairs.map { finding($0.code, $0.facts, record) }
      return schema.constraints.required ? found + [finding(.required, [:], record)] : found
    case .value(let normalised):
      row.set(index, to: normalised.value)
      var found = normalised.repairs.map { finding($0.code, $0.facts, record) }
      if let (code, facts) = violation(by: normalised.value) {
        let value = ["value": String(decoding: original, as: UTF8.self)]
        found.append(finding(code, facts.merging(value) { fact, _ in fact }, record))
      }
      return found
    case .rejected(let rejection):
      var facts = rejection.facts
      // What a person sees is the file's own value, not what the profile made of it.
      if !cell.elementsEqual(original) { facts["value"] = String(decoding: original, as: UTF8.self) }
      if rejection.code == .pattern {
        facts.merge(Self.facts(showing: facts["expected"] ?? schema.example)) { _, shown in shown }
      }
      return [finding(rejection.code, facts, record)]
    }
  }

  private func violation(by value: ArraySlice<UInt8>) -> (FindingCode, [String: String])? {
    if let standIn, value.first == UInt8(ascii: "@") {
      return standIn.matches(value) ? nil : (.pattern, Self.facts(showing: "@A"))
    }
    if shortest > 0 || longest != .max {
      let length = Self.characterCount(of: value)
      if length > longest || length < shortest { return (.length, ["actual": "\(length)", "expected": spokenLengths]) }
    }
    if let pattern, !pattern.matches(value) { return (.pattern, Self.facts(showing: schema.example)) }
    if !choices.isEmpty, !choices.contains(where: { $0.elementsEqual(value) }) {
      let listed = schema.constraints.enumeration?.joined(separator: ", ") ?? "…"
      return (.enumeration, ["expected": context.choices?.spoken ?? listed])
    }
    if hasLimits {
      let constraints = schema.constraints
      guard let number = Double(String(decoding: value, as: UTF8.self)) else { return (.number, [:]) }
      if number < constraints.minimum ?? -.infinity || number > constraints.maximum ?? .infinity {
        let low = constraints.minimum.map(Self.written) ?? ""
        let high = constraints.maximum.map(Self.written) ?? ""
        return (.range, ["expected": "\(low)–\(high)"])
      }
    }
    return nil
  }

  /// What the far end could not read of a value, each character with its usual writing.
  func foreignCharacters(
    in value: ArraySlice<UInt8>, by rule: CharacterRule, at location: Location
  ) -> [Finding] {
    let lacking = rule.set.lacking(in: value)
    guard !lacking.isEmpty else { return [] }
    let named = lacking.map { scalar in
      let suggestion = Substitution.suggestion(for: scalar).map { "→\($0)" } ?? ""
      return "\(scalar)(U+\(String(scalar.value, radix: 16, uppercase: true)))\(suggestion)"
    }
    return [
      Finding(
        rule.isStrict ? .foreignCharacter : .unusualCharacter, field: schema.name, label: label,
        facts: ["value": named.joined(separator: " ")], at: location)
    ]
  }

  private static func characterCount(of value: ArraySlice<UInt8>) -> Int {
    value.withUnsafeBufferPointer { bytes in
      var count = 0
      // UTF-8 continuation bytes are not characters of their own.
      for byte in bytes where byte & 0xC0 != 0x80 { count &+= 1 }
      return count
    }
  }

  private var spokenLengths: String {
    shortest == longest ? "\(shortest)" : "\(shortest)–\(longest == .max ? "" : "\(longest)")"
  }

  /// A limit as people write it: 99, not 99.0.
  private static func written(_ limit: Double) -> String {
    Int(exactly: limit).map { "\($0)" } ?? "\(limit)"
  }

  private static func facts(showing example: String?) -> [String: String] {
    example.map { ["expected.ja": "例 \($0)", "expected.en": "for example \($0)"] } ?? [:]
  }

  private func finding(_ code: FindingCode, _ facts: [String: String], _ record: Record) -> Finding {
    Finding(code, field: schema.name, label: label, facts: facts, at: record.location)
  }
}

extension ValueContext {
  /// What the normaliser needs to know of a field.
  package init(_ schema: FieldSchema) {
    let constraints = schema.constraints
    let digits = constraints.minLength.flatMap { low in constraints.maxLength.map { low...max(low, $0) } }
    let meanings = schema.bridge.meanings
    self.init(
      digits: digits,
      choices: meanings.isEmpty ? nil : Choices(meanings, isBoolean: schema.type == .boolean),
      example: schema.example)
  }
}
