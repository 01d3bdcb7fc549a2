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
    try sealed(Array(value.utf8), namespace: namespace, key: key)
  }

  /// The same for a value whose bytes may be no text.
  func sealed(_ value: [UInt8], namespace: String, key: String) throws -> StoreValue {
    guard SealPolicy.isSealed(namespace: namespace, key: key) else { return .blob(value) }
    switch self {
    case .off: return .blob(value)
    case .open(let store): return .blob(try store.seal(value, namespace: namespace, key: key))
    case .locked(let kind): throw StorageError.locked(by: kind.words)
    }
  }

  /// The value in a column; one that is not sealed, or not for this place, is refused.
  func open(_ row: StoreRow, _ column: CInt, namespace: String, key: String) throws -> String {
    guard SealPolicy.isSealed(row, column, namespace: namespace, key: key) else {
      return row.text(column)
    }
    return String(
      decoding: try opened(row, column, namespace: namespace, key: key),
      as: UTF8.self
    )
  }

  /// The same as the bytes that it is.
  func bytes(_ row: StoreRow, _ column: CInt, namespace: String, key: String) throws -> [UInt8] {
    SealPolicy.isSealed(row, column, namespace: namespace, key: key)
      ? try opened(row, column, namespace: namespace, key: key) : row.bytes(column)
  }

  private func opened(
    _ row: StoreRow,
    _ column: CInt,
    namespace: String,
    key: String
  ) throws -> [UInt8] {
    switch self {
    case .off: row.bytes(column)
    case .open(let store): try store.open(row.bytes(column), namespace: namespace, key: key)
    case .locked(let kind): throw StorageError.locked(by: kind.words)
    }
  }
}

/// Which values are sealed while a store is encrypted: all that could hold a secret.
enum SealPolicy {
  /// Namespaces that never hold a token, so that names, times and states are readable without a key.
  private static let plain: Set = ["state", "journal"]

  static func isSealed(namespace: String, key: String) -> Bool {
    guard !plain.contains(namespace), !isStep(namespace, key) else { return false }
    switch AmplifyKey(key) {
    case .lastAuthUser, .tokenSet(_, _, .clockDrift): return false
    case .tokenSet, .oauth, nil: return true
    }
  }

  /// Whether the value in a column is sealed, in a store that is encrypted.
  ///
  /// Earlier versions sealed the summaries of the undo steps too. Sealed bytes are no text, and a
  /// summary is one.
  static func isSealed(
    _ row: StoreRow,
    _ column: CInt,
    namespace: String,
    key: String
  ) -> Bool {
    isSealed(namespace: namespace, key: key)
      || (isStep(namespace, key) && row.validText(column) == nil)
  }

  /// Whether a value may stand there otherwise than it would be written now.
  static func isRewritten(namespace: String, key: String) -> Bool {
    isSealed(namespace: namespace, key: key) || isStep(namespace, key)
  }

  /// The summary of a step that can be taken back, in words and without any token (`UndoLog`): what was
  /// cut short is told without a key.
  private static func isStep(_ namespace: String, _ key: String) -> Bool {
    namespace == "undo" && key.utf8.starts(with: "steps/".utf8)
  }
}
