extension Fixtures {
  /// The vehicles of the default ledger (domain/8, 8.1).
  static let vehicles: [Vehicle] = {
    var seed = vehicle("ABC12-345678", "040012345678")
    seed.deposit = Deposit(asr: .paid(7500), airbag: .unpaid, fluorocarbon: .paid(1050), information: .paid(130))
    var mark = vehicle("GX100-1234567", "040075570001", "練馬300さ1")
    mark.carName = "マ-22"
    mark.deposit = .paid(asr: 7000, airbag: 2000, fluorocarbon: 1800, information: 130)
    var stamped = vehicle("東4112345", "333333333333", "品川100あ1")
    stamped.deposit = Deposit(
      asr: .paid(7000), airbag: .notApplicable, fluorocarbon: .paid(1800), information: .paid(130))
    var unpaid = vehicle("UNP10-0000001", "444444444444", "足立480り1")
    unpaid.vehicleClass = "2"
    unpaid.deposit = Deposit(asr: .unpaid, airbag: .unpaid, fluorocarbon: .unpaid, information: .unpaid)
    var exported = vehicle("EXP01-0000001", "555555555555", "なにわ500さ1")
    exported.state = .exported
    var newRefrigerant = vehicle("HFO22-0000001", "777777777777", "袖ヶ浦330た1")
    newRefrigerant.deposit = Deposit(
      asr: .paid(6500), airbag: .paid(2200), fluorocarbon: .notApplicable, information: .paid(130))
    return [
      seed, paid(vehicle("AA111-011011", "111111111111"), 8000, 2960, 2000),
      vehicle("NCR33-1234567", "222222222222", "品川500さ1234"), mark, stamped, unpaid, exported,
      vehicle("DUP77-000777", "666666666601", "横浜31Kね11"),
      vehicle("DUP77-000777", "666666666602", "尾張小牧300す1234"), newRefrigerant,
    ] + (0...2).map(chainVehicle)
  }()

  /// A vehicle of the generated fleet: everything deposited, ticket and plate follow from the number.
  static func fleetVehicle(_ number: Int) -> Vehicle {
    vehicle(
      "SIM00-" + padded(number, 6), "9" + padded(number, 11),
      "品川\(500 + number / 9999 % 100)さ\(number % 9999 + 1)")
  }

  private static func vehicle(_ chassisNo: String, _ ticketNo: String, _ registrationNo: String? = nil) -> Vehicle {
    var vehicle = Vehicle(chassisNo: chassisNo, ticketNo: ticketNo)
    vehicle.registrationNo = registrationNo
    return vehicle
  }

  private static func paid(_ vehicle: Vehicle, _ asr: Int, _ airbag: Int, _ fluorocarbon: Int) -> Vehicle {
    var vehicle = vehicle
    vehicle.deposit = .paid(asr: asr, airbag: airbag, fluorocarbon: fluorocarbon, information: 130)
    return vehicle
  }

  /// A vehicle without equipment for the residue scenarios, standard weight 180, 181 or 182 kg.
  private static func chainVehicle(_ index: Int) -> Vehicle {
    var vehicle = vehicle("CH0\(index)-000001", "66666666666\(index)")
    vehicle.deposit = Deposit(
      asr: .paid(6000), airbag: .notApplicable, fluorocarbon: .notApplicable, information: .paid(130))
    vehicle.asrStandardWeightTenths = 1800 + 10 * index
    return vehicle
  }

  private static func padded(_ number: Int, _ width: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
  }
}
