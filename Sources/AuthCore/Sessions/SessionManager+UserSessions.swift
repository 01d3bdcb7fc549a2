extension SessionManager {
  /// Pages of sessions that are asked for; the service keeps a hundred sessions a user at most.
  private static let pageLimit = 10

  /// The sessions of a session's user as the pool counts them, over all devices and app clients.
  ///
  /// The access token asks, so it must be live; nothing is changed.
  public nonisolated func userSessions(
    _ id: SessionID
  ) async throws(SessionError) -> [UserSession] {
    let stored = try await stored(id)
    guard let token = stored.token(.access) else { throw .unusableTokens(.access, nil) }
    let pool = pools.userPool(try configuration(of: stored))
    var sessions: [UserSession] = []
    var next: String?
    for _ in 0..<Self.pageLimit {
      do throws(UserPoolError) {
        let request = ListUserSessionsRequest(accessToken: token.reveal(), nextToken: next)
        let answer = try await pool.listUserSessions(request).answer
        sessions += answer.sessions ?? []
        next = answer.nextToken
      } catch {
        throw Self.lacksUserSessions(error) ? .noUserSessions(id, error) : .pool(error)
      }
      if next == nil { break }
    }
    return sessions
  }

  /// Ends another session of the user at the pool; `linked` also ends what hangs together with it.
  public nonisolated func revokeUserSession(
    _ sessionID: String,
    linked: Bool,
    of id: SessionID
  ) async throws(SessionError) {
    let stored = try await stored(id)
    guard let token = stored.token(.access) else { throw .unusableTokens(.access, nil) }
    let pool = pools.userPool(try configuration(of: stored))
    do throws(UserPoolError) {
      _ = try await pool.revokeUserSession(
        RevokeUserSessionRequest(
          accessToken: token.reveal(),
          sessionID: sessionID,
          revokeAssociatedSessions: linked ? "LINKED" : nil
        )
      )
    } catch {
      throw Self.lacksUserSessions(error) ? .noUserSessions(id, error) : .pool(error)
    }
  }

  /// Whether an error means that this pool has no such sessions: tracking is off, the plan has none,
  /// or it is a stand-in without the operation.
  private static func lacksUserSessions(_ error: UserPoolError) -> Bool {
    switch error {
    case .refused(let name, _, _, _):
      [
        "UnknownOperationException", "InvalidAction", "OperationNotEnabledException",
        "FeatureUnavailableInTierException",
      ].contains(name)
    case .unreadable(let status, _): status == 500 || status == 404 || status == 501
    case .unreachable, .unanswered: false
    }
  }
}
