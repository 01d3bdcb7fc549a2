/// Where authtop's notes about sessions are kept: as long as the sessions, and no more widely.
///
/// A note about what only this terminal or this process can see would be judged by others, who see
/// other sessions of the same name, or none. So those of a terminal are kept in its own storage, as
/// its undo values are, and those of a process in its memory.
struct NotePlaces: Sendable {
  /// What notes inside a backend begin with; no key of Amplify's scheme.
  static let foreignPrefix = "authtop.note."

  private let shared: any ListingStorage
  private let own = MemoryStorage()
  private let backends: [Backend]

  init(shared: any ListingStorage, backends: [Backend]) {
    self.shared = shared
    self.backends = backends
  }

  /// How long the sessions of a backend are there, and for whom.
  private enum Place: Int, Comparable {
    case shared, terminal, process

    static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
  }

  /// A storage of notes, and what their keys begin with there.
  private struct Shelf {
    let place: Place
    let storage: any ListingStorage
    let prefix: String
  }

  /// One note, as text.
  struct Note {
    let id: SessionID
    let text: String
    /// Whether other terminals and processes see it too.
    let isShared: Bool
  }

  private func place(of id: BackendID) -> Place {
    guard let backend = backends.first(where: { $0.id == id }) else { return .shared }
    return switch backend.lifetime {
    case .permanent: .shared
    case .terminal: backend.storage is any ListingStorage ? .terminal : .shared
    case .process: .process
    }
  }

  /// Whether every terminal and process sees the same sessions in a backend.
  func isShared(_ id: BackendID) -> Bool { place(of: id) == .shared }

  /// Where notes about some backends are kept: with the most private of them.
  private func shelf(for ids: [BackendID]) -> Shelf {
    let most = ids.max { place(of: $0) < place(of: $1) } ?? .local
    switch place(of: most) {
    case .shared: return Shelf(place: .shared, storage: shared, prefix: "")
    case .process: return Shelf(place: .process, storage: own, prefix: "")
    case .terminal:
      let storage = backends.first { $0.id == most }?.storage as? any ListingStorage
      return Shelf(place: .terminal, storage: storage ?? own, prefix: Self.foreignPrefix)
    }
  }

  private var shelves: [Shelf] {
    [shelf(for: []), Shelf(place: .process, storage: own, prefix: "")]
      + backends.map(\.id).filter { place(of: $0) == .terminal }.map { shelf(for: [$0]) }
  }

  /// Writes a note about a session; `also` is another backend that it is about.
  func set(_ text: String, _ kind: String, of id: SessionID, also: BackendID? = nil) async throws {
    let shelf = shelf(for: [id.backend] + (also.map { [$0] } ?? []))
    try await shelf.storage.setItem(text, forKey: shelf.prefix + kind + id.description)
  }

  func text(_ kind: String, of id: SessionID) async throws -> String? {
    let shelf = shelf(for: [id.backend])
    return try await shelf.storage.getItem(shelf.prefix + kind + id.description)
  }

  /// Removes a note wherever it may be kept.
  func remove(_ kind: String, of id: SessionID) async throws {
    for shelf in shelves {
      let key = shelf.prefix + kind + id.description
      if shelf.place == .terminal {
        // One that cannot be read holds nothing for anybody now.
        guard (try? await shelf.storage.getItem(key)) != nil else { continue }
      }
      try await shelf.storage.removeItem(key)
    }
  }

  /// Every note of a kind that can be judged here; those of other terminals and processes cannot.
  func all(_ kind: String) async -> [Note] {
    var notes: [Note] = []
    for shelf in shelves {
      let isShared = shelf.place == .shared
      for item in (try? await shelf.storage.items(withPrefix: shelf.prefix + kind)) ?? [] {
        guard let id = Self.session(item.key, after: shelf.prefix + kind),
          !isShared || self.isShared(id.backend)
        else { continue }
        notes.append(Note(id: id, text: item.value, isShared: isShared))
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
