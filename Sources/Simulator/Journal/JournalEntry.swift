/// One accepted report, as the centre remembers it for good.
struct JournalEntry: Sendable {
  var sequence: Int
  var acceptedAt: Instant
  var functionNo: Int
  var slug: String
  var officeCode: String
  var chassisNo: String?
  var movementReportNo: String?
  var packageNo: String?
  var eventDate: CalendarDay
  var counterpart: String?
  var clientRequestNo: String?
  var requestId: String?
  var businessKey: String
  /// Whether the administrator's other party reported it, and no caller of the interface.
  var isOtherParty = false
  /// The accepted fields, so that a journal can be played again.
  var request: [JSONMember]

  /// The line of the file and of `/admin/journal`.
  var json: JSONValue {
    let reporter = isOtherParty ? [JSONMember("reportedBy", .string("otherParty"))] : []
    return .object(
      [
        JSONMember("seq", .integer(sequence)),
        JSONMember("acceptedAt", .string(acceptedAt.iso8601)),
        JSONMember("functionNo", .integer(functionNo)),
        JSONMember("function", .string(slug)),
        JSONMember("officeCode", .string(officeCode)),
        JSONMember("chassisNo", .optional(chassisNo)),
        JSONMember("movementReportNo", .optional(movementReportNo)),
        JSONMember("packageNo", .optional(packageNo)),
        JSONMember("eventDate", .string(eventDate.description)),
        JSONMember("counterpartOfficeCode", .optional(counterpart)),
        JSONMember("clientRequestNo", .optional(clientRequestNo)),
        JSONMember("requestId", .optional(requestId)),
        JSONMember("businessKey", .string(businessKey)),
        JSONMember("request", .object(request)),
      ] + reporter)
  }
}

/// What a journal line says about an event, enough to play it again.
struct JournalReplay: Sendable {
  var function: FunctionRow
  var rule: ReportRule
  var fields: RequestFields
  var acceptedAt: Instant
  var requestId: String?
  var isOtherParty: Bool

  /// Nil when the line is not an entry of a known function.
  init?(line: [UInt8]) {
    guard let json = try? JSONReader.value(of: line), let number = json["functionNo"]?.integer,
      let function = FunctionTable.byNumber[number], let rule = function.report,
      let members = json["request"]?.members,
      let acceptedAt = json["acceptedAt"]?.string.flatMap({ Instant($0) })
    else { return nil }
    self.function = function
    self.rule = rule
    self.acceptedAt = acceptedAt
    fields = RequestFields(members)
    requestId = json["requestId"]?.string
    isOtherParty = json["reportedBy"]?.string == "otherParty"
  }
}
