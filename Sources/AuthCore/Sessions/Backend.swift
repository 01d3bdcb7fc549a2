/// A place where tokens are kept, and how long it keeps them.
public struct Backend: Sendable {
  /// How long what is stored stays.
  public enum Lifetime: Equatable, Sendable {
    case permanent
    /// Until the terminal session ends.
    case terminal
    /// Until the process ends.
    case process

    /// What a person should know before moving a session there; nil when nothing is lost.
    public var warning: String? {
      switch self {
      case .permanent: nil
      case .terminal: "gone when this terminal closes"
      case .process: "gone when authtop ends"
      }
    }
  }

  public let id: BackendID
  public let storage: any KeyValueStorage
  public let lifetime: Lifetime
  /// Whether the values that an undo needs are kept in this backend and not in the undo log, because
  /// it keeps things more privately, such as encrypted.
  public let keepsItsUndo: Bool

  public init(
    id: BackendID,
    storage: any KeyValueStorage,
    lifetime: Lifetime,
    keepsItsUndo: Bool = false
  ) {
    self.id = id
    self.storage = storage
    self.lifetime = lifetime
    self.keepsItsUndo = keepsItsUndo
  }
}

/// What one look at a backend found.
public struct BackendSnapshot: Equatable, Sendable {
  /// What the look came to.
  public enum Content: Equatable, Sendable {
    case sessions([Session])
    /// It could not be read, and why.
    case unavailable(String)
    /// There is no such place here, so nothing is stored in it, and why.
    case absent(String)
  }

  public let id: BackendID
  public let lifetime: Backend.Lifetime
  public let content: Content
  /// Whether more sessions follow in a later snapshot.
  public let isPartial: Bool
  /// Whether sign-in writes here and the app reads here.
  public let isActive: Bool
  /// What else is there, in a few words, such as lines of a jar that are no cookies.
  public let remark: String?

  public init(
    id: BackendID,
    lifetime: Backend.Lifetime,
    content: Content,
    isPartial: Bool,
    isActive: Bool,
    remark: String? = nil
  ) {
    self.remark = remark
    self.id = id
    self.lifetime = lifetime
    self.content = content
    self.isPartial = isPartial
    self.isActive = isActive
  }

  public var sessions: [Session] {
    if case .sessions(let sessions) = content { sessions } else { [] }
  }
}
