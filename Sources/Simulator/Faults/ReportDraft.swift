/// A report that nobody has written: what is not given is made up so that it fits.
struct ReportDraft {
  private let function: FunctionRow
  private let rule: ReportRule
  private var values: [String: JSONValue]

  init(_ function: FunctionRow, _ rule: ReportRule, given: [JSONMember]) {
    self.function = function
    self.rule = rule
    values = Dictionary(given.map { ($0.name, $0.value) }, uniquingKeysWith: { _, last in last })
  }

  /// The report as a request, its fields in the function's order.
  var document: RequestDocument {
    RequestDocument(
      members: function.fields.compactMap { field in values[field.name].map { JSONMember(field.name, $0) } },
      strays: values.keys.filter { name in !function.fields.contains { $0.name == name } }.sorted())
  }

  /// Fills what is required, and what follows from it, from the vehicle, the package and the offices.
  mutating func complete(_ vehicle: Vehicle?, packageNo: String?, _ state: CentreState) {
    let package = packageNo ?? packageOfVehicle(vehicle)
    suggest("packageNo", rule.subject == .package ? package : nil)
    suggest("chassisNo", vehicle?.chassisNo)
    suggest("chassisNoType", vehicle.flatMap { ChassisNumber.fits($0.chassisNo, class: "1") ? nil : "2" })
    suggest("recycleTicketNo", rule.subject == .ledgerVehicle ? vehicle?.ticketNo : nil)
    suggest("movementReportNo", vehicle?.ticketNo)
    suggest("vehicleClass", vehicle?.vehicleClass)
    suggest("fluorocarbonType", rule.subject == .vehicle ? vehicle?.fluorocarbonType : nil)
    suggest("officeCode", office(vehicle, package.flatMap { state.packages[$0]?.current }, state))
    let caller = values["officeCode"]?.string
    suggest("process", caller.flatMap { state.offices[$0]?.role.process })
    suggest("deliverToOfficeCode", rule.otherDestination(than: caller, in: state.offices))
    suggest(rule.eventDate, eventDate(vehicle, package.flatMap { state.packages[$0]?.current }, state).description)
    for field in function.fields where field.isRequired { suggest(field.name, field.shape) }
    for combination in function.combinations { complete(combination) }
  }

  private mutating func suggest(_ name: String, _ text: String?) {
    guard let text, values[name] == nil, function.fields.contains(where: { $0.name == name }) else { return }
    values[name] = .string(text)
  }

  private mutating func suggest(_ name: String, _ shape: Shape?) {
    guard values[name] == nil, let shape else { return }
    values[name] = shape.example
  }

  /// What one combination demands beside the required fields.
  private mutating func complete(_ combination: Combination) {
    switch combination {
    case .exactlyWhen(let name, let value, let others), .when(let name, let value, let others):
      guard values[name] == .string(value) else { return }
      for other in others { suggest(other, FieldTable.shapes[other]) }
    case .anyOf(let names): suggest(names[0], FieldTable.shapes[names[0]])
    case .oneOr(let first, let others):
      guard values[first] == nil else { return }
      for other in others { suggest(other, FieldTable.shapes[other]) }
    case .chassisFitsClass, .only, .positive, .ordered, .industrialPermit, .airbagCounts: break
    }
  }

  private func packageOfVehicle(_ vehicle: Vehicle?) -> String? {
    for case .package(let kind) in rule.guards {
      return kind == .fluorocarbon ? vehicle?.fluorocarbonPackage : vehicle?.airbagPackage
    }
    return nil
  }

  /// Who reports: a collector of somebody else, the office that the vehicle is announced to, the holder, the owner.
  private func office(_ vehicle: Vehicle?, _ package: Package?, _ state: CentreState) -> String? {
    switch rule.subject {
    case .ledgerVehicle: Fixtures.strangers.first { function.roles.contains($0.role) }?.code
    case .vehicle: rule.counterpart == .holder ? vehicle?.pending : vehicle?.holder
    case .package: package?.owner
    case .truck: vehicle?.holder
    }
  }

  /// Yesterday, if nothing that came before is younger; pickups are asked for tomorrow.
  private func eventDate(_ vehicle: Vehicle?, _ package: Package?, _ state: CentreState) -> CalendarDay {
    let today = state.clock.now.day
    if case .day(mayBeFuture: true)? = FieldTable.shapes[rule.eventDate] { return today + 1 }
    let earlier = [vehicle?.collectionDate, vehicle?.deliveryDate, package?.lastRecovery, today + -1]
    return min(today, earlier.compactMap(\.self).max() ?? today)
  }
}

extension Shape {
  /// Some value of the shape.
  fileprivate var example: JSONValue {
    switch self {
    case .digits(let length): .string(String(repeating: "0", count: length.lowerBound))
    case .token(_, _, let length): .string(String("OTHER1".prefix(length.upperBound)))
    case .printable: .string("OTHER-01")
    case .text: .string("別の報告者")
    case .katakana: .string("ベツ")
    case .code(let codes): .string(codes[0])
    case .day: .string("2000-01-01")
    case .integer(let range): .integer(max(range.lowerBound, 1))
    case .weight: .number("999")
    case .chassisNo: .string("OTHER-1")
    case .registrationNo: .string("品川500さ1")
    case .carrierPermitNo: .string("01300123456")
    case .packageNo: .string("FR0000000000")
    case .telephone: .string("0300000000")
    }
  }
}
