/// What goes wrong at the far end on purpose.
///
/// The same facts may be handed in as options or sent to `/admin/faults` as JSON; a plan replaces the one before it.
package struct SimulatorFaults: Sendable, Equatable {
  /// How one call goes wrong.
  package enum Kind: String, Sendable, CaseIterable {
    /// Processes the call, then closes the socket without an answer.
    case commitThenDrop
    /// Closes the socket after reading the request; nothing has happened.
    case dropBeforeCommit
    /// Processes the call, then answers E9001.
    case commitThen500
    /// Answers E9001; nothing has happened.
    case errorBeforeCommit = "500BeforeCommit"
    /// Processes the call and answers `seconds` later.
    case delay
    /// Processes the call and sends half of the body as if it were whole.
    case truncateBody
    /// Processes the call, announces the whole body, sends half of it and closes the socket.
    case truncateTransfer
    /// Processes the call and answers with a page of a proxy, HTTP 200.
    case htmlBody
    /// Processes the call and sends the body in Shift_JIS under a header that says UTF-8.
    case wrongCharset
    /// Processes the call and answers HTTP 200 without a body.
    case emptyBody
    /// Somebody else reports the same event with other facts before the call is looked at.
    case otherParty
  }

  /// Which calls go wrong how: of one function or of all, the n-th, every n-th or each.
  package struct Rule: Sendable, Equatable {
    package var kind: Kind
    package var function: Int?
    package var call: Int?
    package var every: Int?
    package var seconds: Double

    package init(_ kind: Kind, function: Int? = nil, call: Int? = nil, every: Int? = nil, seconds: Double = 0) {
      self.kind = kind
      self.function = function
      self.call = call
      self.every = every
      self.seconds = seconds
    }
  }

  /// At most `limit` calls in any `windowSeconds` of real time; more are answered E7001.
  package struct Throttle: Sendable, Equatable {
    package var limit: Int
    package var windowSeconds: Double
    /// Whole seconds for `Retry-After`; nil leaves the header out.
    package var retryAfterSeconds: Int?
    /// Writes `Retry-After` as an HTTP date instead of seconds.
    package var retryAfterAsDate: Bool

    package init(
      limit: Int, windowSeconds: Double, retryAfterSeconds: Int? = nil, retryAfterAsDate: Bool = false
    ) {
      self.limit = limit
      self.windowSeconds = windowSeconds
      self.retryAfterSeconds = retryAfterSeconds
      self.retryAfterAsDate = retryAfterAsDate
    }
  }

  package var rules: [Rule]
  package var throttle: Throttle?
  /// Every call is answered E6003.
  package var isInMaintenance: Bool
  /// Days, `YYYY-MM-DD`, on which every call is answered E6002.
  package var plannedStops: Set<String>
  /// Life of tokens issued from now on; nil keeps the option's.
  package var tokenLifeSeconds: Double?
  /// Inquiries show what was accepted at least so many seconds ago, by the simulator's clock.
  package var inquiryLagSeconds: Double
  /// The most vehicles that a page of the lists holds, whatever is asked for; nil leaves it to the request.
  package var pageSize: Int?
  /// Days from the delivery report of a package to the maker's intake; nil for never (ASSUMED: 3).
  package var makerIntakeDays: Int?

  package init(
    rules: [Rule] = [], throttle: Throttle? = nil, isInMaintenance: Bool = false, plannedStops: Set<String> = [],
    tokenLifeSeconds: Double? = nil, inquiryLagSeconds: Double = 0, pageSize: Int? = nil, makerIntakeDays: Int? = 3
  ) {
    self.rules = rules
    self.throttle = throttle
    self.isInMaintenance = isInMaintenance
    self.plannedStops = plannedStops
    self.tokenLifeSeconds = tokenLifeSeconds
    self.inquiryLagSeconds = inquiryLagSeconds
    self.pageSize = pageSize
    self.makerIntakeDays = makerIntakeDays
  }
}
