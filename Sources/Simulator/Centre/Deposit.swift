/// The recycling fees of a vehicle, in yen, and which of them are deposited.
struct Deposit: Sendable {
  /// One fee: deposited, due, or outside the Act for this vehicle.
  enum Item: Sendable, Equatable {
    case paid(Int)
    case unpaid
    case notApplicable

    var fee: Int? { if case .paid(let yen) = self { yen } else { nil } }
    var isPaid: Bool { fee != nil }

    /// The wire's status: 1 deposited, 0 due, 9 not applicable.
    var code: String {
      switch self {
      case .paid: "1"
      case .unpaid: "0"
      case .notApplicable: "9"
      }
    }
  }

  var asr: Item
  var airbag: Item
  var fluorocarbon: Item
  var information: Item

  static func paid(asr: Int, airbag: Int, fluorocarbon: Int, information: Int) -> Deposit {
    Deposit(asr: .paid(asr), airbag: .paid(airbag), fluorocarbon: .paid(fluorocarbon), information: .paid(information))
  }

  private var items: [Item] { [asr, airbag, fluorocarbon, information] }

  /// The sum of what is deposited, without the fund management fee.
  var total: Int { items.compactMap(\.fee).reduce(0, +) }

  /// The fund management fee due when something is still to be paid: 480 yen (ASSUMED for every late deposit).
  var fundFee: Int { items.contains(.unpaid) ? 480 : 0 }

  /// 2 everything deposited, 1 a part, 0 nothing.
  var code: String { !items.contains(.unpaid) ? "2" : items.contains(where: \.isPaid) ? "1" : "0" }
}
