/// What a move of some sessions to one backend would mean, said before anything happens.
public struct MovePreview: Equatable, Sendable {
  public let target: BackendID
  /// Sessions that cannot go there, and why.
  public internal(set) var obstacles: [Obstacle] = []
  /// What the sessions lose or change by it, each a sentence.
  public internal(set) var losses: [String] = []
  /// Keys that would be written, pointers not counted.
  public internal(set) var keyCount = 0
  /// Sessions whose pointer goes along.
  public internal(set) var pointers: [SessionID] = []
  /// What the target's pointer names now and would not name any more.
  public internal(set) var replacedPointers: [String] = []

  /// A session that would not be moved.
  public struct Obstacle: Equatable, Sendable {
    public let id: SessionID
    public let reason: String
  }

  init(target: BackendID) {
    self.target = target
  }
}

extension SessionManager {
  /// What moving some sessions to a backend would mean; nothing changes.
  public nonisolated func movePreview(
    _ ids: [SessionID],
    to target: BackendID
  ) async throws(SessionError) -> MovePreview {
    let backend = try backend(target)
    var preview = MovePreview(target: target)
    if let warning = backend.lifetime.warning { preview.losses.append(warning) }
    if let limited = backend.storage as? any LimitedStorage {
      preview.losses += await limited.losses
    }
    for id in ids where id.backend != target { try await look(at: id, backend, &preview) }
    return preview
  }

  private nonisolated func look(
    at id: SessionID,
    _ backend: Backend,
    _ preview: inout MovePreview
  ) async throws(SessionError) {
    let source = try await stored(id)
    let there: StoredSession
    do throws(SessionError) {
      there = try await using(backend.id) {
        try await $0.storedSession(clientID: id.clientID, username: id.username)
      }
    } catch {
      preview.obstacles.append(MovePreview.Obstacle(id: id, reason: "\(error)"))
      return
    }
    if let reason = await reason(source, there, backend) {
      preview.obstacles.append(MovePreview.Obstacle(id: id, reason: reason))
    }
    let old = try self.backend(id.backend)
    if case .hidden? = await obstacle(to: AmplifyKey.Name.allCases, of: source, in: old) {
      let reason = "\(old.id) reads it from where authtop does not write, so it would stay there"
      preview.obstacles.append(MovePreview.Obstacle(id: id, reason: reason))
    }
    preview.keyCount += source.values.count
    let pointer = try await using(id.backend) { try await $0.pointer(clientID: id.clientID) }
    guard pointer.hasSameBytes(as: id.username) else { return }
    preview.pointers.append(id)
    let other = try await using(backend.id) { try await $0.pointer(clientID: id.clientID) }
    if let other, !other.hasSameBytes(as: id.username) { preview.replacedPointers.append(other) }
  }

  /// Why a session's items cannot stand in a backend.
  private nonisolated func reason(
    _ source: StoredSession,
    _ there: StoredSession,
    _ backend: Backend
  ) async -> String? {
    if there.hasTokens, !there.isPart(of: source) {
      return "it holds another session of \(source.username) for this client already"
    }
    guard let limited = backend.storage as? any LimitedStorage else { return nil }
    for name in AmplifyKey.Name.allCases {
      guard let value = source[name],
        let obstacle = await limited.obstacle(to: value, forKey: source.key(name))
      else { continue }
      guard case .tooLarge(_, let bytes, let limit) = obstacle else { return "\(obstacle)" }
      return "\(name.title) takes \(bytes) bytes there and \(limit) is the limit"
    }
    return nil
  }
}
