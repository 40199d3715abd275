import HTTPTypes

extension Dialect {
  /// What the caller shows in the headers that this dialect has for it.
  func credential(in headers: HTTPFields) -> Credential {
    switch authentication.style {
    case .token: .token(presented(headers))
    case .fixed: .secret(presented(headers))
    case .credentials:
      .user(id: headers.value(of: authentication.userIDHeader), secret: headers.value(of: authentication.secretHeader))
    }
  }

  func requestId(in headers: HTTPFields) -> String? { requestIDHeader.flatMap(headers.value(of:)) }

  /// What stands behind the scheme; the scheme's case does not matter (RFC 9110, 11.1).
  private func presented(_ headers: HTTPFields) -> String? {
    guard let text = headers.value(of: authentication.header) else { return nil }
    guard !authentication.scheme.isEmpty else { return text }
    let parts = text.split(separator: " ")
    guard parts.count == 2, parts[0].lowercased() == authentication.scheme.lowercased() else { return nil }
    return String(parts[1])
  }

  /// The headers whose values nobody else may see, in lower case.
  var secretHeaders: Set<String> {
    ["authorization", authentication.header.lowercased(), authentication.secretHeader.lowercased()]
  }
}

extension HTTPFields {
  fileprivate func value(of name: String) -> String? { HTTPField.Name(name).flatMap { self[$0] } }
}
