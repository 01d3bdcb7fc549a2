extension SessionManager {
  /// Checks a session's tokens against its pool's published keys and Cognito's rules.
  ///
  /// Keys come from the issuer of the pool that the session belongs to by configuration, never from
  /// the token. Keys that cannot be had make the signature's axis unknown.
  public nonisolated func verify(_ id: SessionID) async throws(SessionError) -> SessionVerdicts {
    let stored = try await stored(id)
    let configuration = try configuration(of: stored)
    let keys = await publishedKeys(configuration)
    let drift = stored.session(id: id).driftMilliseconds
    return SessionVerdicts(
      id: id,
      access: verdict(stored.token(.access), keys, configuration, drift),
      idToken: verdict(stored.token(.id), keys, configuration, drift)
    )
  }

  private nonisolated func publishedKeys(
    _ configuration: PoolConfiguration
  ) async -> Verifier.Keys {
    do throws(UserPoolError) {
      let reply = try await pools.userPool(configuration).keySet()
      do throws(KeySetError) {
        return .set(try KeySet(reply.answer), date: clock())
      } catch {
        return .unusable(error)
      }
    } catch {
      return .unavailable("\(error)")
    }
  }

  private nonisolated func verdict(
    _ text: TokenText?,
    _ keys: Verifier.Keys,
    _ configuration: PoolConfiguration,
    _ drift: Int64
  ) -> SessionVerdicts.Entry? {
    guard let text else { return nil }
    var checks = Verifier.Checks()
    checks.keys = keys
    checks.issuers = configuration.issuers
    checks.clientID = configuration.clientID
    checks.tokenUse = text.kind.rawValue
    checks.now = clock().advanced(byMilliseconds: drift)
    let verifier = Verifier(checks)
    do {
      let token = try CompactToken(text.reveal())
      return SessionVerdicts.Entry(digest: text.digest, verdict: verifier.verdict(on: token))
    } catch {
      return SessionVerdicts.Entry(digest: text.digest, verdict: verifier.verdict(on: error))
    }
  }
}

/// What a verifier said of a session's tokens, each tied to the very token that it is about.
public struct SessionVerdicts: Equatable, Sendable {
  public let id: SessionID
  public let access: Entry?
  public let idToken: Entry?

  /// A verdict and the digest of its token: of another token it says nothing.
  public struct Entry: Equatable, Sendable {
    public let digest: String
    public let verdict: Verdict
  }
}
