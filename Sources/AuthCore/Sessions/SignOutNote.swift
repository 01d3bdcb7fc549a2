import FoundationEssentials

/// What is known of a sign-out that was sent and is not over: noted before it is sent, and kept until
/// its end is certain.
///
/// It holds digests and a time, nothing that opens anything.
package struct SignOutNote: Codable, Equatable, Sendable {
  /// How far it came.
  package enum Stage: String, Codable, Sendable {
    /// It is under way, or the process ended before it was answered.
    case sent
    /// No sure answer came.
    case unanswered
    /// The pool did it; stored keys may be left.
    case confirmed
    /// No sure answer came, and the stored keys were removed all the same.
    case removed
  }

  package let scope: String
  /// Eight bytes of the SHA-256 of the tokens that it is about, in hexadecimal.
  package let accessDigest: String
  package let refreshDigest: String
  /// Milliseconds since 1970, when it was sent first.
  package let date: Int64
  package private(set) var stage: Stage

  init(_ stored: StoredSession, _ scope: SignOutScope, at now: NumericDate) {
    self.scope = scope.rawValue
    accessDigest = stored.token(.access)?.digest ?? ""
    refreshDigest = stored.token(.refresh)?.digest ?? ""
    date = now.milliseconds
    stage = .sent
  }

  func at(_ stage: Stage) -> SignOutNote {
    var note = self
    note.stage = stage
    return note
  }

  /// The same doubt about tokens that were put in the place of its own without asking the pool.
  func about(_ stored: StoredSession) -> SignOutNote {
    let reach = SignOutScope(rawValue: scope) ?? .here
    return SignOutNote(stored, reach, at: NumericDate(milliseconds: date)).at(stage)
  }

  /// Whether it is about these tokens; another sign-in's tokens have nothing to do with it.
  func isAbout(_ stored: StoredSession) -> Bool {
    let access = stored.token(.access)?.digest ?? ""
    let refresh = stored.token(.refresh)?.digest ?? ""
    return refresh == refreshDigest && access == accessDigest
  }

  /// Whether both are about the same tokens.
  func isAboutSame(as other: SignOutNote) -> Bool {
    refreshDigest == other.refreshDigest && accessDigest == other.accessDigest
  }

  /// Whether the pool may have done it, and nobody knows.
  var isUnknown: Bool { stage != .confirmed }

  var time: String { NumericDate(milliseconds: date).utcText }
}

extension Problem {
  /// A sign-out that began and is not over.
  static func signOutOpen(_ note: SignOutNote) -> Problem {
    let what = note.scope == SignOutScope.everywhere.rawValue ? "sign-out everywhere" : "sign-out"
    return note.isUnknown
      ? Problem(
        code: "sign-out-unknown",
        message: "the \(what) of \(note.time) got no answer: the pool may have revoked these "
          + "tokens or not; sign out again to be sure"
      )
      : Problem(
        code: "sign-out-unfinished",
        message: "the \(what) of \(note.time) was confirmed by the pool and cut short before the "
          + "keys were removed; sign out again to remove them"
      )
  }
}

extension ManagerState {
  static let signOutPrefix = "signout/"

  /// Writes a note in the place of those before it; only what is unknown of tokens that were removed,
  /// and that another sign-in took the place of, stays beside it.
  func note(_ note: SignOutNote, of id: SessionID) async throws {
    let others = try await signOuts(of: id).filter {
      $0.stage == .removed && !$0.isAboutSame(as: note)
    }
    try await set(others + [note], of: id)
  }

  /// Forgets what is noted of the sign-out of these tokens.
  func forget(_ note: SignOutNote, of id: SessionID) async throws {
    try await set(try await signOuts(of: id).filter { !$0.isAboutSame(as: note) }, of: id)
  }

  /// What is noted of a session's sign-outs, the newest last.
  func signOuts(of id: SessionID) async throws -> [SignOutNote] {
    Self.signOuts(try await notes.text(Self.signOutPrefix, of: id))
  }

  func signOutNotes() async -> [SessionID: [SignOutNote]] {
    var open: [SessionID: [SignOutNote]] = [:]
    for note in await notes.all(Self.signOutPrefix) { open[note.id] = Self.signOuts(note.text) }
    return open
  }

  private func set(_ all: [SignOutNote], of id: SessionID) async throws {
    if let text = try Self.signOutText(all) {
      try await notes.set(text, Self.signOutPrefix, of: id)
    } else {
      try await notes.remove(Self.signOutPrefix, of: id)
    }
  }

  /// The notes in a text: one, or an array of several; none where it is something else.
  static func signOuts(_ text: String?) -> [SignOutNote] {
    guard let text else { return [] }
    let data = Data(text.utf8)
    if let one = try? JSONDecoder().decode(SignOutNote.self, from: data) { return [one] }
    return (try? JSONDecoder().decode([SignOutNote].self, from: data)) ?? []
  }

  /// Notes as text, nil for none.
  static func signOutText(_ all: [SignOutNote]) throws -> String? {
    guard let first = all.first else { return nil }
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    let data = all.count == 1 ? try encoder.encode(first) : try encoder.encode(all)
    return String(decoding: data, as: UTF8.self)
  }
}
