/// Why a sign-in in the browser came to nothing; nothing was stored.
public enum ManagedSignInError: Error, Equatable, Sendable {
  /// The pool's managed login is not configured.
  case noManagedLogin(pool: String)
  /// None of the app client's callback URLs is on this machine.
  case noLoopbackRedirect([String])
  case cannotListen(port: Int, reason: String)
  /// The browser came back with an error, such as `access_denied`.
  case refused(error: String, description: String)
  /// The ID token answers another request than this one.
  case wrongNonce
  case timedOut(seconds: Int)
  case cancelled
}

extension ManagedSignInError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .noManagedLogin(let pool):
      "\(pool): managed login's domain is not known; nothing was sent; give it by \"domain\" in the "
        + "configuration file or by --oauth-domain"
    case .noLoopbackRedirect(let known):
      "the browser must come back to this machine, and "
        + (known.isEmpty
          ? "no callback URL is configured" : "none of \(known.joined(separator: ", ")) is here")
        + "; nothing was sent; give the app client a callback URL such as http://localhost:8976/ "
        + "and name it by \"redirect-uri\""
    case .cannotListen(let port, let reason):
      "the browser's answer cannot be waited for on port \(port): \(reason); nothing was sent; end "
        + "what uses the port, or configure another callback URL"
    case .refused(let error, let description):
      "managed login refused: \(description.isEmpty ? error : "\(description) (\(error))"); nothing "
        + "was stored; try again"
    case .wrongNonce:
      "the ID token answers another sign-in than this one; it was thrown away and nothing was "
        + "stored; try again, and do not trust the link if it happens again"
    case .timedOut(let seconds):
      "the browser did not come back within \(seconds) s; nothing was stored; try again"
    case .cancelled:
      "the sign-in in the browser was given up; nothing was stored; begin it again when you want to"
    }
  }
}
