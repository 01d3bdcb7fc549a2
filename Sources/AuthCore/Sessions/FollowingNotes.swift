/// What became of a session's notes when they followed it to another place.
struct FollowingNotes: Sendable {
  /// What the source keeps of each kind that has arrived, nil for nothing.
  fileprivate var rest: [String: String?] = [:]
  /// What was noted of the target before, by the kinds that were written there; nil for nothing.
  fileprivate var before: [String: String?] = [:]
}

extension ManagerState {
  /// What is known of a session and goes with it where it is moved.
  private static let followers = [refusalPrefix, intentPrefix, signOutPrefix]

  /// Notes of a copy what is noted of the original, whose tokens are `stored`; what cannot be read or
  /// written there stays with the original alone.
  func copyNotes(
    of source: SessionID,
    to target: SessionID,
    about stored: StoredSession?
  ) async -> FollowingNotes {
    var following = FollowingNotes()
    for kind in Self.followers {
      do {
        let (text, old) = (
          try await notes.text(kind, of: source), try await notes.text(kind, of: target)
        )
        let (new, rest) = try Self.parted(kind, text, over: old, about: stored)
        if new.map(KeyBytes.init) != old.map(KeyBytes.init) {
          following.before[kind] = .some(old)
          try await put(new, kind, of: target)
        }
        if text != nil { following.rest[kind] = .some(rest) }
      } catch {
        continue
      }
    }
    return following
  }

  /// Forgets what was noted of a session that is somewhere else now and has arrived there.
  func forget(_ following: FollowingNotes, of source: SessionID) async {
    for (kind, rest) in following.rest { try? await put(rest, kind, of: source) }
  }

  /// Notes of the target what was noted of it before.
  func takeBack(_ following: FollowingNotes, of target: SessionID) async {
    for (kind, old) in following.before { try? await put(old, kind, of: target) }
  }

  private func put(_ text: String?, _ kind: String, of id: SessionID) async throws {
    if let text {
      try await notes.set(text, kind, of: id)
    } else {
      try await notes.remove(kind, of: id)
    }
  }

  /// What the target gets, and what the source keeps.
  private static func parted(
    _ kind: String,
    _ text: String?,
    over old: String?,
    about stored: StoredSession?
  ) throws -> (new: String?, rest: String?) {
    switch kind {
    // A refusal of what the target held before is none of the copy's.
    case refusalPrefix: return (text, nil)
    case signOutPrefix:
      // Of a sign-out whose keys are gone the note stays where they were, and so does the target's.
      let all = signOuts(text)
      let going = all.filter { note in stored.map(note.isAbout) ?? true }
      let staying = all.filter { !going.contains($0) }
      let others = signOuts(old).filter { one in !going.contains { $0.isAboutSame(as: one) } }
      return (try signOutText(others + going), try signOutText(staying))
    default: return (text ?? old, nil)
    }
  }
}
