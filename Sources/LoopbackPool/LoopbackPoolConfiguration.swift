/// What an embedded user pool is made of.
package struct LoopbackPoolConfiguration: Sendable {
  /// `<region>_<name>`; the part after `_` goes into the SRP hash.
  package var poolID: String
  package var clients: [AppClient]
  package var users: [UserSeed]
  /// Attributes that must be there when a new password is set, by their names.
  package var requiredAttributes: [String]
  package var passwordPolicy: PasswordPolicy
  /// DeviceConfiguration, for users who have no word of their own; nil tracks no devices.
  package var devices: DeviceTracking?
  /// AuthSessionValidity in seconds.
  package var challengeLifetime: Int64 = 180
  /// Seconds that a code sent by email or SMS is good for.
  package var codeLifetime: Int64 = 180
  /// Whether the outbox also tells what users' authenticator apps show, for a demonstration.
  package var showsAuthenticators = false

  /// UserSessionTracking: whether ListUserSessions and RevokeUserSession work; off, as at Amazon.
  package var tracksSessions = false
  /// MaxPerUser of the token sessions: a sign-in beyond it ends the one that was unused for longest.
  package var sessionsPerUser = 20

  package init(
    poolID: String = "us-east-1_Loopback1",
    clients: [AppClient] = [AppClient()],
    users: [UserSeed] = DemoUsers.all,
    requiredAttributes: [String] = [],
    passwordPolicy: PasswordPolicy = PasswordPolicy()
  ) {
    self.poolID = poolID
    self.clients = clients
    self.users = users
    self.requiredAttributes = requiredAttributes
    self.passwordPolicy = passwordPolicy
  }
}
