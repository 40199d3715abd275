/// A rule between the fields of one request, stated as data.
enum Combination: Sendable {
  /// The chassis number fits its class (class 1 when it is not given).
  case chassisFitsClass
  /// The listed fields are all there when the first one has the value, and none of them otherwise.
  case exactlyWhen(String, is: String, present: [String])
  /// The listed fields are there when the first one has the value.
  case when(String, is: String, present: [String])
  /// At least one of the fields is there.
  case anyOf([String])
  /// The first field is there, or else all the others.
  case oneOr(String, else: [String])
  /// The field has one of these values when it is given.
  case only(String, [String])
  /// The number is greater than zero when it is given.
  case positive(String)
  /// The first day is not after the second.
  case ordered(String, String)
  /// An industrial-waste permit has eleven digits and the business type 0 or 1 (collection and transport).
  case industrialPermit
  /// A partial recovery counts deployed airbags, a full one has none.
  case airbagCounts

  /// The faults of a request whose fields are each well-formed by themselves.
  func faults(in fields: RequestFields) -> [FieldFault] {
    switch self {
    case .chassisFitsClass:
      guard let number = fields["chassisNo"] else { return [] }
      let fits = ChassisNumber.fits(number, class: fields["chassisNoType"] ?? "1")
      return fits ? [] : [FieldFault(.inconsistent, "chassisNo")]
    case .exactlyWhen(let name, let value, let others):
      let mustBeThere = fields[name] == value
      return others.filter { fields.has($0) != mustBeThere }.map { FieldFault(.inconsistent, $0) }
    case .when(let name, let value, let others):
      guard fields[name] == value else { return [] }
      return others.filter { !fields.has($0) }.map { FieldFault(.inconsistent, $0) }
    case .anyOf(let names):
      return names.contains(where: fields.has) ? [] : [FieldFault(.inconsistent, names[0])]
    case .oneOr(let first, let others):
      guard !fields.has(first) else { return [] }
      return others.filter { !fields.has($0) }.map { FieldFault(.inconsistent, $0) }
    case .only(let name, let values):
      guard let value = fields[name] else { return [] }
      return values.contains(value) ? [] : [FieldFault(.unknownCode, name)]
    case .positive(let name):
      guard let number = fields.number(name) else { return [] }
      return number > 0 ? [] : [FieldFault(.malformed, name)]
    case .ordered(let first, let second):
      guard let from = fields.day(first), let to = fields.day(second) else { return [] }
      return from <= to ? [] : [FieldFault(.invalidDate, first)]
    case .industrialPermit:
      guard fields["carrierPermitType"] == "1", let number = fields["carrierPermitNo"] else { return [] }
      let characters = Array(number.utf8)
      let isPermit =
        characters.count == 11 && characters.allSatisfy { (0x30...0x39).contains($0) } && characters[3] <= 0x31
      return isPermit ? [] : [FieldFault(.inconsistent, "carrierPermitNo")]
    case .airbagCounts:
      let deployed = fields.number("deployedCount") ?? 0
      let fits = fields["airbagMethod"] == "3" ? deployed >= 1 : deployed == 0
      return fits ? [] : [FieldFault(.inconsistent, "deployedCount")]
    }
  }
}
