/// The people of a pool that was given none.
package enum DemoUsers {
  package static let all: [UserSeed] = [
    user("alice", "Alice Abara", groups: ["ADMINS", "EDITORS"], department: "platform"),
    user("bob", "Bob Baker", groups: ["EDITORS"], department: "content"),
    user("carol", "Carol Cruz", department: "support"),
    user("dave", "Dave Dimitrov", groups: ["BETA"], department: "sales"),
    user("erin", "Erin Eriksen", department: "finance"),
    user("zoë", "Zoë 雪 Zhang", mail: "zoe", groups: ["EDITORS"], department: "設計"),
    user("frank", "Frank Fofana", department: "security") {
      $0.mfa = [.softwareToken]
      $0.totpSecret = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
    },
    user("grace", "Grace Gupta", department: "research") {
      $0.mfa = [.email]
      $0.devices = .prompt
    },
    user("ivan", "Ivan Ito", department: "logistics") {
      $0.mfa = [.softwareToken, .email]
      $0.totpSecret = "KRSXG5CTMVRXEZLUKRSXG5CTMVRXEZLU"
    },
    user("heidi", "Heidi Hansen", department: "legal") { $0.mfaSetup = [.softwareToken] },
  ]

  /// What sets a user apart, in a word or two; nil for one with a password and no more.
  package static func note(_ user: UserSeed) -> String? {
    if user.mfa == [.softwareToken] { return "authenticator code" }
    if user.mfa == [.email] { return "email code" }
    if user.mfa.count > 1 { return "two factors" }
    return user.mfaSetup.isEmpty ? nil : "authenticator setup"
  }

  private static func user(
    _ username: String,
    _ name: String,
    mail: String? = nil,
    groups: [String] = [],
    department: String,
    _ change: (inout UserSeed) -> Void = { _ in }
  ) -> UserSeed {
    var seed = UserSeed(
      username: username,
      // Known to everyone and worth nothing: this pool answers this machine only.
      password: "Demo-password-1",
      groups: groups,
      attributes: [
        "name": name,
        "nickname": username,
        "email": "\(mail ?? username)@example.com",
        "email_verified": "true",
        "custom:department": department,
      ]
    )
    change(&seed)
    return seed
  }
}
