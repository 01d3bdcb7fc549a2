package import AuthCore

/// What the app asks of the world outside; a plain value, so that a test can say which was asked.
package enum Effect: Equatable, Sendable {
  /// Look at one backend, or at all of them.
  case load(BackendID?)
  case loadDetail(SessionID)
  case refresh([SessionID])
  /// Check signatures with the pool's published keys.
  case verify(SessionID)
  /// Check signatures, and ask the pool whether it honours the access token.
  case verifyOnline(SessionID)
  case move([SessionID], to: BackendID)
  case activate(BackendID)
  /// Move some sessions and then make their new backend the active one.
  case activateMoving(BackendID, [SessionID])
  /// Say what moving sessions to each of some backends would mean.
  case previewMove([SessionID], to: [BackendID])
  /// Make `LastAuthUser` of its backend name a session's user.
  case point(SessionID)
  /// Say what removing some keys that a check found would do.
  case planKeyRemoval([String], in: BackendID)
  case removeKeys(KeyRemovalPlan)
  case planUndo
  /// Take a step of the undo log back.
  case undo(String)
  /// Read the journal of a session, or of one backend or all.
  case loadJournal(JournalFilter)
  /// Which backends could take tokens that could not be stored.
  case planHeld(SessionID)
  case storeHeld(SessionID, in: BackendID)
  /// The same with many sessions, a few at the same time; `cancel` starts no more of them.
  case bulk(BulkWork, [SessionID], atOnce: Int)
  /// Begin a sign-in at one of the configured pools, into the active backend.
  case signIn(pool: Int, username: String, Password?, SignInFlow.Method)
  /// Go on with the sign-in that asked something.
  case answer(SignInReply)
  /// Forget the sign-in under way, and the password with it.
  case cancelSignIn
  /// Tell the pool to remember the device of a session.
  case rememberDevice(SessionID)
  /// Sign in at a pool's managed login, in the browser, into the active backend.
  case signInManaged(pool: Int)
  /// Ask the desktop to open an address once more.
  case openBrowser(String)
  /// Wait for the browser no longer.
  case cancelManaged
  /// Ask the pool for the user's sessions on all devices.
  case loadPoolSessions(SessionID)
  /// End another session of the user at the pool.
  case endPoolSession(String, linked: Bool, of: SessionID)
  case planSignOut(SessionID, SignOutScope)
  case signOut(SessionID, SignOutScope, removeAnyway: Bool)
  /// Open an encrypted backend with its passphrase.
  case unlock(BackendID, Password)
  /// Let the terminal follow the settings.
  case apply(Settings)
  /// Tell of sessions that are about to expire.
  case warn([ExpiryWatch.Warning], WarningSettings)
  /// What the terminal's window is called; nil for what it was called before.
  case title(SafeText?)
  /// Write these lines into the configuration file.
  case saveSettings([SettingLine])
  /// Run the checks; nothing is sent anywhere.
  case check(CheckScope)
  /// Write a session in some dialect to the clipboard or to a file.
  case export(SessionID, ExportRequest, to: ExportTarget)
  /// Stop what is under way; what was sent already is not taken back.
  case cancel
  /// Send `searchOn` back as soon as whatever waits was taken.
  case searchOn
  case redraw
  case suspend
  case quit
}

extension Effect {
  /// Whether it changes nothing that is stored anywhere, so that it is harmless at any time.
  var onlyLooks: Bool {
    switch self {
    case .load, .loadDetail, .loadJournal, .loadPoolSessions, .unlock, .check, .export, .cancel,
      .redraw, .searchOn, .suspend, .quit, .apply, .saveSettings, .warn, .title:
      true
    default: false
    }
  }
}
