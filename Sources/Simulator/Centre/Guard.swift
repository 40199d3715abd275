/// A condition of a report; the first that fails gives the code (domain/3, 3.3).
enum Guard: Sendable {
  case stateIsNot(LifecycleState, else: ResultCode)
  case stateIs(Set<LifecycleState>, else: ResultCode)
  case basicDepositPaid
  case equipmentDepositPaid
  case destination(Role, mayBeCaller: Bool)
  case destinationExists
  case designatedPlace
  case certifiedUser
  /// The caller holds the vehicle in this state; E4003 when he has already closed the step, E4004 when it is not his.
  case held(LifecycleState, DeliveryGroup)
  /// The caller holds the vehicle in one of these states; otherwise E4004.
  case heldForWork(Set<LifecycleState>)
  /// The same for the recovery programme, where it is too early rather than wrong: E4001.
  case heldForProgramme(LifecycleState)
  case fluorocarbon(Set<FluorocarbonStatus>, else: ResultCode)
  case airbag(Set<AirbagStatus>, else: ResultCode)
  case notBeforeCollection
  case processFitsRole
  case notYetTakenIn
  case announcedToProcess
  case announcedToCaller
  case comesFromHolder
  case notBeforeDelivery
  case fluorocarbonTypeOfVehicle
  /// With package mode 2: the package exists, is the caller's, is of this kind and is still being filled.
  case extendablePackage(PackageKind)
  case fluorocarbonTypeOfPackage
  case withinContainer
  case package(PackageKind)
  case packageStatus(Set<Int>, whenSelfCarried: Set<Int>? = nil)
  case pickupDay
  case notBeforeRecovery
  case deploymentContract
  case consortiumMember
  case partsRecovered
  case notYetNoted(ProgrammeNote)
  case residueCandidates
  case residueFits
}

/// What the recovery programme notes about a vehicle, once each.
enum ProgrammeNote: String, Sendable {
  case part, partsPackage, materialPackage

  /// What distinguishes one note of this kind from another.
  func key(_ fields: RequestFields) -> String {
    let part = self == .part ? fields["partName"] ?? "" : ""
    return "\(rawValue)|\(fields["materialType"] ?? "")|\(part)"
  }
}
