/// What an embedded user pool is made of.
package struct LoopbackPoolConfiguration: Sendable {
  /// `<region>_<name>`; the part after `_` goes into the SRP hash.
  package var poolID: String
  package var clients: [AppClient]
  package var users: [UserSeed]
  /// Attributes that must be there when a new password is set, by their names.
  package var requiredAttributes: [String]
  package var passwordPolicy: PasswordPolicy

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
