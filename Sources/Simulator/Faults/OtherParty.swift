extension CentreState {
  /// Before a report of ours is looked at, somebody else reports the same event with other facts: another day, another
  /// counterpart. Ours then meets E4002 or E4003, and an inquiry shows what we did not send.
  ///
  /// Nothing happens when the request would be refused for its fields anyway.
  mutating func reportMeanwhile(_ call: Call) {
    let now = clock.now
    guard case .report(let rule) = call.function.work,
      let ours = try? RequestFields(call.document, of: call.function, today: now.day),
      let office = offices[ours["officeCode"] ?? ""]
    else { return }
    let stranger = rule.otherDestination(than: ours["deliverToOfficeCode"], in: offices)
    let dayBefore = ours.day(rule.eventDate).map { ($0 + -1).description }
    // A day before may be too early for the vehicle, another counterpart may not exist: then only one fact differs.
    for (day, destination) in [(dayBefore, stranger), (nil, stranger), (dayBefore, nil)] {
      var fields = ours.removing("clientRequestNo")
      if let day { fields = fields.setting(rule.eventDate, to: day) }
      if let destination, ours.has("deliverToOfficeCode") {
        fields = fields.setting("deliverToOfficeCode", to: destination)
      }
      if (try? accept(call.function, rule, fields, caller: office, isOtherParty: true, at: now)) != nil { return }
    }
  }

  /// `POST /admin/otherParty {"function": 9, "vehicle": "ABC12-345678"}`: an office of somebody else, or a person at
  /// the screen of the same office, reports an event.
  ///
  /// `function` is a number or a slug, `vehicle` a chassis or movement report number, `packageNo` what a report about a
  /// package needs, `fields` what shall not be made up. Guards hold as for anybody: a refusal is HTTP 409 with the code.
  mutating func otherParty(_ json: JSONValue) throws -> DeskAnswer {
    let members = try json.members(allowed: ["function", "vehicle", "packageNo", "fields"])
    let function =
      members["function"]?.integer.flatMap { FunctionTable.byNumber[$0] }
      ?? members["function"]?.string.flatMap { FunctionTable.bySlug[$0] }
    guard let function, let rule = function.report else { throw UnreadableInstruction("\"function\" is no report") }
    let vehicle = try members["vehicle"].map { try self.vehicle(named: $0) }
    var draft = ReportDraft(function, rule, given: members["fields"]?.members ?? [])
    draft.complete(vehicle, packageNo: members["packageNo"]?.string, self)
    do throws(Rejection) {
      let fields = try RequestFields(draft.document, of: function, today: clock.now.day)
      guard let office = offices[fields["officeCode"] ?? ""], function.roles.contains(office.role) else {
        throw Rejection(.officeNotAllowed, "officeCode")
      }
      _ = try accept(function, rule, fields, caller: office, isOtherParty: true, at: clock.now)
    } catch {
      return DeskAnswer(
        status: 409, message: "\(error.code.rawValue) \(error.code.message) \(error.faults.map(\.field))")
    }
    return DeskAnswer([JSONMember("entry", journal.last?.json ?? .null)])
  }

  private func vehicle(named json: JSONValue) throws -> Vehicle {
    let name = json.string ?? ""
    let tickets = ticketsByChassis[name] ?? [name]
    guard tickets.count == 1, let vehicle = vehicles[tickets[0]]?.current else {
      throw UnreadableInstruction("\"vehicle\" must name exactly one: \(name)")
    }
    return vehicle
  }
}

extension ReportRule {
  /// The role that the destination must have, nil where any office or none will do.
  var destinationRole: Role? {
    for condition in guards {
      switch condition {
      case .destination(let role, _): return role
      case .designatedPlace: return .designatedPlace
      case .certifiedUser: return .fullUser
      default: continue
      }
    }
    return nil
  }

  /// An office that may be the destination too, nobody's own before anybody else's.
  func otherDestination(than code: String?, in offices: [String: Office]) -> String? {
    offices.values.filter { $0.role == destinationRole && $0.code != code }.map(\.code).sorted().last
  }
}
