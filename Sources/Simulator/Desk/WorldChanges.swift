/// What the administrator does to the world itself, and not to the clock or the faults: it is kept with the journal, so
/// that a restarted simulator is the same world.
extension CentreState {
  /// Does it: `vehicles` adds one vehicle, or `{"vehicles": […], "packages": […]}`; `makerIntake` lets a maker take a
  /// package in.
  ///
  /// - Parameter isReplay: whether it comes from the file and need not be written again.
  @discardableResult
  mutating func change(_ knob: String, _ json: JSONValue, at now: Instant, isReplay: Bool) throws -> DeskAnswer {
    switch knob {
    case "vehicles":
      let vehicles = try (json["vehicles"]?.array ?? [json]).map(Vehicle.init(fixture:))
      let packages = try (json["packages"]?.array ?? []).map(Package.init(fixture:))
      if !isReplay { try keep(knob, json, at: now) }
      for vehicle in vehicles { add(vehicle.placed(at: now)) }
      for package in packages { add(package, at: now) }
      return DeskAnswer([JSONMember("added", .integer(vehicles.count))])
    case "makerIntake":
      let number = try json.members(allowed: ["packageNo"])["packageNo"]?.string ?? ""
      guard var package = packages[number]?.current else {
        return DeskAnswer(status: 404, message: "no such package")
      }
      guard package.goesToMaker, package.status == 3 else {
        return DeskAnswer(status: 409, message: "its delivery to a maker has not been reported")
      }
      if !isReplay { try keep(knob, json, at: now) }
      package.status = 4
      packages[number]?.replace(by: package, at: now)
      return DeskAnswer([JSONMember("packageNo", .string(number)), JSONMember("packageStatus", .string("4"))])
    default: throw UnreadableInstruction("nothing that changes the world: \(knob)")
    }
  }

  /// One line: what was done, when, and after how many lines of the journal.
  private mutating func keep(_ knob: String, _ json: JSONValue, at now: Instant) throws {
    let line = JSONValue.object([
      JSONMember("after", .integer(journal.count)), JSONMember("at", .string(now.iso8601)),
      JSONMember("desk", .string(knob)), JSONMember("body", json),
    ])
    if deskFile == nil, let deskPath { deskFile = try JournalFile.open(path: deskPath, replaying: true).file }
    try deskFile?.append(line.text)
  }
}

/// A line of the desk's file, enough to do it again.
struct WorldChange: Sendable {
  /// How many reports had been accepted before.
  var after: Int
  var at: Instant
  var knob: String
  var body: JSONValue

  /// Nil when the line is not one of the desk's.
  init?(line: [UInt8]) {
    guard let json = try? JSONReader.value(of: line), let after = json["after"]?.integer,
      let at = json["at"]?.string.flatMap({ Instant($0) }), let knob = json["desk"]?.string, let body = json["body"]
    else { return nil }
    self.after = after
    self.at = at
    self.knob = knob
    self.body = body
  }
}

extension Vehicle {
  /// The vehicle as it stands from a moment on, as if the reports that brought it there had been made then.
  func placed(at moment: Instant) -> Vehicle {
    guard let holder else { return self }
    var vehicle = self
    vehicle.placed = HistoryEntry(
      functionNo: 0, officeCode: holder, counterpart: pending,
      eventDate: (pending == nil ? collectionDate : deliveryDate) ?? moment.day, acceptedAt: moment)
    return vehicle
  }
}
