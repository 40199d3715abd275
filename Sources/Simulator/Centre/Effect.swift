/// What an accepted report changes.
enum Effect: Sendable {
  case become(LifecycleState)
  /// The first intake: holder, equipment, requester's day.
  case registerCollection
  /// The destination may now take the vehicle in.
  case announce
  /// The intake of a later process.
  case takeIn
  case fluorocarbon(FluorocarbonStatus)
  case airbag(AirbagStatus)
  case parts(PartsStatus)
  case material(MaterialStatus)
  case note(ProgrammeNote)
  /// Package mode 1 makes a package, mode 2 extends one; the vehicle is linked.
  case fillPackage(PackageKind)
  /// Makes a package that is already delivered.
  case createPackage(PackageKind)
  case packageStatus(Int)
  /// Sets the record day of dismantling unless it is set.
  case recordDismantling
  /// The oldest fitting vehicles end in one package of residue.
  case linkResidue
}

/// The values that a report leaves behind.
struct Change: Sendable {
  var vehicle: Vehicle?
  var package: Package?
  var companions: [Vehicle]
  /// Whether the package number was taken from the sequence.
  var usedNumber = false
}

extension Situation {
  /// The change that the effects make; `freshNumber` is used when a package is made.
  func change(freshNumber: Int) -> Change {
    var change = Change(
      vehicle: vehicle, package: package, companions: rule.subject == .truck ? fittingResidue : companions)
    for effect in rule.effects { apply(effect, to: &change, freshNumber: freshNumber) }
    let entry = HistoryEntry(
      functionNo: function.number, officeCode: caller.code, counterpart: counterpart, eventDate: eventDate,
      acceptedAt: now, clientRequestNo: fields["clientRequestNo"])
    change.vehicle?.history.append(entry)
    for index in change.companions.indices { change.companions[index].history.append(entry) }
    return change
  }

  private func apply(_ effect: Effect, to change: inout Change, freshNumber: Int) {
    switch effect {
    case .become(let state): change.vehicle?.state = state
    case .registerCollection: registerCollection(&change)
    case .announce:
      change.vehicle?.pending = destination?.code
      change.vehicle?.deliveryDate = eventDate
    case .takeIn: takeIn(&change)
    case .fluorocarbon(let status):
      change.vehicle?.fluorocarbonStatus = status
      for index in change.companions.indices { change.companions[index].fluorocarbonStatus = status }
    case .airbag(let status):
      change.vehicle?.airbagStatus = status
      for index in change.companions.indices { change.companions[index].airbagStatus = status }
    case .parts(let status): change.vehicle?.partsStatus = status
    case .material(let status): change.vehicle?.materialStatus = status
    case .note(let note): change.vehicle?.notes.insert(note.key(fields))
    case .packageStatus(let status):
      change.package?.status = status
      if status == 3 { change.package?.reportedOn = today }
    case .recordDismantling:
      if change.vehicle?.dismantleRecordDate == nil { change.vehicle?.dismantleRecordDate = today }
    case .fillPackage(let kind): fillPackage(kind, &change, freshNumber)
    case .createPackage(let kind):
      create(kind, status: 3, vehicles: [vehicle?.ticketNo].compactMap(\.self), &change, freshNumber)
      if kind == .deployment { change.vehicle?.airbagPackage = change.package?.number }
      if kind == .fullUse { change.vehicle?.finalPackage = change.package?.number }
    case .linkResidue:
      create(.residue, status: 3, vehicles: change.companions.map(\.ticketNo), &change, freshNumber)
      for index in change.companions.indices {
        change.companions[index].state = .residueDelivered
        change.companions[index].isResidueLinked = true
        change.companions[index].finalPackage = change.package?.number
      }
    }
  }

  private func registerCollection(_ change: inout Change) {
    change.vehicle?.holder = caller.code
    change.vehicle?.collectionDate = eventDate
    change.vehicle?.hasFluorocarbon = fields.flag("fluorocarbonEquipped")
    change.vehicle?.fluorocarbonType = fields["fluorocarbonType"]
    change.vehicle?.fluorocarbonStatus = fields.flag("fluorocarbonEquipped") ? .required : .notApplicable
    change.vehicle?.hasAirbag = fields.flag("airbagEquipped")
    change.vehicle?.airbagStatus = fields.flag("airbagEquipped") ? .required : .notApplicable
  }

  private func takeIn(_ change: inout Change) {
    change.vehicle?.state = fields["process"].flatMap(LifecycleState.held) ?? .held2
    change.vehicle?.holder = caller.code
    change.vehicle?.pending = nil
    change.vehicle?.collectionDate = eventDate
    if fields["process"] == "3" { change.vehicle?.selfDismantle = fields.flag("selfDismantle") }
    if fields["process"] == "4" { apply(.recordDismantling, to: &change, freshNumber: 0) }
  }

  private func fillPackage(_ kind: PackageKind, _ change: inout Change, _ freshNumber: Int) {
    if fields["packageMode"] == "1" {
      create(kind, status: 1, vehicles: [], &change, freshNumber)
      change.package?.fluorocarbonType = fields["fluorocarbonType"]
      change.package?.containerType = fields["containerType"]
    }
    if let ticketNo = vehicle?.ticketNo { change.package?.vehicles.append(ticketNo) }
    change.package?.loadGrams += fields.integer("recoveredAmountG") ?? 0
    let recoveries = [change.package?.lastRecovery, eventDate].compactMap(\.self)
    change.package?.lastRecovery = recoveries.max()
    switch kind {
    case .fluorocarbon: change.vehicle?.fluorocarbonPackage = change.package?.number
    default: change.vehicle?.airbagPackage = change.package?.number
    }
  }

  private func create(
    _ kind: PackageKind, status: Int, vehicles: [String], _ change: inout Change, _ freshNumber: Int
  ) {
    let year = twoDigits((Int(today.description.prefix(4)) ?? 0) % 100)
    let digits = String(freshNumber)
    let number = kind.rawValue + year + String(repeating: "0", count: max(0, 8 - digits.count)) + digits
    change.package = Package(number: number, kind: kind, status: status, owner: caller.code, vehicles: vehicles)
    if status == 3 { change.package?.reportedOn = today }
    change.usedNumber = true
  }
}
