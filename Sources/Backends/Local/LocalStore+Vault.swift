package import AuthCore
import GRDB
import Synchronization

extension LocalStore {
  /// How an encrypted store keeps its key.
  package enum Encryption: Equatable, Sendable {
    case off
    /// Under a passphrase; locked while this program does not know the key.
    case passphrase(isLocked: Bool)
    case secretService(isLocked: Bool)
  }

  /// What is to wrap a store's key from now on.
  package enum Protection: Sendable {
    case passphrase(StoreSecret, cost: VaultRecord.Cost = .standard)
    case secretService(SecretService)
  }

  package func encryption() async throws(StorageError) -> Encryption {
    guard let record = try await record() else { return .off }
    let isLocked = keyHolder.key.map { $0.name != record.name } ?? true
    switch record.kind {
    case .passphrase: return .passphrase(isLocked: isLocked)
    case .secretService: return .secretService(isLocked: isLocked)
    }
  }

  /// Takes the passphrase; a wrong one is refused and nothing changes.
  package func unlock(_ secret: StoreSecret) async throws(StorageError) {
    guard let record = try await record(), record.kind == .passphrase else { return }
    keyHolder.take(try record.key(secret))
  }

  /// Finds the key by the source, if there is a need to.
  package func openKey() async throws(StorageError) {
    guard let record = try await record(), keyHolder.key?.name != record.name else { return }
    try await keyHolder.find(record)
  }

  /// Forgets the key.
  package func lock() { keyHolder.take(nil) }

  /// Seals every value that could hold a secret with a new key, whether they were sealed or not.
  ///
  /// One transaction: after any crash all are as before, or all are sealed anew.
  ///
  /// - Returns: whether something of the old values is left in the file and its log.
  package func encrypt(_ protection: Protection) async throws(StorageError) -> Wiping {
    if let obstacle { throw obstacle }
    let old = try await record()
    let key = StoreKey()
    let record =
      switch protection {
      case .passphrase(let secret, let cost): try VaultRecord(key, .passphrase, secret, cost: cost)
      case .secretService(let service):
        try VaultRecord(key, .secretService, try service.makeSecret(of: key.name), cost: .none)
      }
    let isWritten = Mutex(false)
    do {
      try await reseal(from: old, to: record, key) { isWritten.withLock { $0 = true } }
    } catch {
      // Of a commit that failed the log may hold enough for the next program to find it made, and then
      // nothing but the new key opens the store: it stays in the keyring.
      if case .secretService(let service) = protection, !isWritten.withLock({ $0 }) {
        service.forget(key.name)
      }
      throw error
    }
    keyHolder.take(key)
    forget(old)
    return await wipe()
  }

  /// Writes every value as it is, as one transaction.
  package func decrypt() async throws(StorageError) {
    guard let old = try await record() else { return }
    try await reseal(from: old, to: nil, nil)
    keyHolder.take(nil)
    forget(old)
  }

  /// What became of the old values in the file and its log.
  package enum Wiping: Equatable, Sendable {
    case done
    /// Something may be left, and why.
    case failed(StorageError)
  }

  /// Builds the file anew and empties its log, so that no old value is left in either.
  package func wipe() async -> Wiping {
    var failure = StorageError.busy(seconds: 2)
    for _ in 0..<20 {
      do {
        try await maintain { database in
          try database.run("VACUUM")
          try StoreFormat.settle(database)
        }
        return .done
      } catch {
        failure = error
        guard case .busy = error else { break }
        try? await Task.sleep(for: .milliseconds(100))
      }
    }
    return .failed(failure)
  }

  /// Runs a body, and once more when the key was missing and the source had it.
  func unlocking<Value>(
    _ body: () async throws(StorageError) -> Value
  ) async throws(StorageError) -> Value {
    do {
      return try await body()
    } catch {
      guard case .locked = error, let record = try await record() else { throw error }
      try await keyHolder.find(record)
      return try await body()
    }
  }

  private func record() async throws(StorageError) -> VaultRecord? {
    guard hasVault else { return nil }
    return try await read { try VaultRecord.read($0) }
  }

  private func forget(_ record: VaultRecord?) {
    guard let record, record.kind == .secretService else { return }
    keyHolder.source.secretService?.forget(record.name)
  }

  private func reseal(
    from old: VaultRecord?,
    to record: VaultRecord?,
    _ key: StoreKey?,
    beforeCommit: @escaping @Sendable () -> Void = {}
  ) async throws(StorageError) {
    try await unlocking { () async throws(StorageError) in
      let oldKey = keyHolder.key
      try await write(erases: true) { database in
        guard try VaultRecord.read(database) == old else {
          throw StorageError.failed(reason: "another program changed the encryption meanwhile")
        }
        let reading = try StoreSeal(database, oldKey, hasVault: true)
        if case .locked(let kind) = reading { throw StorageError.locked(by: kind.words) }
        // Facts that are still to be taken could be taken with the key alone afterwards.
        try Self.renewAll(database, reading)
        try StoreResealing(
          database: database,
          reading: reading,
          writing: key.map { .open($0) } ?? .off
        ).run()
        if let record { try record.write(database) } else { try VaultRecord.remove(database) }
        beforeCommit()
      }
    }
  }

  private static func renewAll(_ database: Database, _ seal: StoreSeal) throws {
    var namespaces: [String] = []
    try database.run("SELECT DISTINCT namespace FROM stale") { namespaces.append($0.text(0)) }
    for namespace in namespaces { _ = try renew(database, namespace: namespace, seal: seal) }
  }
}
