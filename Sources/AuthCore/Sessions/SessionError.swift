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
  /// The issuer is none of Cognito's, and has no operation that ends all sessions of a user.
  case noGlobalSignOut(SessionID)
  /// A refresh was answered with a challenge.
  case unsupportedChallenge(String)
  case signIn(SignInError)
  /// A sign-in in the browser came to nothing.
  case managed(ManagedSignInError)
  /// The pool does not count the user's sessions.
  case noUserSessions(SessionID, UserPoolError)
  case undo(UndoError)
}

extension SessionError {
  /// The session whose new tokens are held since this error, and why; nil where none are.
  public var held: HeldSession? {
    switch self {
    case .notSaved(let id, let reason): HeldSession(id: id, reason: reason.cause)
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
