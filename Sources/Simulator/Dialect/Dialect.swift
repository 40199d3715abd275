/// How the interface is spelt on the wire: paths, names, dates, codes, the way of proving who one is.
///
/// The centre knows only its own words. What an overlay changes is translated here, on the way in and on the way out.
struct Dialect: Sendable {
  var dates = DateForm.hyphens
  /// What stands for the bools `"1"` and `"0"`.
  var yes = "1"
  var no = "0"
  /// The header that names a request, nil where the service knows none.
  var requestIDHeader: String? = "X-Request-Id"
  var envelope = EnvelopeNames()
  var authentication = AuthenticationWords()
  /// Our result codes and what is written in their place.
  var resultCodes: [String: String] = [:]
  var functions: [Int: FunctionWords]
  /// Our codes and the wire's in answers, by member, where they differ.
  var answerCodes: [String: [String: String]] = [:]

  /// The spelling of the shipped schemas (domain/2, 2.0; ASSUMED).
  static let shipped = Dialect(
    functions: Dictionary(uniqueKeysWithValues: FunctionTable.rows.map { ($0.number, FunctionWords($0)) }))

  /// What one function's requests look like.
  func words(of function: FunctionRow) -> FunctionWords { functions[function.number] ?? FunctionWords(function) }

  /// The functions that may be called, by path and method; without tokens there is nothing to authenticate for.
  var routes: [String: [String: FunctionRow]] {
    var routes: [String: [String: FunctionRow]] = [:]
    for words in functions.values {
      if case .authentication = words.row.work, authentication.style != .token { continue }
      routes[words.path, default: [:]][words.method] = words.row
    }
    return routes
  }
}

/// How days are written.
enum DateForm: String, Sendable, CaseIterable {
  case hyphens = "yyyy-MM-dd"
  case compact = "yyyyMMdd"
  case slashes = "yyyy/MM/dd"

  private var separator: String {
    switch self {
    case .hyphens: "-"
    case .compact: ""
    case .slashes: "/"
    }
  }

  /// A day of our own, `2026-11-21`, as the wire carries it.
  func onWire(_ day: String) -> String { day.split(separator: "-").joined(separator: separator) }

  /// A day of the wire in our own form, whether or not it exists; nil when it does not look like one.
  func own(_ text: String) -> String? {
    let digits = text.utf8.filter { (0x30...0x39).contains($0) }
    guard digits.count == 8 else { return nil }
    let parts = [digits[..<4], digits[4..<6], digits[6...]].map { String(decoding: $0, as: UTF8.self) }
    return parts.joined(separator: separator) == text ? parts.joined(separator: "-") : nil
  }
}

/// Where the parts of an answer stand; `/` reaches into an object.
struct EnvelopeNames: Sendable {
  var code = "resultCode"
  var message = "resultMessage"
  var data = "data"
  var errors = "errors"
  var errorCode = "code"
  var errorField = "field"
  var errorMessage = "message"
}

/// How a caller proves who he is.
struct AuthenticationWords: Sendable {
  enum Style: String, Sendable, CaseIterable {
    /// Function 1 gives a token, every other request carries it.
    case token
    /// Every request carries the user's secret where the token would stand.
    case fixed = "static"
    /// Every request carries user id and secret in two headers.
    case credentials
  }

  var style = Style.token
  var header = "Authorization"
  /// What stands before the token or the secret; may be empty.
  var scheme = "Bearer"
  /// The members of function 1's answer.
  var token = "accessToken"
  var expiresIn = "expiresIn"
  var userIDHeader = ""
  var secretHeader = ""
}

/// What one function's requests look like.
struct FunctionWords: Sendable {
  let row: FunctionRow
  var method = "POST"
  /// Without a slash at the end.
  var path: String
  /// Our names and the wire's, where they differ.
  var names: [String: String] = [:]
  /// Our codes and the wire's, by our name of the field.
  var codes: [String: [String: String]] = [:]
  /// Fields that must be there although they may be absent here.
  var required: Set<String> = []

  init(_ row: FunctionRow) {
    self.row = row
    path = "/webapi/v1/\(row.slug)"
  }

  func wireName(of field: String) -> String { names[field] ?? field }

  /// The field that has a name on the wire.
  func field(named wireName: String) -> FieldRule? { row.fields.first { self.wireName(of: $0.name) == wireName } }
}
