/// What one look at the session of a note found.
enum NoteLook: Sendable {
  case stored(StoredSession)
  /// The backend was read, and there is no session.
  case gone
  /// It could not be read: locked, not on the path, too slow.
  case unreadable
}

/// How what is stored stands to a note: the one rule for when a note may be forgotten.
///
/// It may be when a look that succeeded says that it is over. What cannot be read settles nothing.
enum NoteStanding: Equatable, Sendable {
  case open
  case over
  case unknown
}

extension SignOutNote {
  /// RefreshTokenValidity's default of 30 days, in milliseconds: no refresh token of a default pool
  /// lives longer.
  ///
  /// As far ahead too: a clock that was set back a little must not end a warning, and a moment that no
  /// clock means must not keep one for ever.
  private static var longestUnknown: Int64 { 30 * 86_400_000 }

  /// Where its tokens were replaced it says nothing any more; where they were removed and nobody
  /// knows what the pool did, it does as long as they may live.
  func standing(_ look: NoteLook, at now: NumericDate) -> NoteStanding {
    let age = now.milliseconds(since: NumericDate(milliseconds: date))
    let mayLive = isUnknown && (-Self.longestUnknown..<Self.longestUnknown).contains(age)
    return switch look {
    case .unreadable: .unknown
    case .stored(let stored) where isAbout(stored): .open
    case .stored: stage == .removed && mayLive ? .open : .over
    case .gone: mayLive ? .open : .over
    }
  }
}

extension RefreshIntent {
  /// Milliseconds for which a session that is gone may come back, by an undo or another program.
  private static var longestAbsence: Int64 { 86_400_000 }

  /// With other tokens stored it is over for this session; its copies may be behind.
  func standing(_ look: NoteLook, at now: NumericDate) -> NoteStanding {
    switch look {
    case .unreadable: .unknown
    case .stored(let stored): isOpen(for: stored) ? .open : .over
    case .gone:
      (-Self.longestAbsence...Self.longestAbsence)
        .contains(now.milliseconds(since: NumericDate(milliseconds: date)))
        ? .unknown : .over
    }
  }
}

extension SessionManager {
  /// Looks at the session of a note.
  nonisolated func look(at id: SessionID) async -> NoteLook {
    do throws(SessionError) {
      let stored = try await items(id, in: id.backend)
      return stored.hasTokens ? .stored(stored) : .gone
    } catch {
      return .unreadable
    }
  }

  /// Does what the end of a note asks for, under the user's lock and if the note still stands.
  ///
  /// Whoever found it over has looked without the lock: another look decides.
  nonisolated func settle<Answer: Sendable>(
    _ id: SessionID,
    _ work: @escaping @Sendable (KeptUsers) async throws(SessionError) -> Answer
  ) async -> Answer? {
    try? await alone(with: id, work)
  }
}
