/// The people of a pool that was given none.
package enum DemoUsers {
  package static let all: [UserSeed] = [
    user("alice", "Alice Abara", groups: ["ADMINS", "EDITORS"], department: "platform"),
    user("bob", "Bob Baker", groups: ["EDITORS"], department: "content"),
    user("carol", "Carol Cruz", department: "support"),
    user("dave", "Dave Dimitrov", groups: ["BETA"], department: "sales"),
    user("erin", "Erin Eriksen", department: "finance"),
    user("zoë", "Zoë 雪 Zhang", mail: "zoe", groups: ["EDITORS"], department: "設計"),
  ]

  private static func user(
    _ username: String,
    _ name: String,
    mail: String? = nil,
    groups: [String] = [],
    department: String
  ) -> UserSeed {
    UserSeed(
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
  }
}
