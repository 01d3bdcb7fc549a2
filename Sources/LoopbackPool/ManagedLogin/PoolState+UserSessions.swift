import AuthCore

extension PoolState {
  /// The user's live sessions over all clients: families of tokens, and browsers.
  mutating func listUserSessions(
    _ request: ListUserSessionsRequest,
    at now: NumericDate
  ) throws(PoolRefusal) -> ListUserSessionsAnswer {
    let (user, current) = try caller(request.accessToken, at: now)
    let tokens = live(of: user.username, at: now).map { family in
      var session = UserSession(id: UserSessionID.token(family.id), type: "TOKEN")
      session.clientID = family.clientID
      session.createDate = Double(family.createdAt.milliseconds) / 1000
      session.lastActiveDate = Double(family.lastActive.milliseconds) / 1000
      session.deviceType = family.userAgent ?? "unknown"
      session.lastIPAddress = "127.0.0.1"
      session.originSessionID = family.grant?.browserSession
      session.isCurrentSession = family.eventID == current
      return session
    }
    let browsers = browser.sessions.values.filter {
      $0.username == user.username && $0.expiresAt > now
    }
    .map { browser in
      var session = UserSession(id: browser.id, type: "SSO")
      session.createDate = Double(browser.createdAt.milliseconds) / 1000
      session.lastActiveDate = Double(browser.lastActive.milliseconds) / 1000
      session.deviceType = browser.userAgent ?? "unknown"
      session.lastIPAddress = "127.0.0.1"
      session.isCurrentSession = false
      return session
    }
    let all = (tokens + browsers).sorted {
      ($0.lastActiveDate ?? 0, $0.id) > ($1.lastActiveDate ?? 0, $1.id)
    }
    return ListUserSessionsAnswer(sessions: all)
  }

  /// Ends one session and its tokens; the caller's own is for RevokeToken.
  mutating func revokeUserSession(
    _ request: RevokeUserSessionRequest,
    at now: NumericDate
  ) throws(PoolRefusal) -> EmptyAnswer {
    let (user, current) = try caller(request.accessToken, at: now)
    let isLinked = request.revokeAssociatedSessions == "LINKED"
    let families = live(of: user.username, at: now)
    if let family = families.first(where: { UserSessionID.token($0.id) == request.sessionID }) {
      guard family.eventID != current else {
        throw .invalidParameter("The current session cannot be revoked")
      }
      self.families[family.eventID]?.isRevoked = true
      if isLinked, let id = family.grant?.browserSession { endBrowser(id, of: user.username) }
      return EmptyAnswer()
    }
    guard endBrowser(request.sessionID, of: user.username) else {
      throw PoolRefusal(name: "ResourceNotFoundException", message: "Session does not exist.")
    }
    if isLinked {
      for family in families
      where family.grant?.browserSession == request.sessionID && family.eventID != current {
        self.families[family.eventID]?.isRevoked = true
      }
    }
    return EmptyAnswer()
  }

  /// Notes a family; when the user has too many, the one that was not used for longest goes.
  mutating func begin(_ family: TokenFamily, at now: NumericDate) {
    sweep(at: now)
    var family = family
    family.createdAt = now
    family.lastActive = now
    family.userAgent = userAgent
    if configuration.tracksSessions {
      let live = live(of: family.username, at: now).sorted { $0.lastActive < $1.lastActive }
      for old in live.prefix(max(0, live.count + 1 - configuration.sessionsPerUser)) {
        families[old.eventID]?.isRevoked = true
      }
    }
    families[family.eventID] = family
  }

  private func live(of username: String, at now: NumericDate) -> [TokenFamily] {
    families.values.filter { $0.username == username && !$0.isRevoked && $0.deadline > now }
  }

  /// Moves the LastActiveDate of a browser's session, if there is still one.
  mutating func noteUse(ofBrowser id: String, at now: NumericDate) {
    for (key, session) in browser.sessions where session.id == id {
      browser.sessions[key]?.lastActive = now
    }
  }

  /// Ends a browser's session; whether there was one.
  @discardableResult
  mutating func endBrowser(_ id: String, of username: String) -> Bool {
    let found = browser.sessions.filter { $0.value.id == id && $0.value.username == username }
    for (key, _) in found { browser.sessions[key] = nil }
    return !found.isEmpty
  }

  private func caller(
    _ accessToken: String,
    at now: NumericDate
  ) throws(PoolRefusal) -> (PoolUser, eventID: String?) {
    guard configuration.tracksSessions else {
      throw PoolRefusal(
        name: "OperationNotEnabledException",
        message: "User session tracking is not enabled for this user pool"
      )
    }
    let user = try bearer(of: accessToken, at: now)
    return (user, (try? CompactToken(accessToken))?.claims.eventID)
  }
}
