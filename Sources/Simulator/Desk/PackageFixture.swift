extension Package {
  /// Reads a package: `packageNo` and `officeCode` are needed; the number's letters say of which kind it is.
  ///
  /// `packageStatus` is 1, being filled, unless it is given; `vehicles` lists movement report numbers.
  init(fixture json: JSONValue) throws {
    let members = try json.members(
      allowed: [
        "packageNo", "officeCode", "packageStatus", "fluorocarbonType", "containerType", "loadGrams", "recoveredDate",
        "vehicles",
      ])
    guard let number = members["packageNo"]?.string, let kind = PackageKind(rawValue: String(number.prefix(2))),
      let owner = members["officeCode"]?.string
    else { throw UnreadableInstruction("a package needs \"packageNo\", with a kind's letters, and \"officeCode\"") }
    let status = try readable(members["packageStatus"], { Int($0) }) ?? 1
    self.init(
      number: number, kind: kind, status: status, owner: owner,
      vehicles: (members["vehicles"]?.array ?? []).compactMap(\.string))
    fluorocarbonType = members["fluorocarbonType"]?.string
    containerType = members["containerType"]?.string
    loadGrams = members["loadGrams"]?.integer ?? 0
    lastRecovery = try readable(members["recoveredDate"]) { CalendarDay($0) }
  }
}

extension CentreState {
  /// The functions that report a package as delivered to where its maker takes it in.
  private static let packageReports: Set<Int> = [15, 23, 30]

  /// Puts a package into the ledger and tells its vehicles; one that was delivered was so when its vehicles' history
  /// says, or now.
  mutating func add(_ package: Package, at now: Instant) {
    var package = package
    if package.status == 3 {
      let reports = package.vehicles.compactMap { vehicles[$0]?.current }.flatMap(\.history)
        .filter { Self.packageReports.contains($0.functionNo) && $0.officeCode == package.owner }
      package.reportedOn = (reports.map(\.acceptedAt).max() ?? now).day
    }
    packages[package.number] = Versions(package)
    for ticketNo in package.vehicles {
      guard var vehicle = vehicles[ticketNo]?.current else { continue }
      switch package.kind {
      case .fluorocarbon: vehicle.fluorocarbonPackage = package.number
      case .airbag, .deployment: vehicle.airbagPackage = package.number
      case .fullUse, .residue: vehicle.finalPackage = package.number
      case .parts, .material: break
      }
      add(vehicle)
    }
  }
}
