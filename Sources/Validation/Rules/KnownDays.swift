/// The days that rules may speak of: today in Japan, and the days that the configuration lists by name.
package struct KnownDays: Sendable {
  package var today: JapanDate
  /// 集荷依頼可能日 and the like (seed 000, line 163), by the name that a rule's `calendar` gives; an absent one forbids nothing.
  package var calendars: [String: Set<JapanDate>]

  package init(today: JapanDate, calendars: [String: Set<JapanDate>] = [:]) {
    self.today = today
    self.calendars = calendars
  }

  /// The day that a comparison names, `nil` for anything else.
  func named(_ word: String) -> JapanDate? {
    switch word {
    case "today": today
    case "tomorrow": today.adding(days: 1)
    default: nil
    }
  }
}
