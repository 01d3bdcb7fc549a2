import ArgumentParser
import AuthCore

/// `authtop user-sessions`: the user's sessions at the pool, on all devices.
struct UserSessionsCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "user-sessions",
    abstract: "List a user's sessions at the pool, on all devices, or end one of them.",
    discussion: """
      Asked with the named session's access token (ListUserSessions, RevokeUserSession), so that \
      must be live and have the scope aws.cognito.signin.user.admin. The pool must track sessions. \
      The session that asks cannot end itself here: authtop sign-out does that.
      """
  )

  @Argument(help: ArgumentHelp("Whose: a session, or a unique part of its name.", valueName: "id"))
  var id: String

  @Flag(help: "Print a JSON array.")
  var json = false

  @Flag(help: "Print network addresses too; --json always has them.")
  var reveal = false

  @Option(help: ArgumentHelp("End that session and its tokens.", valueName: "session-id"))
  var revoke: String?

  @Flag(help: "With --revoke: also the browser that it came through, or what came through it.")
  var linked = false

  @Flag(help: "Do not ask.")
  var yes = false

  @OptionGroup var pool: PoolOptions

  func run() async throws {
    try await reporting {
      try await Wiring.with(pool) { wiring in
        let manager = wiring.manager
        let id = try await SessionSelection.sessions([id], in: manager)[0].id
        if let revoke {
          try await end(revoke, of: id, manager)
          return
        }
        let sessions = try await manager.userSessions(id)
        print(json ? Self.json(sessions) : table(sessions))
      }
    }
  }

  private func end(_ session: String, of id: SessionID, _ manager: SessionManager) async throws {
    if !yes {
      print(
        SingleLine.text(
          "will end the session \(session) of \(id.username) at the pool: its refresh and access "
            + "tokens are revoked, on whatever device they are; what verifies offline accepts "
            + "tokens it was given until they expire"
        )
      )
      try Confirmation.ask("End it?")
    }
    try await manager.revokeUserSession(session, linked: linked, of: id)
    print(SingleLine.text("ended \(session)"))
  }

  private func table(_ sessions: [UserSession]) -> String {
    var table = TextTable(
      header: ["SESSION", "KIND", "THIS", "CLIENT", "DEVICE", "ADDRESS", "CREATED", "LAST ACTIVE"])
    for session in sessions {
      table.add([
        session.id, session.type ?? "-", session.isCurrentSession == true ? "*" : "",
        session.clientID ?? "-", session.deviceType ?? "-", address(session),
        session.created?.utcText ?? "-", session.lastActive?.utcText ?? "-",
      ])
    }
    return table.lines.joined(separator: "\n")
  }

  private func address(_ session: UserSession) -> String {
    guard let address = session.lastIPAddress else { return "-" }
    return reveal ? address : ClaimName.mask
  }

  private static func json(_ sessions: [UserSession]) -> String {
    let records = sessions.map { session in
      var record = JSONRecord()
      record.set("id", session.id)
      record.set("type", session.type)
      record.set("is_current", session.isCurrentSession == true)
      record.set("client_id", session.clientID)
      record.set("device", session.deviceType)
      record.set("last_ip_address", session.lastIPAddress)
      record.set("city", session.lastLocation?.city)
      record.set("country", session.lastLocation?.country)
      record.set("created", session.created?.seconds)
      record.set("last_active", session.lastActive?.seconds)
      record.set("origin_session_id", session.originSessionID)
      return record.text
    }
    return records.isEmpty ? "[]" : "[\n" + records.joined(separator: ",\n") + "\n]"
  }
}
