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
      case ("POST", "vehicles", 1): return try addVehicles(JSONReader.value(of: body))
      case ("POST", "clock", 1): return try setClock(JSONReader.value(of: body))
      case ("POST", "faults", 1): return try setFaults(JSONReader.value(of: body))
      default: return DeskAnswer(status: 404, message: "no such desk")
      }
    } catch {
      return DeskAnswer(status: 400, message: "\(error)")
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

  /// One vehicle, or `{"vehicles": […], "packages": […]}`.
  @discardableResult
  mutating func addVehicles(_ json: JSONValue) throws -> DeskAnswer {
    let vehicles = try (json["vehicles"]?.array ?? [json]).map(Vehicle.init(fixture:))
    let packages = try (json["packages"]?.array ?? []).map(Package.init(fixture:))
    for vehicle in vehicles { add(vehicle) }
    for package in packages { add(package) }
    return DeskAnswer([JSONMember("added", .integer(vehicles.count))])
  }

  private mutating func setClock(_ json: JSONValue) throws -> DeskAnswer {
    let members = try json.members(allowed: ["now", "advanceSeconds"])
    if let text = members["now"]?.string {
      guard let instant = Instant(text) else { throw UnreadableInstruction("not an ISO 8601 moment: \(text)") }
      clock.set(instant)
    }
    if let seconds = members["advanceSeconds"]?.decimal { clock.set(clock.now.advanced(bySeconds: seconds)) }
    return time
  }

  private mutating func setFaults(_ json: JSONValue) throws -> DeskAnswer {
    let faults = try SimulatorFaults(json)
    plan = FaultPlan(faults)
    if json["revokeTokens"]?.bool == true { revokeTokens() }
    return DeskAnswer([JSONMember("rules", .integer(faults.rules.count))])
  }
}
