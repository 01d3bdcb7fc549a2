/// What a removal will take out of a backend, said before anything happens.
public struct RemovalPlan: Equatable, Sendable {
  public let id: SessionID
  /// The items that go, by the last part of their keys.
  public let items: [String]
  /// Whether `LastAuthUser` names this user and goes too.
  public let clearsPointer: Bool
  /// Device keys and caches that stay.
  public let kept: [String]
  /// What the pool, which is not told, goes on honouring, and until when; nil where nobody can say.
  public let alive: [Usable]

  /// A token that outlives the removal.
  public struct Usable: Equatable, Sendable {
    public let kind: TokenKind
    /// By the issuer's clock.
    public let until: NumericDate?
    /// Milliseconds that the issuer's clock is ahead of the client's.
    let drift: Int64

    /// Milliseconds until then, at a moment of the client's clock.
    public func millisecondsLeft(at now: NumericDate) -> Int64? {
      until?.milliseconds(since: now.advanced(byMilliseconds: drift))
    }
  }
}

extension SessionManager {
  /// What `remove` would do.
  public nonisolated func removalPlan(
    _ id: SessionID,
    everything: Bool = false
  ) async throws(SessionError) -> RemovalPlan {
    let (stored, pointer) = try await removable(id, everything)
    let going = AmplifyKey.Name.allCases.filter {
      stored[$0] != nil && (everything || AmplifyKey.Name.clearedAtSignOut.contains($0))
    }
    let staying = AmplifyKey.Name.allCases.filter { stored[$0] != nil && !going.contains($0) }
    return RemovalPlan(
      id: id,
      items: going.map(\.rawValue),
      clearsPointer: pointer.hasSameBytes(as: id.username),
      kept: staying.map(\.rawValue),
      alive: stored.hasTokens ? usable(try await session(id)) : []
    )
  }

  /// The tokens that a pool which is told nothing goes on honouring.
  private nonisolated func usable(_ session: Session) -> [RemovalPlan.Usable] {
    var alive: [RemovalPlan.Usable] = []
    for (kind, token) in [(TokenKind.access, session.access), (.id, session.idToken)] {
      guard let token, session.millisecondsLeft(of: token, at: clock()) > 0 else { continue }
      alive.append(.init(kind: kind, until: token.expiresAt, drift: session.driftMilliseconds))
    }
    if let refresh = session.refresh, session.refusal == nil {
      alive.append(
        .init(kind: .refresh, until: refresh.deadline, drift: session.driftMilliseconds)
      )
    }
    return alive
  }
}
