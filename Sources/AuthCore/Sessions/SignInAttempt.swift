/// A sign-in under way: which pool, into which backend, and how far it has come.
///
/// It holds the password, prints nothing, and is thrown away when it ends.
public struct SignInAttempt: Sendable {
  public let pool: PoolConfiguration
  public let backend: BackendID
  var flow: SignInFlow

  /// An attempt that has not begun.
  public init(
    username: String,
    password: Password?,
    method: SignInFlow.Method,
    preferred: SignInFactor? = nil,
    pool: PoolConfiguration,
    backend: BackendID
  ) {
    self.pool = pool
    self.backend = backend
    flow = SignInFlow(
      username: username,
      password: password,
      method: method,
      preferred: preferred,
      pool: pool
    )
  }

  /// How far a sign-in has come.
  public enum Progress: Sendable {
    case signedIn(Session)
    /// Signed in and stored, on a device that the pool would remember: the person decides, and
    /// `rememberDevice` tells the pool.
    case offersToRemember(Session)
    /// The pool asks the person something; continue the attempt with the answer.
    case asks(SignInChallenge, SignInAttempt)
  }
}
