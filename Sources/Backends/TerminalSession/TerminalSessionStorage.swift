package import AuthCore
import Glibc

/// The counterpart of `sessionStorage`: what it holds belongs to one terminal session and ends
/// with it.
///
/// Another terminal's authtop opens another file. Once the session's leader, usually the shell, is
/// gone, every call fails; the file itself goes by the guard, or by the next start of any authtop.
package struct TerminalSessionStorage: PagedStorage, AtomicStorage, WatchableStorage,
  TerminalStorage
{
  private static let sizeLimit = 64 * 1024 * 1024

  private let store: FileStore<SessionItems>
  private let leader: SessionLeader
  private let startGuard: @Sendable (SessionGuard) -> Void

  /// Opens the storage of a terminal session in a folder, and removes what ended sessions left.
  ///
  /// `startGuard` starts the program that removes the file at the session's end; it is called before
  /// the file comes into being.
  package static func open(
    directory: String,
    leader: SessionLeader,
    startGuard: @escaping @Sendable (SessionGuard) -> Void = { _ in }
  ) throws(StorageError) -> TerminalSessionStorage {
    let directory = PrivatePath.trimmed(directory)
    try PrivatePath.makeDirectory(directory)
    try PrivatePath.check(directory, .folder)
    SessionSweep.sweep(directory, seenFrom: leader)
    return TerminalSessionStorage(directory: directory, leader: leader, startGuard: startGuard)
  }

  private init(
    directory: String,
    leader: SessionLeader,
    startGuard: @escaping @Sendable (SessionGuard) -> Void
  ) {
    self.leader = leader
    self.startGuard = startGuard
    let file = PrivateFile(
      directory: directory,
      name: SessionFileName(leader).text,
      folder: .folder,
      sizeLimit: Self.sizeLimit
    )
    store = FileStore(file, decode: { try SessionItems($0) }, encode: { $0.bytes })
  }

  package func getItem(_ key: String) async throws -> String? { try await read()[key] }

  package func setItem(_ value: String, forKey key: String) async throws {
    try await apply([.set(key: key, value: value)])
  }

  package func removeItem(_ key: String) async throws {
    try await apply([.remove(key: key)])
  }

  package func clear() async throws {
    try await update { items in
      items.clear()
      return true
    }
  }

  package func apply(_ changes: [StorageChange]) async throws {
    guard !changes.isEmpty else { return }
    try await update { items in
      var isChanged = false
      for change in changes {
        switch change {
        case .set(let key, let value):
          items[key] = value
          isChanged = true
        case .remove(let key):
          isChanged = isChanged || items[key] != nil
          items[key] = nil
        }
      }
      return isChanged
    }
  }

  package func items(withPrefix prefix: String) async throws -> [StorageItem] {
    try await items(withPrefix: prefix, after: nil, limit: .max)
  }

  package func items(
    withPrefix prefix: String,
    after key: String?,
    limit: Int
  ) async throws -> [StorageItem] {
    ItemPage.items(try await read().items, withPrefix: prefix, after: key, limit: limit)
  }

  package var terminal: String { SessionFileName(leader).text }

  package func isGone(_ terminal: String) -> Bool {
    SessionFileName(terminal)?.hasEnded(seenFrom: leader) ?? false
  }

  package func changes() -> AsyncStream<Void> { store.changes() }

  private func read() async throws -> SessionItems {
    try leader.confirm()
    return try await store.read()
  }

  private func update(
    _ body: @escaping @Sendable (inout SessionItems) throws -> Bool
  ) async throws {
    let (leader, file, startGuard) = (leader, store.file, startGuard)
    try await store.update { items in
      try leader.confirm()
      guard try body(&items) else { return false }
      if file.stamp == nil {
        startGuard(SessionGuard(leader: leader, directory: file.directory))
      }
      return true
    }
    // The session may have ended while the file was written, after the guard or a sweep had looked.
    if leader.hasEnded { SessionSweep.remove(file) }
  }
}
