package import AuthCore
import Synchronization

/// A user pool as a ledger, in virtual time: families, refresh tokens that rotate, revocations, and
/// how often it was asked.
///
/// It decides as Cognito does and signs nothing.
package final class LedgerPool: Sendable {
  private struct Family {
    let username: String
    let issuedAt: Int64
    var isRevoked = false
  }

  private struct Record {
    let family: String
    var replacedAt: Int64?
  }

  private struct State {
    var now: Int64
    var number = 0
    var families: [String: Family] = [:]
    var tokens: [String: Record] = [:]
    var reuses = 0
    /// Users whose sessions were all ended by GlobalSignOut.
    var globalSignOuts: Set<String> = []
  }

  private let state: Mutex<State>
  /// Milliseconds for which a replaced token still works.
  private let grace: Int64

  package init(grace: Int64, now: NumericDate = ManagerBench.now) {
    state = Mutex(State(now: now.milliseconds))
    self.grace = grace
  }

  package var now: NumericDate { state.withLock { NumericDate(milliseconds: $0.now) } }
  package var reuses: Int { state.withLock { $0.reuses } }

  package func advance(milliseconds: Int64) { state.withLock { $0.now += milliseconds } }

  /// A new sign-in's tokens.
  package func signIn(_ username: String) -> SampleTokens {
    state.withLock { state in
      state.number += 1
      let family = "family-\(state.number)"
      state.families[family] = Family(username: username, issuedAt: state.now)
      return Self.issue(family, username, &state)
    }
  }

  private static func issue(
    _ family: String,
    _ username: String,
    _ state: inout State
  ) -> SampleTokens {
    state.number += 1
    let number = state.number
    let refresh = "h.k.i.c.refresh-\(number)"
    state.tokens[refresh] = Record(family: family)
    let iat = state.now / 1000
    return SampleTokens {
      $0.sub = "sub-" + username
      $0.username = username
      $0.originJTI = family
      $0.iat = iat
      $0.jti = "\(number)"
      $0.refresh = refresh
    }
  }

  package func refresh(_ token: String) throws(UserPoolError) -> AuthenticationAnswer {
    let answer: Result<AuthenticationAnswer, UserPoolError> = state.withLock { state in
      guard let record = state.tokens[token], let family = state.families[record.family] else {
        return .failure(Self.refusal("Invalid Refresh Token."))
      }
      if family.isRevoked { return .failure(Self.refusal("Refresh Token has been revoked")) }
      if let replacedAt = record.replacedAt {
        guard state.now - replacedAt < grace else {
          state.reuses += 1
          return .failure(
            .refused(name: "RefreshTokenReuseException", message: "used", status: 400)
          )
        }
      } else {
        state.tokens[token]?.replacedAt = state.now
      }
      return .success(Self.issue(record.family, family.username, &state).answer)
    }
    return try answer.get()
  }

  package func revoke(_ token: String) {
    state.withLock { state in
      guard let family = state.tokens[token]?.family else { return }
      state.families[family]?.isRevoked = true
    }
  }

  package func globalSignOut(_ access: String) throws(UserPoolError) {
    let username = try bearer(access)
    state.withLock { state in
      for (id, family) in state.families where family.username == username {
        state.families[id]?.isRevoked = true
      }
      _ = state.globalSignOuts.insert(username)
    }
  }

  /// Whose a living access token is.
  package func bearer(_ access: String) throws(UserPoolError) -> String {
    let id = (try? CompactToken(access))?.claims.originJTI ?? ""
    let family = state.withLock { $0.families[id] }
    guard let family else { throw Self.refusal("Invalid Access Token") }
    if family.isRevoked { throw Self.refusal("Access Token has been revoked") }
    return family.username
  }

  /// Whether a refresh token is of no use any more.
  package func isDead(_ token: String) -> Bool {
    state.withLock { state in
      guard let record = state.tokens[token], let family = state.families[record.family] else {
        return true
      }
      return family.isRevoked || record.replacedAt.map { state.now - $0 >= grace } ?? false
    }
  }

  package func isRevoked(_ tokens: SampleTokens) -> Bool {
    state.withLock { $0.families[tokens.originJTI ?? ""]?.isRevoked ?? false }
  }

  package func isSignedOutEverywhere(_ username: String) -> Bool {
    state.withLock { $0.globalSignOuts.contains(username) }
  }

  private static func refusal(_ message: String) -> UserPoolError {
    .refused(name: "NotAuthorizedException", message: message, status: 400)
  }
}
