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
  public static let memory = BackendID("memory")

  public var description: String { rawValue }

  public static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
}

/// What a session is called: its backend, its app client and its user, `backend/clientId/username`.
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

  public static func < (left: Self, right: Self) -> Bool {
    (left.username, left.clientID, left.backend) < (right.username, right.clientID, right.backend)
  }
}
