extension CentreState {
  /// Runs the guards of a report and, when none fails, records it and lets it take effect.
  mutating func accept(
    _ function: FunctionRow, _ rule: ReportRule, _ fields: RequestFields, caller: Office, requestId: String? = nil,
    isOtherParty: Bool = false, at now: Instant
  ) throws(Rejection) -> (data: JSONValue, isLate: Bool) {
    let situation = try situation(function, rule, fields, caller: caller, at: now)
    if let refusal = situation.refusal { throw refusal }
    let change = change(situation)
    let entry = journalEntry(situation, change, requestId: requestId, isOtherParty: isOtherParty)
    do { try journalFile?.append(entry.json.text) } catch { throw Rejection(.systemError) }
    commit(change, entry, at: now)
    let isLate = rule.dueDays.map { situation.eventDate + $0 < now.day } ?? false
    return (answer(to: situation, change), isLate)
  }

  /// Lets a journal line take effect again, without asking the guards; false when it names unknown things.
  mutating func replay(_ line: JournalReplay) -> Bool {
    guard let caller = offices[line.fields["officeCode"] ?? ""],
      let situation = try? situation(line.function, line.rule, line.fields, caller: caller, at: line.acceptedAt)
    else { return false }
    let change = change(situation)
    let entry = journalEntry(situation, change, requestId: line.requestId, isOtherParty: line.isOtherParty)
    commit(change, entry, at: line.acceptedAt)
    return true
  }

  /// The change with the next package number that nobody has; packages of the desk have numbers, too.
  private mutating func change(_ situation: Situation) -> Change {
    var change = situation.change(freshNumber: packageCount + 1)
    while change.usedNumber, let number = change.package?.number, packages[number] != nil {
      packageCount += 1
      change = situation.change(freshNumber: packageCount + 1)
    }
    return change
  }

  private func situation(
    _ function: FunctionRow, _ rule: ReportRule, _ fields: RequestFields, caller: Office, at now: Instant
  ) throws(Rejection) -> Situation {
    var situation = Situation(function: function, rule: rule, fields: fields, caller: caller, now: now)
    situation.destination = fields["deliverToOfficeCode"].flatMap { offices[$0] }
    situation.package = fields["packageNo"].flatMap { packages[$0]?.current }
    switch rule.subject {
    case .ledgerVehicle: situation.vehicle = try ledgerVehicle(fields)
    case .vehicle: situation.vehicle = try vehicle(fields)
    case .package:
      situation.companions = (situation.package?.vehicles ?? []).compactMap { vehicles[$0]?.current }
    case .truck: situation.companions = residueCandidates(caller, fields)
    }
    return situation
  }

  private func residueCandidates(_ caller: Office, _ fields: RequestFields) -> [Vehicle] {
    vehicles.values.map(\.current)
      .filter {
        $0.state == .held4 && $0.holder == caller.code && !$0.isResidueLinked && $0.teamCode == fields["teamCode"]
      }
      .sorted { first, second in
        let firstIntake = first.lastIntake?.acceptedAt ?? Instant(milliseconds: 0)
        let secondIntake = second.lastIntake?.acceptedAt ?? Instant(milliseconds: 0)
        return (firstIntake, first.ticketNo) < (secondIntake, second.ticketNo)
      }
  }

  private func journalEntry(
    _ situation: Situation, _ change: Change, requestId: String?, isOtherParty: Bool
  ) -> JournalEntry {
    JournalEntry(
      sequence: journal.count + 1, acceptedAt: situation.now, functionNo: situation.function.number,
      slug: situation.function.slug, officeCode: situation.caller.code, chassisNo: situation.vehicle?.chassisNo,
      movementReportNo: situation.vehicle?.ticketNo, packageNo: change.package?.number,
      eventDate: situation.eventDate, counterpart: situation.counterpart,
      clientRequestNo: situation.fields["clientRequestNo"], requestId: requestId,
      businessKey: situation.businessKey, isOtherParty: isOtherParty, request: situation.fields.members)
  }

  private mutating func commit(_ change: Change, _ entry: JournalEntry, at now: Instant) {
    for vehicle in [change.vehicle].compactMap(\.self) + change.companions {
      vehicles[vehicle.ticketNo]?.replace(by: vehicle, at: now)
    }
    if let package = change.package {
      if packages[package.number] == nil {
        packages[package.number] = Versions(package)
      } else {
        packages[package.number]?.replace(by: package, at: now)
      }
    }
    if change.usedNumber { packageCount += 1 }
    journal.append(entry)
  }
}
