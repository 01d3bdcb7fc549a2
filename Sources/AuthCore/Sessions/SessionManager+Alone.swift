/// The proof that users are kept to this process: whoever writes to a backend shows one.
///
/// Only `alone` makes it, while it holds their locks; so every flow that writes has read under them.
struct KeptUsers: Sendable {
  /// The names of the locks that are held.
  private let names: Set<String>

  fileprivate init(_ names: Set<String>) { self.names = names }

  fileprivate func with(_ id: SessionID) -> KeptUsers {
    KeptUsers(names.union([SessionLocks.name(of: id)]))
  }

  /// Whether a session's user, or a client's pointer, is kept.
  func covers(_ id: SessionID) -> Bool { names.contains(SessionLocks.name(of: id)) }
}

extension SessionManager {
  /// Changes the sessions of one user and client, in whatever backends, one change after the other,
  /// in this process and in all that share the locks.
  ///
  /// What has begun goes on to its end though the caller is cancelled: half a change helps nobody.
  func alone<Answer: Sendable>(
    with id: SessionID,
    _ work: @escaping @Sendable (KeptUsers) async throws(SessionError) -> Answer
  ) async throws(SessionError) -> Answer {
    try await alone(inTurn: [id], KeptUsers([]), work)
  }

  /// Changes the sessions of several users and clients; all are locked in one order, the same in every
  /// process, so that no two ever wait for each other.
  func alone<Answer: Sendable>(
    withAll ids: [SessionID],
    _ work: @escaping @Sendable (KeptUsers) async throws(SessionError) -> Answer
  ) async throws(SessionError) -> Answer {
    var byName: [String: SessionID] = [:]
    for id in ids { byName[SessionLocks.name(of: id)] = id }
    let inOrder = byName.sorted { $0.key < $1.key }.map(\.value)
    return try await alone(inTurn: inOrder[...], KeptUsers([]), work)
  }

  private func alone<Answer: Sendable>(
    inTurn ids: ArraySlice<SessionID>,
    _ kept: KeptUsers,
    _ work: @escaping @Sendable (KeptUsers) async throws(SessionError) -> Answer
  ) async throws(SessionError) -> Answer {
    guard let first = ids.first else { return try await work(kept) }
    return try await queued(first) { () async throws(SessionError) in
      try await self.alone(inTurn: ids.dropFirst(), kept.with(first), work)
    }
  }

  /// Waits for this process's earlier changes of a user, and then for the other processes'.
  private func queued<Answer: Sendable>(
    _ id: SessionID,
    _ work: @escaping @Sendable () async throws(SessionError) -> Answer
  ) async throws(SessionError) -> Answer {
    let user = SessionID(
      backend: BackendID(""),
      clientID: id.clientID,
      username: id.username
    )
    let before = queues[user]
    let task = Task { () -> Result<Answer, SessionError> in
      await before?.value
      do throws(SessionError) {
        let unlock = try await self.lock(id)
        defer { unlock() }
        return .success(try await work())
      } catch {
        return .failure(error)
      }
    }
    let end = Task { _ = await task.value }
    queues[user] = end
    let result = await task.value
    if queues[user] == end { queues[user] = nil }
    return try result.get()
  }

  private nonisolated func lock(_ id: SessionID) async throws(SessionError) -> SessionLocks.Unlock {
    do {
      return try await locks.acquire(SessionLocks.name(of: id))
    } catch {
      throw .notLocked(id, error as? StorageError ?? .failed(reason: "\(type(of: error))"))
    }
  }
}
