/// Which tokens a session had at one moment, told apart without holding them.
public struct SessionGeneration: Equatable, Sendable {
  private let access: String?
  private let refresh: String?
  private let issuedAt: NumericDate?

  init(_ stored: StoredSession) {
    access = stored.token(.access)?.digest
    refresh = stored.token(.refresh)?.digest
    issuedAt = stored.token(.access).flatMap { try? CompactToken($0.reveal()).claims.iat }
  }

  /// Whether stored tokens took the place of these and are at least as fresh: what another process
  /// renewed in the meantime.
  func isFollowed(by stored: StoredSession) -> Bool {
    let other = SessionGeneration(stored)
    guard other != self, let new = other.issuedAt, other.refresh != nil else { return false }
    return issuedAt.map { new >= $0 } ?? true
  }
}

extension SessionManager {
  /// Which tokens a session has now.
  public nonisolated func generation(
    of id: SessionID
  ) async throws(SessionError) -> SessionGeneration {
    SessionGeneration(try await stored(id))
  }
}
