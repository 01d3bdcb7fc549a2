/// Why something could not be done with a session; no case carries a token.
public enum SessionError: Error, Equatable, Sendable {
  case notFound(SessionID)
  case unknownBackend(BackendID, known: [BackendID])
  case storage(BackendID, StorageError)
  case noPool(clientID: String)
  case noRefreshToken(SessionID)
  /// The pool refused; the session is marked and its tokens are kept.
  case refused(SessionID, Refusal)
  /// The pool did not answer as a pool does; nothing was changed.
  case pool(UserPoolError)
  /// The pool asked to be left alone for so many milliseconds more; nothing was sent.
  case poolRests(milliseconds: Int64)
  /// The pool answered with tokens of somebody else; nothing was stored.
  case foreignTokens(claim: String)
  /// The pool answered with something that is not a token set; nothing was stored.
  case unusableTokens(TokenKind, TokenError?)
  /// The session's items changed while it was worked on.
  case changedMeanwhile(SessionID)
  /// Another program removed the session while it was renewed; the new tokens are held.
  case removedMeanwhile(SessionID)
  /// The pool issued new tokens and they could not be stored; they are held.
  case notSaved(SessionID, StorageError)
  /// Another process holds the session's lock for too long, or there can be no lock.
  case notLocked(SessionID, StorageError)
  /// authtop's own notes cannot be written, without which a refresh is not sent.
  case notNoted(SessionID, StorageError)
  case sameBackend(SessionID)
  /// The target holds a session of that user and client already.
  case alreadyThere(SessionID)
  /// What was read back differs from what was written; the source is untouched.
  case copyDiffers(SessionID)
  case accessTokenExpired(SessionID)
  case missingScope(SessionID)
  /// A refresh was answered with a challenge.
  case unsupportedChallenge(String)
  case signIn(SignInError)
  /// A sign-in in the browser came to nothing.
  case managed(ManagedSignInError)
  /// The pool does not count the user's sessions.
  case noUserSessions(SessionID, UserPoolError)
  case undo(UndoError)
}

extension SessionError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .notFound(let id):
      "there is no session \(id) any more; reload to see what is there"
    case .unknownBackend(let id, let known):
      "there is no backend \(id); there are: \(known.map(\.rawValue).joined(separator: ", "))"
    case .storage(let id, let error):
      "\(id): \(error)"
    case .noPool(let clientID):
      "no pool is configured for the client \(clientID); nothing was sent; "
        + "name it by --endpoint, --pool-id and --client-id or in the configuration file"
    case .noRefreshToken(let id):
      "\(id.username) has no refresh token, so nothing can be renewed; sign in again"
    case .refused(let id, let refusal):
      "\(id.username): the pool refused: \(refusal.message) (\(refusal.name)); "
        + "the stored tokens were kept, sign in again to replace them"
    case .pool(let error): "\(error)"
    case .poolRests(let milliseconds):
      "the pool asked to be left alone (Retry-After) and is so for \(max(1, milliseconds / 1000)) s "
        + "more; nothing was sent or changed; try again then"
    case .foreignTokens(let claim):
      "the pool answered with tokens of another \(claim); they were thrown away and the stored "
        + "tokens kept; check which pool the endpoint belongs to"
    case .unusableTokens(let kind, let error):
      "the pool's answer holds no usable \(kind.title)\(error.map { ": \($0)" } ?? ""); "
        + "the stored tokens were kept"
    case .changedMeanwhile(let id):
      "\(id.username) changed in \(id.backend) meanwhile; "
        + "the newer tokens were kept, reload to see them"
    case .removedMeanwhile(let id):
      "\(id.username) was removed from \(id.backend) by another program while it was renewed; the new "
        + "tokens are held until authtop ends: store them again, or in another backend"
    case .notSaved(let id, let error):
      "the pool issued new tokens for \(id.username) but \(id.backend) could not be written: "
        + "\(error); they are held until authtop ends: refresh again to store them, or store them "
        + "in another backend"
    case .notLocked(let id, let error):
      "\(id.username) could not be kept to this process alone: \(error); nothing was sent or "
        + "changed; try again when the other authtop is done"
    case .notNoted(let id, let error):
      "authtop's own notes cannot be written: \(error); a refresh of \(id.username) that is cut "
        + "short would go unseen, so nothing was sent"
    case .sameBackend(let id):
      "\(id.username) is in \(id.backend) already; nothing was moved"
    case .alreadyThere(let id):
      "\(id.backend) holds a session of \(id.username) for this client already; nothing was "
        + "moved; sign that one out first"
    case .copyDiffers(let id):
      "\(id.backend) gave back something else than was written; the original was kept and the "
        + "copy removed"
    case .accessTokenExpired(let id):
      "the access token of \(id.username) has expired, and signing out everywhere needs a live "
        + "one; nothing was done; refresh first, then sign out"
    case .missingScope(let id):
      "the access token of \(id.username) lacks the scope aws.cognito.signin.user.admin that "
        + "signing out everywhere needs; nothing was done"
    case .unsupportedChallenge(let name):
      "the pool asks for \(name), which cannot be answered here yet; nothing was stored"
    case .signIn(let error): "\(error)"
    case .managed(let error): "\(error)"
    case .noUserSessions(let id, let error):
      "the pool of \(id.username) tracks no sessions (\(error.name)); nothing was changed; turn user "
        + "session tracking on at the pool"
    case .undo(let error): "\(error)"
    }
  }
}

extension SessionError {
  /// The session whose new tokens are held since this error, and why; nil where none are.
  public var held: HeldSession? {
    switch self {
    case .notSaved(let id, let reason): HeldSession(id: id, reason: "\(reason)")
    case .removedMeanwhile(let id):
      HeldSession(id: id, reason: "another program removed the session meanwhile")
    default: nil
    }
  }

  /// Whether the question of a sign-in that met this error can be answered once more: a wrong
  /// code, a weak password, or a request that the pool never took.
  public var leavesQuestionOpen: Bool {
    switch self {
    case .signIn(.missingAttribute): true
    case .pool(.refused(let name, _, let status, _)):
      Self.correctable.contains(name) || status >= 500
    case .pool(.unreachable): true
    default: false
    }
  }

  private static let correctable: Set<String> = [
    "CodeMismatchException", "EnableSoftwareTokenMFAException", "InvalidPasswordException",
    "InvalidParameterException", "LimitExceededException",
    "PasswordHistoryPolicyViolationException", "TooManyRequestsException",
  ]

  /// An error of a storage, from whoever wrote it; foreign errors keep their words to themselves
  /// because they might quote a value.
  static func storage(_ id: BackendID, wrapping error: any Error) -> SessionError {
    .storage(id, StorageError(wrapping: error))
  }
}

extension StorageError {
  init(wrapping error: any Error) {
    self = error as? StorageError ?? .failed(reason: String(describing: type(of: error)))
  }
}
