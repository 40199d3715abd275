extension HistoryEntry {
  /// Reads an accepted report of the past: `functionNo`, `officeCode` and `eventDate` are needed.
  ///
  /// `acceptedAt` is noon of the event's day unless it is given; the lists of functions 5, 6 and 7 sort by it.
  init(fixture json: JSONValue) throws {
    let members = try json.members(
      allowed: ["functionNo", "officeCode", "counterpartOfficeCode", "eventDate", "acceptedAt", "clientRequestNo"])
    guard let number = members["functionNo"]?.integer, let office = members["officeCode"]?.string,
      let day = try readable(members["eventDate"], { CalendarDay($0) }),
      let noon = Instant("\(day.description)T12:00:00+09:00")
    else { throw UnreadableInstruction("a report needs \"functionNo\", \"officeCode\" and \"eventDate\"") }
    self.init(
      functionNo: number, officeCode: office, counterpart: members["counterpartOfficeCode"]?.string, eventDate: day,
      acceptedAt: try readable(members["acceptedAt"], { Instant($0) }) ?? noon,
      clientRequestNo: members["clientRequestNo"]?.string)
  }
}
