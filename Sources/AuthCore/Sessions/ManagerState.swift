import FoundationEssentials

/// authtop's own notes beside the sessions; losing them loses no session.
struct ManagerState: Sendable {
  let storage: any ListingStorage

  init(storage: any ListingStorage) {
    self.storage = storage
  }

  /// What the notes are called where they cannot be written.
  static let name = BackendID("authtop's notes")
  private static let active = "active"
  private static let refusalPrefix = "refusal/"
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
    let items = (try? await storage.items(withPrefix: Self.refusalPrefix)) ?? []
    var refusals: [SessionID: RememberedRefusal] = [:]
    for item in items {
      guard let id = Self.session(item.key, after: Self.refusalPrefix),
        let refusal = try? JSONDecoder().decode(
          RememberedRefusal.self,
          from: Data(item.value.utf8)
        )
      else { continue }
      refusals[id] = refusal
    }
    return refusals
  }

  func remember(_ refusal: RememberedRefusal, of id: SessionID) async throws {
    let text = String(decoding: try JSONEncoder().encode(refusal), as: UTF8.self)
    try await storage.setItem(text, forKey: Self.refusalPrefix + id.description)
  }

  func forgetRefusal(of id: SessionID) async throws {
    try await storage.removeItem(Self.refusalPrefix + id.description)
  }

  /// A refusal goes with the session that it is about.
  func moveRefusal(of source: SessionID, to target: SessionID) async throws {
    let key = Self.refusalPrefix + source.description
    if let refusal = try await storage.getItem(key) {
      try await storage.setItem(refusal, forKey: Self.refusalPrefix + target.description)
    } else {
      try await storage.removeItem(Self.refusalPrefix + target.description)
    }
    try await storage.removeItem(key)
  }

  /// Notes that a move has begun, so that a crash leaves a label.
  func beginMove(_ id: SessionID, to target: BackendID) async throws {
    try await storage.setItem(target.rawValue, forKey: Self.movePrefix + id.description)
  }

  func endMove(_ id: SessionID) async throws {
    try await storage.removeItem(Self.movePrefix + id.description)
  }

  /// Moves that began and did not end: what to look at after a crash.
  func unfinishedMoves() async -> [(id: SessionID, target: BackendID)] {
    let items = (try? await storage.items(withPrefix: Self.movePrefix)) ?? []
    return items.compactMap { item in
      Self.session(item.key, after: Self.movePrefix).map { ($0, BackendID(item.value)) }
    }
  }

  private func value(_ key: String) async -> String? {
    (try? await storage.getItem(key)) ?? nil
  }

  /// The session of a note; a user name may hold slashes, a backend and a client id do not.
  static func session(_ key: String, after prefix: String) -> SessionID? {
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
