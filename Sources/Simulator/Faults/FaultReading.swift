/// A text handed to the administrator's desk that it does not understand.
package struct UnreadableInstruction: Error, Sendable, CustomStringConvertible {
  package var description: String
  init(_ description: String) { self.description = description }
}

extension SimulatorFaults {
  /// Reads a plan: `{"rules":[{"kind":"commitThenDrop","function":8,"every":5}],"throttle":{"limit":5,
  /// "windowSeconds":1,"retryAfterSeconds":2,"retryAfterAsDate":false},"maintenance":true,
  /// "plannedStops":["2026-11-22"],"tokenLifeSeconds":10,"inquiryLagSeconds":5,"pageSize":2,"makerIntakeDays":3,
  /// "revokeTokens":true}`.
  ///
  /// Every member may be left out; an unknown one throws `UnreadableInstruction`. `revokeTokens` is an action of the
  /// desk and not part of the plan.
  package init(json text: String) throws {
    try self.init(JSONReader.value(of: Array(text.utf8)))
  }

  init(_ json: JSONValue) throws {
    let members = try json.members(
      allowed: [
        "rules", "throttle", "maintenance", "plannedStops", "tokenLifeSeconds", "inquiryLagSeconds", "revokeTokens",
        "pageSize", "makerIntakeDays",
      ])
    let pageSize = members["pageSize"]?.integer
    guard pageSize.map({ $0 > 0 }) ?? (members["pageSize"] == nil) else {
      throw UnreadableInstruction("\"pageSize\" must be at least 1")
    }
    self.init(
      rules: try (members["rules"]?.array ?? []).map(Rule.init),
      throttle: try members["throttle"].map(Throttle.init),
      isInMaintenance: members["maintenance"]?.bool ?? false,
      plannedStops: try Set((members["plannedStops"]?.array ?? []).map(Self.day)),
      tokenLifeSeconds: try members["tokenLifeSeconds"]?.seconds,
      inquiryLagSeconds: try members["inquiryLagSeconds"]?.seconds ?? 0, pageSize: pageSize,
      makerIntakeDays: try members["makerIntakeDays"].map { try $0.days } ?? 3)
  }

  private static func day(_ json: JSONValue) throws -> String {
    guard let text = json.string, CalendarDay(text) != nil else {
      throw UnreadableInstruction("not a day: \(json.text)")
    }
    return text
  }
}

extension SimulatorFaults.Rule {
  fileprivate init(_ json: JSONValue) throws {
    let members = try json.members(allowed: ["kind", "function", "call", "every", "seconds"])
    guard let kind = members["kind"]?.string.flatMap(SimulatorFaults.Kind.init) else {
      let known = SimulatorFaults.Kind.allCases.map(\.rawValue).joined(separator: ", ")
      throw UnreadableInstruction("\"kind\" must be one of \(known)")
    }
    let every = members["every"]?.integer
    guard every.map({ $0 > 0 }) ?? true else { throw UnreadableInstruction("\"every\" must be at least 1") }
    self.init(
      kind, function: members["function"]?.integer, call: members["call"]?.integer, every: every,
      seconds: try members["seconds"]?.seconds ?? 0)
  }
}

extension SimulatorFaults.Throttle {
  fileprivate init(_ json: JSONValue) throws {
    let members = try json.members(allowed: ["limit", "windowSeconds", "retryAfterSeconds", "retryAfterAsDate"])
    guard let limit = members["limit"]?.integer, let window = try members["windowSeconds"]?.seconds else {
      throw UnreadableInstruction("a throttle needs \"limit\" and \"windowSeconds\"")
    }
    self.init(
      limit: limit, windowSeconds: window,
      retryAfterSeconds: try members["retryAfterSeconds"].map { Int(try $0.seconds) },
      retryAfterAsDate: members["retryAfterAsDate"]?.bool ?? false)
  }
}

extension JSONValue {
  /// A span of at most thirty years, in seconds.
  var seconds: Double {
    get throws {
      guard let seconds = decimal, (0...1e9).contains(seconds) else {
        throw UnreadableInstruction("not a number of seconds: \(text)")
      }
      return seconds
    }
  }

  /// A number of whole days, nil for null.
  var days: Int? {
    get throws {
      if self == .null { return nil }
      guard let days = integer, (0...10_000).contains(days) else {
        throw UnreadableInstruction("not a number of days: \(text)")
      }
      return days
    }
  }

  /// The members of an object, none of which may be unknown.
  func members(allowed names: Set<String>) throws -> [String: JSONValue] {
    guard let members else { throw UnreadableInstruction("an object was expected") }
    if let unknown = members.first(where: { !names.contains($0.name) }) {
      throw UnreadableInstruction(
        "unknown member \"\(unknown.name)\"; known: \(names.sorted().joined(separator: ", "))")
    }
    return Dictionary(uniqueKeysWithValues: members.map { ($0.name, $0.value) })
  }
}
