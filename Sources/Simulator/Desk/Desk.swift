import Foundation

/// The answer of the administrator's desk.
struct DeskAnswer: Sendable {
  var status = 200
  var json: JSONValue

  init(_ members: [JSONMember]) { json = .object(members) }

  init(status: Int, message: String) {
    self.status = status
    json = .object([JSONMember("message", .string(message))])
  }
}

extension CentreState {
  /// The administrator's desk: what tests look at and turn. Not a part of the pretended interface.
  mutating func desk(method: String, path: [String], body: [UInt8]) -> DeskAnswer {
    do {
      switch (method, path.first ?? "", path.count) {
      case ("GET", "journal", 1): return DeskAnswer([JSONMember("entries", .array(journal.map(\.json)))])
      case ("GET", "requests", 1): return requests
      case ("GET", "vehicles", 2): return vehicles(path[1])
      case ("GET", "clock", 1): return time
      case ("GET", "notices", 1): return notices
      case ("POST", _, 1): return try turn(path[0], JSONReader.value(of: body))
      default: return DeskAnswer(status: 404, message: "no such desk")
      }
    } catch {
      return DeskAnswer(status: 400, message: "\(error)")
    }
  }

  private mutating func turn(_ knob: String, _ json: JSONValue) throws -> DeskAnswer {
    switch knob {
    case "vehicles", "makerIntake": return try change(knob, json, at: clock.now, isReplay: false)
    case "otherParty": return try otherParty(json)
    case "clock": return try setClock(json)
    case "advance": return try advance(json)
    case "plannedStop": return try addPlannedStop(json)
    case "faults": return try setFaults(json)
    default: return DeskAnswer(status: 404, message: "no such desk")
    }
  }

  private var requests: DeskAnswer {
    DeskAnswer([
      JSONMember(
        "functions", .object(requestCounts.sorted { $0.key < $1.key }.map { JSONMember($0.key, .integer($0.value)) })),
      JSONMember("inFlight", .integer(inFlight)),
      JSONMember("maxInFlight", .integer(mostInFlight)),
    ])
  }

  private var time: DeskAnswer { DeskAnswer([JSONMember("now", .string(clock.now.iso8601))]) }

  private func vehicles(_ encoded: String) -> DeskAnswer {
    let chassisNo = encoded.removingPercentEncoding ?? encoded
    let found = (ticketsByChassis[chassisNo] ?? []).compactMap { vehicles[$0]?.current }
    guard !found.isEmpty else { return DeskAnswer(status: 404, message: "no such vehicle") }
    return DeskAnswer([JSONMember("vehicles", .array(found.map { detail(of: $0, asOf: clock.now) }))])
  }

  private mutating func setClock(_ json: JSONValue) throws -> DeskAnswer {
    let members = try json.members(allowed: ["now", "advanceSeconds"])
    if let text = members["now"]?.string {
      guard let instant = Instant(text) else { throw UnreadableInstruction("not an ISO 8601 moment: \(text)") }
      clock.set(instant)
    }
    if let seconds = try members["advanceSeconds"]?.seconds { clock.set(clock.now.advanced(bySeconds: seconds)) }
    return time
  }

  /// `{"days": 3}`: the same hour some days later. Notices become due, makers take packages in.
  private mutating func advance(_ json: JSONValue) throws -> DeskAnswer {
    guard let days = try json.members(allowed: ["days"])["days"]?.days else {
      throw UnreadableInstruction("\"days\" is missing")
    }
    clock.set(clock.now.advanced(bySeconds: Double(days) * 86_400))
    return time
  }

  /// `{"date": "2026-11-22"}`: one more planned stop; the other faults stay as they are.
  private mutating func addPlannedStop(_ json: JSONValue) throws -> DeskAnswer {
    guard let day = try json.members(allowed: ["date"])["date"]?.string.flatMap({ CalendarDay($0) }) else {
      throw UnreadableInstruction("\"date\" is not a day")
    }
    plan.addPlannedStop(day)
    return DeskAnswer([
      JSONMember("plannedStops", .array(plan.faults.plannedStops.sorted().map(JSONValue.string)))
    ])
  }

  private mutating func setFaults(_ json: JSONValue) throws -> DeskAnswer {
    let faults = try SimulatorFaults(json)
    plan = FaultPlan(faults)
    if json["revokeTokens"]?.bool == true { revokeTokens() }
    return DeskAnswer([JSONMember("rules", .integer(faults.rules.count))])
  }
}
