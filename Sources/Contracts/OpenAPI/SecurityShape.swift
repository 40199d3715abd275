import Validation

/// How requests prove whose they are, as OpenAPI's security schemes: one for each way that a profile's users have.
struct SecurityShape {
  let service: ServiceSchema

  private static let token = "token"
  private static let secret = "secret"
  private static let userID = "userID"
  private static let userSecret = "userSecret"

  /// The schemes that some profile needs, by name.
  var schemes: JSONObject {
    let authentication = service.authentication
    var schemes: JSONObject = [:]
    for style in Set(service.profiles.keys.map(service.authenticationStyle)) {
      switch style {
      case .token: schemes[Self.token] = scheme("The answer of \(authentication.function) gives the token.")
      case .fixed: schemes[Self.secret] = scheme("The user's secret itself, where a token would stand.")
      case .credentials:
        schemes[Self.userID] = apiKey(authentication.headers?.userID ?? "", "The user of the WebAPI.")
        schemes[Self.userSecret] = apiKey(authentication.headers?.secret ?? "", "The user's secret.")
      }
    }
    return schemes
  }

  /// What a request for the function must carry: one of these, depending on the user's profile.
  func requirements(of function: FunctionSchema) -> [JSONObject] {
    guard function.name != service.authentication.function else { return [] }
    var styles: [ServiceSchema.AuthenticationStyle] = []
    for style in function.bridge.profiles.map(service.authenticationStyle) where !styles.contains(style) {
      styles.append(style)
    }
    let none: [String] = []
    return styles.map { style in
      switch style {
      case .token: [Self.token: none]
      case .fixed: [Self.secret: none]
      case .credentials: [Self.userID: none, Self.userSecret: none]
      }
    }
  }

  private func scheme(_ description: String) -> JSONObject {
    let authentication = service.authentication
    guard authentication.header.lowercased() == "authorization", !authentication.scheme.isEmpty else {
      return apiKey(authentication.header, description)
    }
    return ["type": "http", "scheme": authentication.scheme.lowercased(), "description": description]
  }

  private func apiKey(_ header: String, _ description: String) -> JSONObject {
    ["type": "apiKey", "in": "header", "name": header, "description": description]
  }
}
