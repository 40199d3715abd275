/// One entry of `errors[]`: which code, which field.
struct FieldFault: Sendable, Equatable {
  var code: ResultCode
  var field: String
  /// Whether the name is one of the wire that no field of ours has.
  var isStray = false

  init(_ code: ResultCode, _ field: String, isStray: Bool = false) {
    self.code = code
    self.field = field
    self.isStray = isStray
  }
}

/// Why a request is refused: the first failing guard's code, and the fields to blame.
struct Rejection: Error, Equatable {
  var code: ResultCode
  var faults: [FieldFault]
  /// The value of the header `Retry-After`, if any.
  var retryAfter: String?

  init(_ code: ResultCode, _ field: String? = nil, retryAfter: String? = nil) {
    self.code = code
    self.retryAfter = retryAfter
    faults = field.map { [FieldFault(code, $0)] } ?? []
  }

  /// A refusal for several field faults at once; the lowest code is the result code. Nil when there are none.
  init?(_ faults: [FieldFault]) {
    guard let first = faults.map(\.code).min() else { return nil }
    code = first
    self.faults = faults
  }
}
