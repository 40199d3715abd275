package import Validation

/// The periods of the act and its ordinance that a report starts or ends.
///
/// The first day is not counted, every further calendar day is, and no weekend moves the end: an assumed reading of
/// article 140 of the Civil Code for the act's articles 81 and 88 and the ordinance's articles 83–94 and 106–110.
package enum LegalClock: String, Sendable, Hashable, CaseIterable, Codable {
  /// From the day of intake to its report (ordinance, articles 83, 85, 89, 92).
  case intakeReport
  /// From the day of handing over to its report (ordinance, articles 84, 86, 88, 90, 91, 93, 94).
  case deliveryReport
  /// From the intake report to the delivery report of the collector (act, article 88 paragraph 1).
  case deliveryByCollector
  /// The same of the one who recovers fluorocarbons, for the car.
  case deliveryByFluorocarbonRecoverer
  /// The same of the dismantler.
  case deliveryByDismantler
  /// The same of the shredder.
  case deliveryByShredder
  /// From the delivery report to the intake report of the next business (act, article 88 paragraph 2).
  case intakeByNext
  /// The same of the maker for fluorocarbons and airbags.
  case intakeByMaker
  /// The same of the maker for shredder residue.
  case residueIntakeByMaker
  /// From the notice of a missing delivery report to the report to the governor (act, article 88 paragraph 4).
  case governorAfterDeliveryNotice
  /// From the notice of a missing intake report to the report to the governor (act, article 88 paragraph 5).
  case governorAfterIntakeNotice

  package var days: Int {
    switch self {
    case .intakeReport, .deliveryReport, .governorAfterIntakeNotice: 3
    case .intakeByNext, .residueIntakeByMaker: 5
    case .governorAfterDeliveryNotice: 10
    case .intakeByMaker: 15
    case .deliveryByFluorocarbonRecoverer: 20
    case .deliveryByCollector, .deliveryByShredder: 30
    case .deliveryByDismantler: 120
    }
  }

  /// The last day of this clock when it starts on `start`.
  package func deadline(from start: JapanDate) -> JapanDate { Self.deadline(from: start, days: days) }

  /// The last day of a period of that many days whose first day, `start`, is not counted.
  package static func deadline(from start: JapanDate, days: Int) -> JapanDate { start.adding(days: days) }
}
