package import AuthCore

/// What happened, to be taken in by the app.
package enum Event: Equatable, Sendable {
  case key(Key)
  case resized(columns: Int, rows: Int)
  /// The client's clock.
  case tick(NumericDate)
  case loaded(BackendSnapshot)
  /// Some sessions of a backend that was loaded before are other ones now.
  case changed(SessionChange)
  case detailLoaded(SessionDetail)
  /// A backend keeps its tokens encrypted; locked while a passphrase is needed to read them.
  case encrypted(BackendID, isLocked: Bool)
  case checked(CheckScope, [Finding])
  /// Entries of the journal, the newest first.
  case journalLoaded([JournalEntry], JournalFilter)
  /// Something was written to the journal.
  case journalChanged
  case storageChanged(BackendID)
  /// Go on with the search through a large list.
  case searchOn
  /// Some of what an effect asked for is done.
  case progress(done: Int, total: Int, of: Effect)
  /// What an effect asked for has ended: only what waits for that very effect takes it.
  case finished(Finished, of: Effect)
  /// The settings were written to the file, or why not, in a sentence.
  case settingsSaved(String, isSaved: Bool)
  /// Of a sign-in in the browser that goes on.
  case managed(ManagedScreen.News)
  /// What the pool said about a user's sessions on all devices.
  case poolSessions(SessionID, PoolSessions)
  /// A message that a demonstration's pool sent, in words, for want of a mailbox.
  case mail(String)
  /// The sessions whose new tokens no backend took yet.
  case held([HeldSession])
  /// A sentence from outside the sessions, such as what was left unfinished by a crash.
  case note(String)

  /// A piece of work that ended, well or not.
  package enum Finished: Equatable, Sendable {
    case refreshed([SessionID], [Failed], last: RefreshOutcome?)
    case moved([SessionManager.MoveOutcome], [Failed])
    case activated(BackendID, previous: BackendID)
    case previewed([MovePreview])
    /// A backend became the active one, and the sessions in use went along.
    case activatedMoving(BackendID, previous: BackendID, count: Int)
    /// `LastAuthUser` names a session's user now, and whom it named before.
    case pointed(SessionID, from: String?)
    case keyRemovalPlanned(KeyRemovalPlan)
    /// What was removed, and what stayed.
    case keysRemoved(KeyRemovalPlan)
    case undoPlanned(UndoOffer)
    case undone(UndoPlan)
    case heldPlaces(SessionID, [BackendID], copies: [SessionID] = [])
    case storedHeld(Session)
    case signedIn(Session)
    /// Signed in, on a device that the pool would remember if the person says so.
    case offersToRemember(Session)
    case remembered(SessionID)
    /// Another session of the user ended at the pool.
    case endedPoolSession(of: SessionID)
    /// The pool asks something before it gives tokens.
    case asked(SignInChallenge)
    case verified(SessionVerdicts)
    case planned(SignOutPlan)
    case bulk(BulkWork, [BulkResult])
    case signedOut(SignOutReport)
    /// An encrypted backend was opened.
    case unlocked(BackendID)
    case exported(ExportOutcome)
    case failed(SessionError)
  }

  /// One session that could not be acted on, and why.
  package struct Failed: Equatable, Sendable {
    package let id: SessionID
    package let error: SessionError

    package init(id: SessionID, error: SessionError) {
      self.id = id
      self.error = error
    }
  }
}
