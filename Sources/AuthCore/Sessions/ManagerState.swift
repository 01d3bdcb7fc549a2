import FoundationEssentials

/// authtop's own notes beside the sessions; losing them loses no session.
struct ManagerState: Sendable {
  /// What is about no session.
  let storage: any ListingStorage
  /// What is about sessions.
  let notes: NotePlaces

  init(storage: any ListingStorage, backends: [Backend]) {
    self.storage = storage
    notes = NotePlaces(shared: storage, backends: backends)
  }

  /// What the notes are called where they cannot be written.
  static let name = BackendID("authtop's notes")
  private static let active = "active"
  static let refusalPrefix = "refusal/"
  private static let movePrefix = "move/"

  func activeBackend() async -> BackendID? {
    await value(Self.active).map { BackendID($0) }
  }

  /// Makes a backend the active one, or with nil lets it be the first again.
  func setActiveBackend(_ id: BackendID?) async throws {
    if let id {
      try await storage.setItem(id.rawValue, forKey: Self.active)
    } else {
      try await storage.removeItem(Self.active)
    }
  }

  func refusals() async -> [SessionID: RememberedRefusal] {
    var refusals: [SessionID: RememberedRefusal] = [:]
    for note in await notes.all(Self.refusalPrefix) {
      guard
        let refusal = try? JSONDecoder().decode(RememberedRefusal.self, from: Data(note.text.utf8))
      else { continue }
      refusals[note.id] = refusal
    }
    return refusals
  }

  func remember(_ refusal: RememberedRefusal, of id: SessionID) async throws {
    let text = String(decoding: try JSONEncoder().encode(refusal), as: UTF8.self)
    try await notes.set(text, Self.refusalPrefix, of: id)
  }

  func forgetRefusal(of id: SessionID) async throws {
    try await notes.remove(Self.refusalPrefix, of: id)
  }

  /// Notes that a move has begun, so that a crash leaves a label.
  func beginMove(_ id: SessionID, to target: BackendID) async throws {
    try await notes.set(target, Self.movePrefix, of: id)
  }

  func endMove(_ id: SessionID) async throws {
    try await notes.remove(Self.movePrefix, of: id)
  }

  /// Moves that began and did not end: what to look at after a crash.
  func unfinishedMoves() async -> [SessionID: BackendID] {
    var moves: [SessionID: BackendID] = [:]
    for note in await notes.all(Self.movePrefix) {
      // A move into another terminal is that one's affair: what it holds is not seen from here.
      guard let target = notes.backend(of: note) else { continue }
      moves[note.id] = target
    }
    return moves
  }

  private func value(_ key: String) async -> String? {
    (try? await storage.getItem(key)) ?? nil
  }
}
