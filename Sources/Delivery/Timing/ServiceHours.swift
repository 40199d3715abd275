package import Validation

/// When the service may be called, by name of a window, in Japan time (seed 000, lines 203–206).
///
/// A day's window is the special one of that day and name, else the special one of that day for `*`, else the regular
/// one of that name, else the regular `*`. A name without any window is closed always. Days of a planned stop are
/// closed for all, whatever else is said about them.
package struct ServiceHours: Sendable, Hashable, Codable {
  /// Stands for every name that isn't listed itself.
  package static let everyName = "*"

  package var windows: [String: ServiceWindow]
  package var plannedStopDays: Set<JapanDate>
  /// Other hours on single days, by name or `*`: a late opening at 08:00, for instance.
  package var specialDays: [JapanDate: [String: ServiceWindow]]
  /// Nothing is sent in the last seconds before closing, so that an answer can still arrive (assumed).
  package var closingGuardSeconds: Int

  package init(
    windows: [String: ServiceWindow], plannedStopDays: Set<JapanDate> = [],
    specialDays: [JapanDate: [String: ServiceWindow]] = [:], closingGuardSeconds: Int = 60
  ) {
    self.windows = windows
    self.plannedStopDays = plannedStopDays
    self.specialDays = specialDays
    self.closingGuardSeconds = closingGuardSeconds
  }

  /// Only `windows` must be there.
  package init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    self.init(
      windows: try container.decode([String: ServiceWindow].self, forKey: .windows),
      plannedStopDays: try container.decodeIfPresent(Set<JapanDate>.self, forKey: .plannedStopDays) ?? [],
      specialDays: try container.decodeIfPresent([JapanDate: [String: ServiceWindow]].self, forKey: .specialDays)
        ?? [:],
      closingGuardSeconds: try container.decodeIfPresent(Int.self, forKey: .closingGuardSeconds) ?? 60)
  }

  /// Fee inquiries 07:00–24:00, every other function with authentication 07:00–21:00.
  package static let regular = ServiceHours(windows: [
    "feeInquiry": ServiceWindow("07:00-24:00")!, "reports": ServiceWindow("07:00-21:00")!,
  ])

  /// Never closed, whatever the name.
  package static let always = ServiceHours(windows: [everyName: .always], closingGuardSeconds: 0)

  /// The hours of that name on that day; nil when it is closed all day.
  package func window(_ name: String, on date: JapanDate) -> ServiceWindow? {
    guard !plannedStopDays.contains(date) else { return nil }
    let special = specialDays[date]
    return special?[name] ?? special?[Self.everyName] ?? windows[name] ?? windows[Self.everyName]
  }

  package func isOpen(_ name: String, at moment: Moment) -> Bool {
    guard let window = window(name, on: moment.japanDate) else { return false }
    return (window.opens..<window.closes).contains(moment.japanSecondOfDay)
  }

  /// Whether it is open and will not close within the guard.
  ///
  /// Hours that go on beyond midnight have no closing then, so the whole-day window needs no guard.
  package func maySend(_ name: String, at moment: Moment) -> Bool {
    guard isOpen(name, at: moment) else { return false }
    guard let closing = nextClosing(name, after: moment) else { return true }
    return moment < closing.adding(seconds: -closingGuardSeconds)
  }

  /// The names under which something may be sent.
  package func open(among names: some Sequence<String>, at moment: Moment) -> [String] {
    names.filter { maySend($0, at: moment) }
  }

  /// When the hours that `moment` lies in end; nil when it is closed then, or doesn't close within 400 days.
  package func nextClosing(_ name: String, after moment: Moment) -> Moment? {
    guard isOpen(name, at: moment) else { return nil }
    var date = moment.japanDate
    for _ in 0..<Self.horizonDays {
      guard let window = window(name, on: date) else { return Moment(date) }
      guard window.opens == 0 || date == moment.japanDate else { return Moment(date) }
      guard window.reachesMidnight else { return Moment(date, secondOfDay: window.closes) }
      date = date.adding(days: 1)
    }
    return nil
  }

  /// The first opening later than `moment`, whether it is open then or not; nil when there is none within 400 days.
  ///
  /// A day whose hours begin at midnight opens then, even if the day before reached midnight.
  package func nextOpening(_ name: String, after moment: Moment) -> Moment? {
    let today = moment.japanDate
    for days in 0...Self.horizonDays {
      let date = today.adding(days: days)
      guard let window = window(name, on: date) else { continue }
      let opening = Moment(date, secondOfDay: window.opens)
      if opening > moment { return opening }
    }
    return nil
  }

  private static let horizonDays = 400
}
