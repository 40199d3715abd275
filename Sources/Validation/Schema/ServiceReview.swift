/// Proves that a service's own statements do not exclude each other.
struct ServiceReview {
  let service: ServiceSchema

  /// Throws ``SchemaContradiction`` for the first thing that can't hold.
  func check() throws {
    var classOfCode: [String: ServiceSchema.ErrorClass] = [:]
    for errorClass in ServiceSchema.ErrorClass.allCases {
      for code in service.classes[errorClass] ?? [] {
        if let other = classOfCode.updateValue(errorClass, forKey: code) {
          throw contradiction("classes", "\(code) is both \(other.rawValue) and \(errorClass.rawValue)")
        }
      }
    }
    if (service.classes[.success] ?? []).isEmpty { throw contradiction("classes", "no code means success") }
    for code in service.codes.keys.sorted() where classOfCode[code] == nil {
      throw contradiction("codes", "\(code) has no class")
    }
    var titleOfSuffix: [String: String] = [:]
    for (name, role) in service.roles {
      guard role.suffix.utf8.count == 2, role.suffix.utf8.allSatisfy({ 0x30...0x39 ~= $0 }) else {
        throw contradiction("roles", "the suffix of \(name) is not two digits")
      }
      if let other = titleOfSuffix.updateValue(name, forKey: role.suffix) {
        throw contradiction("roles", "\(name) and \(other) have the same suffix")
      }
    }
    for (ours, written) in service.resultCodes where classOfCode[written] == nil {
      throw contradiction("resultCodes", "“\(ours)” is no code of the service")
    }
    try checkWire()
    try checkAuthentication()
  }

  private func checkWire() throws {
    guard ServiceSchema.Wire.dateFormats.contains(service.wire.date) else {
      let known = ServiceSchema.Wire.dateFormats.joined(separator: " or ")
      throw contradiction("wire", "dates are written \(known), not \(service.wire.date)")
    }
    if service.wire.yes == service.wire.no { throw contradiction("wire", "true and false are written alike") }
  }

  private func checkAuthentication() throws {
    let styles = [service.authentication.style] + service.profiles.values.compactMap(\.authentication)
    if styles.contains(.credentials), service.authentication.headers == nil {
      throw contradiction("authentication", "the style credentials needs headers for userID and secret")
    }
  }

  private func contradiction(_ place: String, _ reason: String) -> SchemaContradiction {
    SchemaContradiction(schema: service.name, place: place, reason: reason)
  }
}
