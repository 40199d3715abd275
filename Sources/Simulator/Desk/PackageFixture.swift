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
    loadGrams = members["loadGrams"]?.decimal.map { Int($0) } ?? 0
    lastRecovery = try readable(members["recoveredDate"]) { CalendarDay($0) }
  }
}

extension CentreState {
  /// Puts a package into the ledger and tells its vehicles.
  mutating func add(_ package: Package) {
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
