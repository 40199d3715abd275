/// The kinds of package, by the prefix of their number.
enum PackageKind: String, Sendable {
  case fluorocarbon = "FR"
  case airbag = "AB"
  case deployment = "AD"
  case fullUse = "ZN"
  case residue = "AS"
  case parts = "BH"
  case material = "SZ"
}

/// A package: what leaves an office together, with the vehicles it came from.
struct Package: Sendable {
  var number: String
  var kind: PackageKind
  /// 1 being filled, 2 pickup or delivery announced, 3 delivery reported, 4 taken in by the maker.
  var status: Int
  var owner: String
  var vehicles: [String] = []
  var fluorocarbonType: String?
  var containerType: String?
  var loadGrams = 0
  var lastRecovery: CalendarDay?
  /// The day of the delivery report, from which the maker's clock runs.
  var reportedOn: CalendarDay?

  /// Whether a maker takes it in and reports that (Act 81(13)): fluorocarbons, gas generators, residue.
  var goesToMaker: Bool { [.fluorocarbon, .airbag, .residue].contains(kind) }

  /// The most that a container holds, in grams: a cylinder of 30 litres, a pallet of one-litre cylinders (ASSUMED).
  static func limit(ofContainer type: String?) -> Int { type == "2" ? 12_000 : 24_000 }
}

/// A value with its past, so that inquiries can lag behind reports.
struct Versions<Value: Sendable>: Sendable {
  private var past: [(from: Instant, value: Value)] = []
  private(set) var current: Value
  private var since: Instant?

  init(_ value: Value) { current = value }

  mutating func replace(by value: Value, at instant: Instant) {
    past.append((from: since ?? Instant(milliseconds: .min), value: current))
    if past.count > 64 { past.removeFirst() }
    current = value
    since = instant
  }

  /// The value as it was at a moment.
  func value(asOf instant: Instant) -> Value {
    if since == nil || since! <= instant { return current }
    return past.last { $0.from <= instant }?.value ?? past.first?.value ?? current
  }
}
