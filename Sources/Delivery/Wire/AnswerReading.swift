package import Validation

/// Reads the values of answers back into our own form: days in the wire's format, code values that an overlay renamed.
///
/// A member of an answer that has the name of a field is written as the field is in requests. So is a member that evidence
/// compares with a field of the row, the member that stands for the next deadline, and what `wire.answerDates` names.
/// Result codes and messages stay as the service wrote them.
package struct AnswerReading: Sendable {
  private let date: WireDate
  private var dates: Set<String>
  /// What members carry and what it means, where the two differ.
  private var codes: [String: [String: String]] = [:]

  package init(catalogue: Catalogue) {
    let wire = catalogue.service.wire
    date = WireDate(wire)
    dates = Set(wire.answerDates)
    for function in catalogue.functions {
      for field in function.fields {
        note(field, as: [field.name, field.wireName], wire)
      }
      if let deadline = function.bridge.answer.deadline { dates.insert(Self.member(deadline)) }
      for demands in function.bridge.confirm?.demands ?? [] {
        for (member, alternatives) in demands {
          for value in alternatives where value.hasPrefix("$") {
            guard let field = function.field(named: String(value.dropFirst())) else { continue }
            note(field, as: [Self.member(member)], wire)
          }
        }
      }
    }
  }

  /// The answer that the outcome holds, in our own form.
  package func canonical(_ outcome: Outcome) -> Outcome {
    if date.isCanonical && codes.isEmpty { return outcome }
    return switch outcome {
    case .accepted(let answer): .accepted(canonical(answer))
    case .refused(let answer): .refused(canonical(answer))
    case .alreadyReported(let answer): .alreadyReported(canonical(answer))
    case .deferred(let answer): .deferred(canonical(answer))
    case .closed(let answer): .closed(canonical(answer))
    case .tokenExpired(let answer): .tokenExpired(answer.map(canonical))
    case .stop(let reason, let answer): .stop(reason: reason, answer: answer.map(canonical))
    case .notTaken, .throttled, .unknown, .unexpected: outcome
    }
  }

  private func canonical(_ answer: ServiceAnswer) -> ServiceAnswer {
    guard let data = changed(answer.data, named: nil) else { return answer }
    var answer = answer
    answer.data = data
    return answer
  }

  /// The value in our form; `nil` where it is in our form already, so that nothing is copied for it.
  ///
  /// A value that is not what the wire would carry stays as it is: people then see what the service said.
  private func changed(_ value: JSONValue, named name: String?) -> JSONValue? {
    switch value {
    case .object(var members):
      var isChanged = false
      for (name, member) in members {
        guard let canonical = changed(member, named: name) else { continue }
        members[name] = canonical
        isChanged = true
      }
      return isChanged ? .object(members) : nil
    case .array(var elements):
      var isChanged = false
      for (index, element) in elements.enumerated() {
        guard let canonical = changed(element, named: name) else { continue }
        elements[index] = canonical
        isChanged = true
      }
      return isChanged ? .array(elements) : nil
    case .string(let text): return name.flatMap { canonical(text, named: $0) }.map(JSONValue.string)
    case .null, .bool, .integer, .number: return nil
    }
  }

  private func canonical(_ text: String, named name: String) -> String? {
    if let meaning = codes[name]?[text] { return meaning }
    return !date.isCanonical && dates.contains(name) ? date.canonical(text) : nil
  }

  private mutating func note(_ field: FieldSchema, as members: Set<String>, _ wire: ServiceSchema.Wire) {
    if field.type == .date { dates.formUnion(members) }
    var written = field.bridge.codes
    if field.type == .boolean {
      written = ["1": wire.yes, "0": wire.no].merging(written) { _, fieldsOwn in fieldsOwn }
    }
    for (code, text) in written where code != text {
      // The first function in the authority's order decides where two write one member differently.
      for member in members where codes[member]?[text] == nil { codes[member, default: [:]][text] = code }
    }
  }

  /// The last name of a path, `certificate/carName`.
  private static func member(_ path: String) -> String {
    path.split(separator: "/").last.map(String.init) ?? path
  }
}
