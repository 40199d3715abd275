import Validation

/// What a user proves with whose request it is, in one of the ways that services know (domain/2 §2.0).
///
/// Holds the secret and shows it nowhere but in the headers of a request.
struct Credentials: Sendable {
  let userID: String
  let style: ServiceSchema.AuthenticationStyle
  private let secret: Secret
  private let authentication: ServiceSchema.Authentication

  init(of environment: ServiceEnvironment, secret: Secret, in service: ServiceSchema) {
    userID = environment.userID
    style = service.authenticationStyle(for: environment.profile)
    self.secret = secret
    authentication = service.authentication
  }

  /// The headers that a request carries.
  ///
  /// - Parameter token: what the authentication function gave; `nil` while there is none. Other styles have no use for it.
  func headers(token: String?) -> [(name: String, value: String)] {
    switch style {
    case .token: return token.map { [(authentication.header, presented($0))] } ?? []
    case .fixed: return [(authentication.header, presented(secret.reveal()))]
    case .credentials:
      guard let names = authentication.headers else {
        preconditionFailure("the service's review demands headers for this style")
      }
      return [(names.userID, userID), (names.secret, secret.reveal())]
    }
  }

  /// What the authentication function is asked with.
  var values: [String: String] { ["userId": userID, "secret": secret.reveal()] }

  private func presented(_ proof: String) -> String {
    authentication.scheme.isEmpty ? proof : "\(authentication.scheme) \(proof)"
  }
}
