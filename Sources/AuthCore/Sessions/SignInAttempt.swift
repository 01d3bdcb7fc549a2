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
    password: Password,
    method: SignInFlow.Method,
    pool: PoolConfiguration,
    backend: BackendID
  ) {
    self.pool = pool
    self.backend = backend
    flow = SignInFlow(username: username, password: password, method: method, pool: pool)
  }

  /// How far a sign-in has come.
  public enum Progress: Sendable {
    case signedIn(Session)
    /// The pool asks the person something; continue the attempt with the answer.
    case asks(SignInChallenge, SignInAttempt)
  }
}
