extension SessionManager {
  /// Refuses, before a pool is asked, where there is nothing to ask with or the backend would not keep what the pool answers: renewed
  /// tokens that nobody reads would end the session.
  ///
  /// Sizes are left to the answer itself: new tokens may be smaller than the stored ones.
  nonisolated func requireRefreshable(
    _ stored: StoredSession,
    _ id: SessionID
  ) async throws(SessionError) {
    guard stored.token(.refresh) != nil else { throw .noRefreshToken(id) }
    let place = try backend(id.backend)
    if let obstacle = await obstacle(to: AmplifyKey.Name.generation, of: stored, in: place) {
      throw .storage(id.backend, obstacle)
    }
  }

  /// Why a backend would not keep, or not let go of, what it holds of a session; nil when it would.
  nonisolated func obstacle(
    to names: [AmplifyKey.Name],
    of stored: StoredSession,
    in backend: Backend
  ) async -> StorageError? {
    guard let storage = backend.storage as? any LimitedStorage else { return nil }
    for name in names {
      guard let value = stored[name],
        let obstacle = await storage.obstacle(to: value, forKey: stored.key(name))
      else { continue }
      if case .tooLarge = obstacle { continue }
      return obstacle
    }
    return nil
  }
}
