/// One local change that was made and can be taken back, in words; it holds no token.
public struct UndoStep: Identifiable, Equatable, Sendable {
  /// What was done.
  public enum Kind: String, Sendable, Codable, CaseIterable {
    case move
    case signIn = "sign-in"
    case signOut = "sign-out"
    case remove
    /// `LastAuthUser` was made to name another user.
    case pointer
    /// Another backend became the active one.
    case use
    /// An earlier step was taken back.
    case undo
  }

  /// How far it came.
  public enum End: String, Sendable, Codable {
    /// Recorded, and not known to be complete: the program may have ended in the middle.
    case begun
    case done
    case takenBack = "taken-back"
  }

  /// Sorts by time; unique over all processes.
  public let id: String
  public let date: NumericDate
  public let kind: Kind
  /// What was done, as `move alice from local to cookie`.
  public let title: String
  /// The sessions as they were called before.
  public let sessions: [SessionID]
  /// Every backend that it wrote to.
  public let backends: [BackendID]
  /// What no undo brings back, each a sentence: what a pool did stays done.
  public let beyond: [String]
  /// Whether the pool was asked to revoke the tokens.
  public let isRevoked: Bool
  /// The step that this one took back.
  public let undoes: String?
  public internal(set) var end: End

  /// Whether a person may take it back without naming it.
  var isCandidate: Bool { kind != .undo && end != .takenBack }
}

/// How long steps are kept.
public struct UndoLimits: Equatable, Sendable {
  /// In milliseconds.
  public var age: Int64
  public var count: Int

  /// Seven days and 500 steps, unless told otherwise.
  public init(age: Int64 = 7 * 86_400_000, count: Int = 500) {
    self.age = age
    self.count = count
  }
}
