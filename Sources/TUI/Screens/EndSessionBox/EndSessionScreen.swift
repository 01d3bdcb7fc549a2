package import AuthCore

/// The box that asks before another device's session is ended at the pool.
package struct EndSessionScreen: Equatable, Sendable {
  /// What can be pressed.
  package enum Choice: Hashable, Sendable {
    case cancel, end, endLinked
  }

  /// The session of this machine that asks.
  package let id: SessionID
  package let session: UserSession
  package internal(set) var dialog: Dialog<Choice>

  package init(_ id: SessionID, _ session: UserSession, _ context: Context) {
    self.id = id
    self.session = session
    let isBrowser = session.type == "SSO"
    let device = SafeText(foreign: session.deviceType ?? "unknown")
    let user = SafeText(foreign: id.username)
    var buttons: [Dialog<Choice>.Button] = [
      .init(.cancel, "Cancel"), .init(.end, "End it", isDanger: true),
    ]
    if isBrowser || session.originSessionID != nil {
      buttons.append(
        .init(.endLinked, isBrowser ? "And its tokens" : "And its browser", isDanger: true)
      )
    }
    dialog = Dialog(
      title: StyledLine("End a session at the pool", .danger),
      sections: [
        Dialog.Section(["\(user) on \(device)", " "]),
        Dialog.Section("will", .danger, Self.will(isBrowser)),
        Dialog.Section("won't", .expiring, Self.wont(isBrowser)),
        Dialog.Section("session", .dim, Self.facts(session, context)),
      ],
      buttons: buttons
    )
    fit(context)
  }

  private static func will(_ isBrowser: Bool) -> [SafeText] {
    isBrowser
      ? ["sign that browser out of managed login: it must give the password again"]
      : ["revoke that session's refresh and access tokens (RevokeUserSession), wherever they are"]
  }

  private static func wont(_ isBrowser: Bool) -> [SafeText] {
    isBrowser
      ? ["end the tokens that apps got through it, unless you choose so"]
      : ["end tokens for what verifies offline: it accepts them until they expire"]
  }

  private static func facts(_ session: UserSession, _ context: Context) -> [SafeText] {
    var facts = [SafeText(foreign: session.id)]
    if let client = session.clientID { facts.append("app client \(SafeText(foreign: client))") }
    if let created = session.created {
      facts.append("since \(SafeText(foreign: context.dateText(created)))")
    }
    if let active = session.lastActive {
      facts.append("active \(SafeText(foreign: context.dateText(active)))")
    }
    return facts
  }

  mutating func fit(_ context: Context) {
    dialog.fit(columns: context.columns, rows: context.rows)
  }

  func draw(in region: Region) {
    dialog.draw(in: region)
  }

  /// What a key does in the box.
  mutating func handle(_ key: Key) -> Reaction {
    switch dialog.handle(key) {
    case .chosen(.cancel), .dismissed: .close
    case .chosen(let choice):
      .perform(.endPoolSession(session.id, linked: choice == .endLinked, of: id))
    case .handled: .none
    case .ignored: key == .character("q") ? .close : .none
    }
  }
}
