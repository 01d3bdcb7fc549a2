import LoopbackPool

extension Demo {
  static var configuration: LoopbackPoolConfiguration {
    var configuration = LoopbackPoolConfiguration(poolID: poolID, clients: [web, mobile])
    configuration.tracksSessions = true
    configuration.showsAuthenticators = true
    return configuration
  }

  /// The users that can be signed in, for the sign-in box.
  static var signInHint: String {
    let users = DemoUsers.all
    let names = users.map { user in
      DemoUsers.note(user).map { "\(user.username) (\($0))" } ?? user.username
    }
    return "demo users: \(names.joined(separator: ", ")); password \(users.first?.password ?? "")"
  }

  /// A message as the sign-in box shows it, marked as what it is: nothing was really sent.
  static func mail(_ message: PoolMessage) -> String {
    switch message.medium {
    case .email: "demo outbox: \(message.code), by email to \(message.destination)"
    case .sms: "demo outbox: \(message.code), by text message to \(message.destination)"
    case .authenticator: "demo authenticator of \(message.username) shows \(message.code)"
    }
  }
}
