import Crypto

/// Locks that keep other processes away from a user's sessions while this one changes them.
///
/// `AuthCore` opens no file: the program hands in what its system has. A lock must end with the
/// process that holds it, however that one ends; nothing here tidies up after the dead.
public struct SessionLocks: Sendable {
  /// Gives a lock up; called once.
  public typealias Unlock = @Sendable () -> Void

  /// Waits until nobody holds the lock of a name, and takes it.
  public let acquire: @Sendable (_ name: String) async throws -> Unlock
  /// Whether somebody holds the lock of a name now, this process included.
  public let isHeld: @Sendable (_ name: String) async -> Bool

  public init(
    acquire: @escaping @Sendable (_ name: String) async throws -> Unlock,
    isHeld: @escaping @Sendable (_ name: String) async -> Bool
  ) {
    self.acquire = acquire
    self.isHeld = isHeld
  }

  /// No locks, for stores that no other process can reach.
  public static let none = SessionLocks(acquire: { _ in {} }, isHeld: { _ in false })

  /// What stands for a client's pointer among the users that are locked: they share it.
  ///
  /// It is taken last, alone and for one write, so that nobody who holds it waits for another lock.
  package static func pointer(ofClient clientID: String) -> SessionID {
    SessionID(backend: BackendID(""), clientID: clientID, username: "\u{0}LastAuthUser")
  }

  /// The lock of a user and client, whatever backends the sessions are in: copies share tokens.
  ///
  /// The name is half of a SHA-256 in hexadecimal, so that no user name stands in a file's name.
  package static func name(of id: SessionID) -> String {
    let bytes = Array(id.clientID.utf8) + [0] + Array(id.username.utf8)
    return SHA256.hash(data: bytes).prefix(16)
      .map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }
      .joined()
  }
}
