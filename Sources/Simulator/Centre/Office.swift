/// A place of business that is registered with the centre.
struct Office: Sendable {
  var code: String
  var role: Role
  var name: String
  var address: String
  var telephone: String
  var permitNo: String
  var permitExpiry: CalendarDay
  /// Has a contract for deploying airbags in the vehicle.
  var hasDeploymentContract = false
  /// Takes part in the resource recovery consortium.
  var isConsortiumMember = false
}

/// Somebody who may call the interface.
struct User: Sendable {
  var id: String
  var secret: String
  var businessCode: String
  var businessName: String
  var offices: [String]
  var allowedFunctions: Set<Int>
  var registrationExpiry: CalendarDay
  var isLocked = false
  /// The credential of a user who has no authentication function (the fee-inquiry-only profile).
  var fixedToken: String?
  var failuresInARow = 0
}

/// What a token stands for.
struct Session: Sendable {
  var userId: String
  var office: String?
  var expires: Instant?

  init(userId: String, office: String? = nil, expires: Instant? = nil) {
    self.userId = userId
    self.office = office
    self.expires = expires
  }
}
