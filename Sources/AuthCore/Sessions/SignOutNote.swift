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

  /// Whether it is about these tokens; another sign-in's tokens have nothing to do with it.
  func isAbout(_ stored: StoredSession) -> Bool {
    let access = stored.token(.access)?.digest ?? ""
    let refresh = stored.token(.refresh)?.digest ?? ""
    return refresh == refreshDigest && access == accessDigest
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

  func note(_ note: SignOutNote, of id: SessionID) async throws {
    let text = String(decoding: try JSONEncoder().encode(note), as: UTF8.self)
    try await notes.set(text, Self.signOutPrefix, of: id)
  }

  func forgetSignOut(of id: SessionID) async throws {
    try await notes.remove(Self.signOutPrefix, of: id)
  }

  func signOutNotes() async -> [SessionID: SignOutNote] {
    var open: [SessionID: SignOutNote] = [:]
    for note in await notes.all(Self.signOutPrefix) {
      open[note.id] = try? JSONDecoder().decode(SignOutNote.self, from: Data(note.text.utf8))
    }
    return open
  }
}
