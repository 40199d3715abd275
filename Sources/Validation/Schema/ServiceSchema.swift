package import Findings

/// What differs between services rather than functions: `schemas/<family>/service.json`.
package struct ServiceSchema: Sendable, Decodable {
  package var name: String
  package var title: String
  package var assumed: Bool
  package var roles: [String: Role]
  /// Application profiles and their titles (seed 000, line 66).
  package var profiles: [String: String]
  package var hours: [String: Window]
  package var authentication: Authentication
  /// Headers of every request.
  package var headers: [String: String]
  package var requestIDHeader: String
  package var wire: Wire
  package var envelope: Envelope
  /// Error classes (domain/4 §4.1) and the result codes in each.
  package var classes: [ErrorClass: [String]]
  package var codes: [String: ServiceCode]

  package struct Role: Sendable, Decodable {
    package var title: String
    /// The last two digits of the role's office codes; only 03 is documented, the others are assumed.
    package var suffix: String
  }

  /// Opening hours as `HH:mm`, Asia/Tokyo; `24:00` is the next midnight.
  package struct Window: Sendable, Decodable {
    package var opens: String
    package var closes: String
  }

  package struct Authentication: Sendable, Decodable {
    /// The function that gives the token.
    package var function: String
    package var header: String
    package var scheme: String
    package var token: String
    package var expiresIn: String
  }

  /// How values of a type are written in a request.
  package struct Wire: Sendable, Decodable {
    /// `yyyy-MM-dd` or `yyyyMMdd`.
    package var date: String
    package var yes: String
    package var no: String
  }

  /// The members of an answer.
  package struct Envelope: Sendable, Decodable {
    package var code: String
    package var message: String
    package var data: String
    package var errors: String
    package var errorField: String
    package var errorCode: String
    package var errorMessage: String
  }

  /// What a result code asks the bridge to do.
  package enum ErrorClass: String, Sendable, Decodable, CaseIterable, CodingKeyRepresentable {
    case success, permanent, untilPaid, confirm, deferred, retry, renewToken, atOpening, inDoubt, stop
  }

  /// A result code in the authority's words, with what a person can do.
  package struct ServiceCode: Sendable, Decodable {
    package var status: Int
    package var message: String
    package var remedy: [Language: String]
  }

  package func errorClass(of code: String) -> ErrorClass? {
    classes.first { $0.value.contains(code) }?.key
  }

  /// The role whose suffix ends the office code.
  package func role(ofOffice code: String) -> String? {
    roles.first { code.hasSuffix($0.value.suffix) }?.key
  }
}

extension ServiceSchema {
  enum CodingKeys: String, CodingKey, CaseIterable {
    case name, title, assumed, notice, roles, profiles, hours, authentication, headers, requestIDHeader, wire, envelope
    case classes, codes
  }

  package init(from decoder: any Decoder) throws {
    let keys = try decoder.strict(CodingKeys.self)
    name = try keys.decode(String.self, forKey: .name)
    title = try keys.decode(String.self, forKey: .title)
    assumed = try keys.decode(Bool.self, forKey: .assumed)
    roles = try keys.decode([String: Role].self, forKey: .roles)
    profiles = try keys.decode([String: String].self, forKey: .profiles)
    hours = try keys.decode([String: Window].self, forKey: .hours)
    authentication = try keys.decode(Authentication.self, forKey: .authentication)
    headers = try keys.decode([String: String].self, forKey: .headers)
    requestIDHeader = try keys.decode(String.self, forKey: .requestIDHeader)
    wire = try keys.decode(Wire.self, forKey: .wire)
    envelope = try keys.decode(Envelope.self, forKey: .envelope)
    classes = try keys.decode([ErrorClass: [String]].self, forKey: .classes)
    codes = try keys.decode([String: ServiceCode].self, forKey: .codes)
  }
}

extension ServiceSchema.Role {
  enum CodingKeys: String, CodingKey, CaseIterable { case title, suffix }

  package init(from decoder: any Decoder) throws {
    let keys = try decoder.strict(CodingKeys.self)
    title = try keys.decode(String.self, forKey: .title)
    suffix = try keys.decode(String.self, forKey: .suffix)
  }
}

extension ServiceSchema.Window {
  enum CodingKeys: String, CodingKey, CaseIterable { case opens, closes }

  package init(from decoder: any Decoder) throws {
    let keys = try decoder.strict(CodingKeys.self)
    opens = try keys.decode(String.self, forKey: .opens)
    closes = try keys.decode(String.self, forKey: .closes)
  }
}

extension ServiceSchema.Authentication {
  enum CodingKeys: String, CodingKey, CaseIterable { case function, header, scheme, token, expiresIn }

  package init(from decoder: any Decoder) throws {
    let keys = try decoder.strict(CodingKeys.self)
    function = try keys.decode(String.self, forKey: .function)
    header = try keys.decode(String.self, forKey: .header)
    scheme = try keys.decode(String.self, forKey: .scheme)
    token = try keys.decode(String.self, forKey: .token)
    expiresIn = try keys.decode(String.self, forKey: .expiresIn)
  }
}

extension ServiceSchema.Wire {
  enum CodingKeys: String, CodingKey, CaseIterable {
    case date
    case yes = "true"
    case no = "false"
  }

  package init(from decoder: any Decoder) throws {
    let keys = try decoder.strict(CodingKeys.self)
    date = try keys.decode(String.self, forKey: .date)
    yes = try keys.decode(String.self, forKey: .yes)
    no = try keys.decode(String.self, forKey: .no)
  }
}

extension ServiceSchema.Envelope {
  enum CodingKeys: String, CodingKey, CaseIterable {
    case code, message, data, errors, errorField, errorCode, errorMessage
  }

  package init(from decoder: any Decoder) throws {
    let keys = try decoder.strict(CodingKeys.self)
    code = try keys.decode(String.self, forKey: .code)
    message = try keys.decode(String.self, forKey: .message)
    data = try keys.decode(String.self, forKey: .data)
    errors = try keys.decode(String.self, forKey: .errors)
    errorField = try keys.decode(String.self, forKey: .errorField)
    errorCode = try keys.decode(String.self, forKey: .errorCode)
    errorMessage = try keys.decode(String.self, forKey: .errorMessage)
  }
}

extension ServiceSchema.ServiceCode {
  enum CodingKeys: String, CodingKey, CaseIterable {
    case status, remedy
    case message = "ja"
  }

  package init(from decoder: any Decoder) throws {
    let keys = try decoder.strict(CodingKeys.self)
    status = try keys.decode(Int.self, forKey: .status)
    message = try keys.decode(String.self, forKey: .message)
    remedy = try keys.decode(Wording.self, forKey: .remedy).text
  }
}
