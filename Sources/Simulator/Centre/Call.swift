/// One call as it came in, in our own words.
struct Call: Sendable {
  var function: FunctionRow
  var credential: Credential
  var requestId: String?
  var document: RequestDocument
}

/// What a caller shows to prove who he is; nil for what is missing.
enum Credential: Sendable {
  case token(String?)
  case secret(String?)
  case user(id: String?, secret: String?)
}

/// What the centre decided about one call, in its own words.
struct Answer: Sendable {
  var code: ResultCode
  var data = JSONValue.object([])
  var faults: [FieldFault] = []
  /// The value of the header `Retry-After`, if any.
  var retryAfter: String?
  var transactionId: String
  var processedAt: Instant
  /// What happens to the answer on its way.
  var disturbances: [SimulatorFaults.Kind: SimulatorFaults.Rule] = [:]
}
