package import Findings

/// What differs between services rather than functions: `schemas/<family>/service.json`.
package struct ServiceSchema: Sendable, SchemaReadable {
  package var name: String
  package var title: String
  package var assumed: Bool
  package var roles: [String: Role]
  /// What a user may be registered for (seed 000, line 66).
  package var profiles: [String: Profile]
  package var hours: [String: Window]
  package var authentication: Authentication
  /// Headers of every request.
  package var headers: [String: String]
  package var requestIDHeader: String
  /// What a user declares a monthly maximum of when it applies (seed 000, lines 107–108).
  package var declared: [String: Declared]
  package var wire: Wire
  package var envelope: Envelope
  /// Error classes (domain/4 §4.1) and the result codes in each, as the service writes them.
  package var classes: [ErrorClass: [String]]
  package var codes: [String: ServiceCode]
  /// Our result codes and what the service writes in their place; ``classes`` and ``codes`` hold the latter already.
  package var resultCodes: [String: String]

  package struct Role: Sendable, SchemaReadable {
    package var title: String
    /// The last two digits of the role's office codes; only 03 is documented, the others are assumed.
    package var suffix: String
  }

  /// Opening hours as `HH:mm`, Asia/Tokyo; `24:00` is the next midnight.
  package struct Window: Sendable, SchemaReadable {
    package var opens: String
    package var closes: String
  }

  /// An application profile: the functions say which of them it may call.
  package struct Profile: Sendable, SchemaReadable {
    package var title: String
    /// How its users prove who they are, where it is not the service's way: the profile for fee inquiries has no
    /// authentication function (seed 000, lines 126–132 and 196).
    package var authentication: AuthenticationStyle?
  }

  /// One figure of the application form, and what counts towards it.
  package struct Declared: Sendable, SchemaReadable {
    package var title: [Language: String]
    /// Functions by name, or all of one kind.
    package var functions: [String]
    package var kind: FunctionSchema.Kind?
    package var counts: Counted

    package enum Counted: String, Sendable, SchemaReadable, CaseIterable {
      /// Every request that left.
      case sent
      /// What the service took.
      case accepted
    }

    package func includes(_ function: FunctionSchema) -> Bool {
      function.bridge.kind == kind || functions.contains(function.name)
    }
  }

  /// How a request proves whose it is.
  package enum AuthenticationStyle: String, Sendable, SchemaReadable, CaseIterable {
    /// A function gives a token for a while; every request carries it.
    case token
    /// Every request carries the secret itself where the token would stand.
    case fixed = "static"
    /// Every request carries user id and secret in headers of their own.
    case credentials
  }

  package struct Authentication: Sendable, SchemaReadable {
    package var style: AuthenticationStyle
    /// The function that gives the token.
    package var function: String
    /// The header of the token or the fixed secret.
    package var header: String
    /// What stands before it, `Bearer`; may be empty.
    package var scheme: String
    package var token: String
    package var expiresIn: String
    /// The two headers of the style `credentials`.
    package var headers: CredentialHeaders?
  }

  package struct CredentialHeaders: Sendable, SchemaReadable {
    package var userID: String
    package var secret: String
  }

  /// How values of a type are written in a request and stand in an answer.
  package struct Wire: Sendable, SchemaReadable {
    /// One of ``dateFormats``.
    package var date: String
    package var yes: String
    package var no: String
    /// Members of answers that hold days, besides those that are known from the functions' fields.
    package var answerDates: [String]

    package static let dateFormats = ["yyyy-MM-dd", "yyyyMMdd", "yyyy/MM/dd"]

    /// What stands between year, month and day.
    package var dateSeparator: String { String(date.dropFirst(4).prefix { $0 != "M" }) }
  }

  /// The members of an answer.
  package struct Envelope: Sendable, SchemaReadable {
    package var code: String
    package var message: String
    package var data: String
    package var errors: String
    package var errorField: String
    package var errorCode: String
    package var errorMessage: String
  }

  /// What a result code asks the bridge to do.
  package enum ErrorClass: String, Sendable, CaseIterable {
    case success, permanent, untilPaid, untilPermitted, confirm, deferred, retry, renewToken, atOpening, inDoubt, stop

    /// Whether nothing is wrong with the content that was refused so: it may be accepted unchanged another day.
    package var sparesContent: Bool {
      switch self {
      case .untilPaid, .untilPermitted, .deferred, .retry, .renewToken, .atOpening, .stop: true
      case .success, .permanent, .confirm, .inDoubt: false
      }
    }
  }

  /// A result code in the authority's words, with what a person can do.
  package struct ServiceCode: Sendable, SchemaReadable {
    package var status: Int
    package var message: String
    package var remedy: [Language: String]
  }

  /// How users of the profile prove who they are.
  package func authenticationStyle(for profile: String) -> AuthenticationStyle {
    profiles[profile]?.authentication ?? authentication.style
  }

  /// Our result codes as the service writes them.
  func asWritten(_ codes: [String]) -> [String] {
    codes.map { resultCodes[$0] ?? $0 }
  }

  /// A function whose evidence names result codes, as the service writes them.
  func asWritten(_ function: FunctionSchema) -> FunctionSchema {
    guard !resultCodes.isEmpty, let codes = function.bridge.confirm?.absentCodes else { return function }
    var function = function
    function.bridge.confirm?.absentCodes = asWritten(codes)
    return function
  }

  package func errorClass(of code: String) -> ErrorClass? {
    classes.first { $0.value.contains(code) }?.key
  }

  /// The role whose suffix ends the office code.
  package func role(ofOffice code: String) -> String? {
    roles.first { code.hasSuffix($0.value.suffix) }?.key
  }
}
