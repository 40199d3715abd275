/// Where one submission stands, and what may follow.
///
/// ```
///            ┌──────────── gate refuses ────────────┐
///            │                                      ▼
/// ready ─claimed─▶ inFlight ─▶ accepted          rejected
///                   ▲   │  └───────────────────────▶ ▲
///                   │   ├─ certainly not processed ─▶ retryable ─┘ given up
///                   │   │                               │
///                   └───┼─────────────── due ───────────┘
///                       └─ no usable answer, or a crash ─▶ unknown ─confirmed─▶ accepted | rejected | retryable
/// ```
///
/// The ledger's `CHECK` constraints and triggers are written from this type, so that the three can't disagree.
package enum SubmissionState: String, Sendable, Hashable, Codable, CaseIterable {
  /// Staged and never sent.
  case ready
  /// The intent is durable; bytes may be on the wire.
  case inFlight
  /// The service took it. Nothing follows: no JARS function cancels anything (seed 000, lines 138–190).
  case accepted
  /// The service, a gate or a person said no. Nothing follows: a corrected row is a new submission.
  case rejected
  /// Certainly not processed; may be sent again once it is due.
  case retryable
  /// Sent without a usable answer. Only evidence or a person leads out of it, never a blind second send.
  case unknown

  package var successors: Set<SubmissionState> {
    switch self {
    case .ready: [.inFlight, .retryable, .rejected]
    case .inFlight: [.accepted, .rejected, .retryable, .unknown]
    case .retryable: [.inFlight, .retryable, .rejected]
    case .unknown: [.accepted, .rejected, .retryable, .unknown]
    case .accepted, .rejected: []
    }
  }

  /// Whether the state is a fate: nothing will change it any more.
  package var isSettled: Bool { successors.isEmpty }
}
