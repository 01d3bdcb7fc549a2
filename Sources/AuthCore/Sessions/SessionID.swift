/// The name of a backend: `local`, `memory`, `cookie`, `helper:pass`.
public struct BackendID: RawRepresentable, Hashable, Comparable, Sendable, CustomStringConvertible {
  public let rawValue: String

  public init(rawValue: String) {
    self.rawValue = rawValue
  }

  public init(_ rawValue: String) {
    self.rawValue = rawValue
  }

  public static let local = BackendID("local")
  public static let cookie = BackendID("cookie")
  public static let session = BackendID("session")
  public static let memory = BackendID("memory")

  public var description: String { rawValue }

  public static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
}

/// What a session is called: its backend, its app client and its user, `backend/clientId/username`.
///
/// Two are the same when their bytes are, as the keys of storages are: user names that only look
/// alike, composed and decomposed, are two users.
public struct SessionID: Hashable, Comparable, Sendable, CustomStringConvertible {
  public let backend: BackendID
  public let clientID: String
  public let username: String

  public init(backend: BackendID, clientID: String, username: String) {
    self.backend = backend
    self.clientID = clientID
    self.username = username
  }

  public var description: String { "\(backend)/\(clientID)/\(username)" }

  public static func == (left: Self, right: Self) -> Bool {
    left.username.hasSameBytes(as: right.username)
      && left.clientID.hasSameBytes(as: right.clientID) && left.backend == right.backend
  }

  public func hash(into hasher: inout Hasher) {
    for var part in [username, clientID] {
      part.withUTF8 { hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
      // The length ends each part, so that no two ids feed the same bytes.
      hasher.combine(part.utf8.count)
    }
    hasher.combine(backend)
  }

  /// The order of user, client and backend, by bytes.
  public static func < (left: Self, right: Self) -> Bool {
    if !left.username.hasSameBytes(as: right.username) {
      return left.username.isBefore(right.username)
    }
    if !left.clientID.hasSameBytes(as: right.clientID) {
      return left.clientID.isBefore(right.clientID)
    }
    return left.backend < right.backend
  }

  /// Whether two ids name the same user of the same client, in whatever backends.
  package func hasSameUser(as other: SessionID) -> Bool {
    username.hasSameBytes(as: other.username) && clientID.hasSameBytes(as: other.clientID)
  }
}
