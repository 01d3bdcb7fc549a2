/// Where authtop's notes about sessions are kept, and who may judge them.
///
/// A note about what only this terminal can see would be judged by others, who see other sessions of
/// the same name, or none: there the backend's name says in which terminal, as in `session@…`. It is
/// not kept in that terminal's own storage, whose disk may be the very one that fails. Notes about
/// what only this process can see stay in its memory.
struct NotePlaces: Sendable {
  private let shared: any ListingStorage
  private let own = MemoryStorage()
  private let backends: [Backend]

  init(shared: any ListingStorage, backends: [Backend]) {
    self.shared = shared
    self.backends = backends
  }

  /// One note, as text.
  struct Note {
    let id: SessionID
    let text: String
  }

  private func backend(_ id: BackendID) -> Backend? { backends.first { $0.id == id } }

  /// A backend's name in notes; nil where they stay in this process.
  private func name(_ id: BackendID) -> String? {
    guard let backend = backend(id) else { return id.rawValue }
    switch backend.lifetime {
    case .permanent: return id.rawValue
    case .terminal: return backend.terminal.map { "\(id)@\($0.terminal)" }
    case .process: return nil
    }
  }

  /// What a backend's name in a note means here.
  private enum Meaning {
    case own(BackendID)
    /// Another terminal's, which may be gone for good.
    case others(isGone: Bool)
  }

  private func meaning(_ name: String) -> Meaning {
    for backend in backends where backend.lifetime == .terminal {
      let prefix = "\(backend.id)@"
      // By bytes: a mark that follows would hide the @.
      guard name.utf8.starts(with: prefix.utf8) else { continue }
      let terminal = String(decoding: name.utf8.dropFirst(prefix.utf8.count), as: UTF8.self)
      if terminal == backend.terminal?.terminal { return .own(backend.id) }
      return .others(isGone: backend.terminal?.isGone(terminal) ?? false)
    }
    return .own(BackendID(name))
  }

  /// The storage and the key of a note; `also` is another backend that it is about.
  private func place(
    _ kind: String,
    of id: SessionID,
    also: BackendID? = nil
  ) -> (storage: any ListingStorage, key: String) {
    guard let name = name(id.backend), also.map({ self.name($0) != nil }) ?? true else {
      return (own, kind + id.description)
    }
    return (shared, "\(kind)\(name)/\(id.clientID)/\(id.username)")
  }

  /// Writes a note about a session.
  func set(_ text: String, _ kind: String, of id: SessionID) async throws {
    let place = place(kind, of: id)
    try await place.storage.setItem(text, forKey: place.key)
  }

  /// Writes a note about a session and another backend, which is its text.
  func set(_ other: BackendID, _ kind: String, of id: SessionID) async throws {
    let place = place(kind, of: id, also: other)
    try await place.storage.setItem(name(other) ?? other.rawValue, forKey: place.key)
  }

  /// The backend that a note tells of; nil where it is another terminal's.
  func backend(of note: Note) -> BackendID? {
    if case .own(let id) = meaning(note.text) { id } else { nil }
  }

  func text(_ kind: String, of id: SessionID) async throws -> String? {
    let place = place(kind, of: id)
    return try await place.storage.getItem(place.key)
  }

  /// Removes a note wherever it may be kept.
  func remove(_ kind: String, of id: SessionID) async throws {
    await own.removeItem(kind + id.description)
    let place = place(kind, of: id)
    try await place.storage.removeItem(place.key)
  }

  /// Every note of a kind that can be judged here; those of terminals that are gone are forgotten.
  func all(_ kind: String) async -> [Note] {
    var notes: [Note] = []
    for item in await own.items(withPrefix: kind) {
      guard let id = Self.session(item.key, after: kind) else { continue }
      notes.append(Note(id: id, text: item.value))
    }
    for item in (try? await shared.items(withPrefix: kind)) ?? [] {
      guard let found = Self.session(item.key, after: kind) else { continue }
      switch (meaning(found.backend.rawValue), meaning(item.value)) {
      case (.others(isGone: true), _), (_, .others(isGone: true)):
        try? await shared.removeItem(item.key)
      case (.own(let backend), _):
        let id = SessionID(backend: backend, clientID: found.clientID, username: found.username)
        notes.append(Note(id: id, text: item.value))
      case (.others, _): continue
      }
    }
    return notes
  }

  /// The session of a note; a user name may hold slashes, a backend and a client id do not.
  private static func session(_ key: String, after prefix: String) -> SessionID? {
    // By bytes: a user name that begins with a combining mark would hide the slash before it.
    let parts = key.utf8.dropFirst(prefix.utf8.count).split(
      separator: UInt8(ascii: "/"),
      maxSplits: 2,
      omittingEmptySubsequences: false
    )
    guard parts.count == 3 else { return nil }
    return SessionID(
      backend: BackendID(String(decoding: parts[0], as: UTF8.self)),
      clientID: String(decoding: parts[1], as: UTF8.self),
      username: String(decoding: parts[2], as: UTF8.self)
    )
  }
}
