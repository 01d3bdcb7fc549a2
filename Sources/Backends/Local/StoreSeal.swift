import AuthCore
import GRDB

/// Whether values are sealed in this store, and whether that can be done and undone here and now.
enum StoreSeal {
  case off
  case open(StoreKey)
  /// The store is encrypted and its key is not known.
  case locked(VaultRecord.Kind)

  /// How it stands in one transaction.
  init(_ database: Database, _ key: StoreKey?, hasVault: Bool) throws {
    guard hasVault, let record = try VaultRecord.read(database) else {
      self = .off
      return
    }
    // Another program may have changed the key meanwhile.
    if let key, key.name == record.name {
      self = .open(key)
    } else {
      self = .locked(record.kind)
    }
  }

  /// A value as it is to be stored.
  func sealed(_ value: String, namespace: String, key: String) throws -> StoreValue {
    guard SealPolicy.isSealed(namespace: namespace, key: key) else { return .bytes(value) }
    switch self {
    case .off: return .bytes(value)
    case .open(let store): return .blob(try store.seal(value, namespace: namespace, key: key))
    case .locked(let kind): throw StorageError.locked(by: kind.words)
    }
  }

  /// The value in a column; one that is not sealed, or not for this place, is refused.
  func open(_ row: StoreRow, _ column: CInt, namespace: String, key: String) throws -> String {
    guard SealPolicy.isSealed(namespace: namespace, key: key) else { return row.text(column) }
    switch self {
    case .off: return row.text(column)
    case .open(let store):
      return try store.open(row.bytes(column), namespace: namespace, key: key)
    case .locked(let kind): throw StorageError.locked(by: kind.words)
    }
  }
}

/// Which values are sealed while a store is encrypted: all that could hold a secret.
enum SealPolicy {
  /// Namespaces that never hold a token, so that names, times and states are readable without a key.
  private static let plain: Set = ["state", "journal"]

  static func isSealed(namespace: String, key: String) -> Bool {
    guard !plain.contains(namespace) else { return false }
    switch AmplifyKey(key) {
    case .lastAuthUser, .tokenSet(_, _, .clockDrift): return false
    case .tokenSet, .oauth, nil: return true
    }
  }
}
