import AuthCore

/// A user to create, as an operator writes it down in JSON.
package struct UserSeed: Codable, Equatable, Sendable, Unprinted {
  package var username: String
  package var password: String
  /// By precedence.
  package var groups: [String]
  /// By their names in the pool, `custom:` included.
  package var attributes: [String: String]
  package var status: UserStatus

  package init(
    username: String,
    password: String,
    groups: [String] = [],
    attributes: [String: String] = [:],
    status: UserStatus = .confirmed
  ) {
    self.username = username
    self.password = password
    self.groups = groups
    self.attributes = attributes
    self.status = status
  }

  package init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    username = try container.decode(String.self, forKey: .username)
    password = try container.decode(String.self, forKey: .password)
    groups = try container.decodeIfPresent([String].self, forKey: .groups) ?? []
    attributes = try container.decodeIfPresent([String: String].self, forKey: .attributes) ?? [:]
    status = try container.decodeIfPresent(UserStatus.self, forKey: .status) ?? .confirmed
  }
}

/// UserStatusType, of those that a created user can have here.
package enum UserStatus: String, Codable, Sendable {
  case confirmed = "CONFIRMED"
  /// An administrator set the password; the first sign-in must set another.
  case forceChangePassword = "FORCE_CHANGE_PASSWORD"
}
