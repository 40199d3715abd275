package import Validation

/// What the service said, read by the envelope that its schema describes.
package struct ServiceAnswer: Sendable, Hashable {
  /// The result code, `0000` or `E4002`.
  package var code: String
  package var message: String
  package var data: JSONValue
  package var errors: [FieldError]

  /// A fault that the service found in one field.
  package struct FieldError: Sendable, Hashable {
    package var field: String?
    package var code: String
    package var message: String
  }

  package init(code: String, message: String, data: JSONValue = .null, errors: [FieldError] = []) {
    self.code = code
    self.message = message
    self.data = data
    self.errors = errors
  }

  /// Reads an answer's body; `nil` when it is not the service's envelope – a proxy's page, half an answer, nothing.
  package init?(body: [UInt8], envelope: ServiceSchema.Envelope) {
    guard let root = JSONReader.value(of: body), let code = root[path: envelope.code]?.text, !code.isEmpty
    else { return nil }
    self.code = code
    message = root[path: envelope.message]?.text ?? ""
    data = root[path: envelope.data] ?? .null
    errors = (root[path: envelope.errors]?.elements ?? []).map { error in
      FieldError(
        field: error[path: envelope.errorField]?.text, code: error[path: envelope.errorCode]?.text ?? code,
        message: error[path: envelope.errorMessage]?.text ?? "")
    }
  }
}
