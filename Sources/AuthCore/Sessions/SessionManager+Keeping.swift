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
    guard let storage = try backend(id.backend).storage as? any LimitedStorage else { return }
    for name in AmplifyKey.Name.generation {
      guard let value = stored[name],
        let obstacle = await storage.obstacle(to: value, forKey: stored.key(name))
      else { continue }
      if case .tooLarge = obstacle { continue }
      throw .storage(id.backend, obstacle)
    }
  }
}
