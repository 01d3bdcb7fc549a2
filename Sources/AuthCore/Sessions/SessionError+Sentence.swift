extension SessionError: CustomStringConvertible {
  /// What happened, what was kept, and what to do next, in one line.
  public var description: String {
    switch self {
    case .notFound, .unknownBackend, .storage, .noPool, .changedMeanwhile: whereabouts
    case .noRefreshToken, .refused, .pool, .poolRests, .foreignTokens, .unusableTokens,
      .unsupportedChallenge, .accessTokenExpired, .missingScope, .noUserSessions,
      .noGlobalSignOut:
      answer
    case .notSaved, .removedMeanwhile, .notLocked, .notNoted: obstacle
    case .sameBackend, .alreadyThere, .copyDiffers: move
    case .signIn(let error): "\(error)"
    case .managed(let error): "\(error)"
    case .undo(let error): "\(error)"
    }
  }

  private var whereabouts: String {
    switch self {
    case .notFound(let id):
      "there is no session \(id) any more; nothing was done; look at the list again"
    case .unknownBackend(let id, let known):
      "there is no backend \(id); nothing was done; name one of: "
        + known.map(\.rawValue).joined(separator: ", ")
    case .storage(let id, let error): "\(id): \(error)"
    case .noPool(let clientID):
      "no pool is configured for the client \(clientID); nothing was sent; "
        + "name it by --endpoint, --pool-id and --client-id or in the configuration file"
    case .changedMeanwhile(let id):
      "\(id.username) changed in \(id.backend) meanwhile; "
        + "the newer tokens were kept; look at the session again"
    default: ""
    }
  }

  /// About what a pool answered, or would.
  private var answer: String {
    switch self {
    case .refused(let id, let refusal):
      "\(id.username): the pool refused: \(refusal.message) (\(refusal.name)); "
        + "the stored tokens were kept; sign in again to replace them"
    case .pool(let error): "\(error)" + (error.advice.map { "; \($0)" } ?? "")
    case .poolRests(let milliseconds):
      "the pool asked to be left alone (Retry-After) and is so for \(max(1, milliseconds / 1000)) s "
        + "more; nothing was sent or changed; try again then"
    case .foreignTokens(let claim):
      "the pool answered with tokens of another \(claim); they were thrown away and the stored "
        + "tokens kept; check which pool the endpoint belongs to"
    case .unusableTokens(let kind, let error):
      "there is no usable \(kind.title)\(error.map { ": \($0)" } ?? ""); the stored tokens were "
        + "kept; sign in again, and check which pool the endpoint belongs to"
    case .unsupportedChallenge(let name):
      "the pool answered the refresh with the challenge \(name), which cannot be answered there; "
        + "the stored tokens were kept; sign in again"
    case .noGlobalSignOut(let id):
      "the issuer of \(id.username) has no sign-out everywhere, which is an operation of Cognito user "
        + "pools; nothing was done; sign out here only"
    case .noUserSessions(let id, let error):
      "the pool of \(id.username) tracks no sessions (\(error.name)); nothing was changed; turn user "
        + "session tracking on at the pool"
    default: shortage
    }
  }

  /// About what a session's own tokens lack.
  private var shortage: String {
    switch self {
    case .noRefreshToken(let id):
      "\(id.username) has no refresh token, so nothing can be renewed; nothing was sent; sign in again"
    case .accessTokenExpired(let id):
      "the access token of \(id.username) has expired, and signing out everywhere needs a live "
        + "one; nothing was done; refresh first, then sign out"
    case .missingScope(let id):
      "the access token of \(id.username) lacks the scope aws.cognito.signin.user.admin that "
        + "signing out everywhere needs; nothing was done; sign out here only, or sign in again "
        + "with that scope"
    default: ""
    }
  }

  /// About stores and locks that could not be used.
  private var obstacle: String {
    switch self {
    case .notSaved(let id, let error):
      "the pool issued new tokens for \(id.username) but \(id.backend) could not be written: "
        + "\(error.cause); they are held until authtop ends; store them again, or in another backend"
    case .removedMeanwhile(let id):
      "\(id.username) was removed from \(id.backend) by another program while it was renewed; the new "
        + "tokens are held until authtop ends; store them again, or in another backend"
    case .notLocked(let id, let error):
      "\(id.username) could not be kept to this process alone: \(error.cause); nothing was sent or "
        + "changed; try again when the other authtop is done"
    case .notNoted(let id, let error):
      "authtop's own notes cannot be written: \(error.cause); work on \(id.username) that is cut "
        + "short would go unseen, so nothing was sent or changed; make authtop's own store writable "
        + "and try again"
    default: ""
    }
  }

  private var move: String {
    switch self {
    case .sameBackend(let id):
      "\(id.username) is in \(id.backend) already; nothing was moved; name another backend"
    case .alreadyThere(let id):
      "\(id.backend) holds a session of \(id.username) for this client already; nothing was "
        + "moved; sign that one out first"
    case .copyDiffers(let id):
      "\(id.backend) gave back something else than was written; the original was kept and the "
        + "copy removed; choose another backend, or find out what changes values there"
    default: ""
    }
  }
}
