/// How far a sign-out reaches.
public enum SignOutScope: String, Equatable, Sendable {
  /// This session's family of tokens (RevokeToken).
  case here
  /// Every session of the user, on every device (GlobalSignOut).
  case everywhere
}

/// What a sign-out will do, said before anything happens.
public struct SignOutPlan: Equatable, Sendable {
  public let id: SessionID
  public let scope: SignOutScope
  public let poolID: String?
  /// The operations that will be called, by Cognito's names, and in words where another issuer is asked.
  public internal(set) var calls: [String] = []
  /// What kind of issuer is asked; nil where no pool is known for the session.
  public internal(set) var kind: PoolConfiguration.Kind?
  public internal(set) var removals: [Removal] = []
  /// Keys that a browser sign-in left for the client, which go too.
  public internal(set) var clientKeyCount = 0
  /// Device keys that stay in the stores.
  public internal(set) var keptDeviceKeys = 0
  /// Tokens that anything verifying offline still accepts, and until when.
  public internal(set) var stillUsable: [Usable] = []
  /// Sessions of the same user that the pool will refuse from then on though their keys stay.
  public internal(set) var otherSessions: [SessionID] = []
  /// Backends that could not be read, so that nobody knows whether the user's keys are there too.
  public internal(set) var unread: [Unread] = []
  /// Why the server part cannot be done as things are; nil when it can.
  public internal(set) var obstacle: SessionError?
  /// An earlier sign-out of this session whose end is not known, or that left its keys behind.
  public internal(set) var earlier: Problem?
  /// The calls that try the old tokens afterwards, by Cognito's names.
  public internal(set) var proofs: [String] = []
  /// Where a browser ends managed login's own session, which outlives the tokens; nil where the
  /// session did not begin in a browser.
  public internal(set) var logoutURL: String?

  /// Keys that leave one backend.
  public struct Removal: Equatable, Sendable {
    public let id: SessionID
    public let keyCount: Int
    /// The sign-in that is to go; a newer one that took its place stays.
    let family: SessionFamily
  }

  /// A backend that could not be looked at, and why.
  public struct Unread: Equatable, Sendable {
    public let backend: BackendID
    public let reason: String
  }

  /// A token that outlives the sign-out.
  public struct Usable: Equatable, Sendable {
    public let kind: TokenKind
    /// By the issuer's clock.
    public let until: NumericDate
    /// Milliseconds that the issuer's clock is ahead of the client's.
    let drift: Int64

    /// Milliseconds until then, at a moment of the client's clock.
    public func millisecondsLeft(at now: NumericDate) -> Int64 {
      until.milliseconds(since: now.advanced(byMilliseconds: drift))
    }
  }
}

/// One step of a sign-out and what became of it.
public struct SignOutStep: Equatable, Sendable {
  /// What became of a step.
  public enum Outcome: Equatable, Sendable {
    case confirmed
    case refused(String)
    /// The pool was not reached, or what answered is none: nothing was done.
    case unreachable(String)
    /// It may have happened: no answer came.
    case unknown(String)
    case skipped(String)
  }

  /// What was tried, as a short sentence.
  public let title: String
  public let outcome: Outcome

  public init(_ title: String, _ outcome: Outcome) {
    self.title = title
    self.outcome = outcome
  }

  public var isConfirmed: Bool { outcome == .confirmed }

  /// Whether the network failed it, and not the pool's will.
  public var isUnreachable: Bool {
    if case .unreachable = outcome { true } else { false }
  }
}

/// What a sign-out did, step by step.
public struct SignOutReport: Equatable, Sendable {
  public let plan: SignOutPlan
  public internal(set) var steps: [SignOutStep] = []
  /// What the pool said to the old tokens after it had confirmed.
  public internal(set) var proofs: [SignOutProof] = []
  /// The sessions whose keys are gone from their backends.
  public internal(set) var removed: [SessionID] = []
  /// The sessions whose backend could not be written, so that their keys are still there.
  public internal(set) var unremoved: [SessionID] = []

  /// Whether an old token still works although the pool confirmed: the session is not over.
  public var isStillAlive: Bool { proofs.contains(where: \.isAlive) }

  /// Whether a step's end is not known, so that the session bears a label until it is.
  public var isUnknown: Bool {
    steps.contains { step in
      if case .unknown = step.outcome { true } else { false }
    }
  }

  /// What a pool refused or did not answer, in words.
  var refusals: [String] {
    steps.compactMap { step in
      switch step.outcome {
      case .refused(let words), .unknown(let words), .unreachable(let words):
        "\(step.title): \(words)"
      case .confirmed, .skipped: nil
      }
    }
  }

  /// Whether all local copies that the plan names are gone.
  public var isRemoved: Bool { removed.count == plan.removals.count }
}
