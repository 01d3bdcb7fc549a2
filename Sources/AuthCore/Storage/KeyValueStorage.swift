/// The four verbs of Amplify's `KeyValueStorageInterface`, the contract of every backend.
///
/// Values are always strings; an absent item is nil. A storage promises nothing about several calls
/// together, cannot be listed and tells of no change, unless it says so by a refinement below.
/// Source: Amplify JavaScript, `core/src/types/storage.ts`.
public protocol KeyValueStorage: Sendable {
  /// Stores a value under a key, replacing what was there.
  func setItem(_ value: String, forKey key: String) async throws
  /// The value under a key, nil when there is none.
  func getItem(_ key: String) async throws -> String?
  /// Removes a key; removing an absent one is no error.
  func removeItem(_ key: String) async throws
  /// Removes everything.
  func clear() async throws
}

/// A storage that can say what it holds, so that users without a pointer are found too.
public protocol ListingStorage: KeyValueStorage {
  /// Every item whose key begins with a prefix, as of one moment, ordered by the keys'
  /// UTF-8 bytes.
  func items(withPrefix prefix: String) async throws -> [StorageItem]

  /// Whether it can be listed; true unless a storage learns it only from the program behind it.
  var isListable: Bool { get async throws }
}

extension ListingStorage {
  public var isListable: Bool { true }
}

/// A storage that makes several writes one change: after any crash all of them are there or none.
public protocol AtomicStorage: KeyValueStorage {
  /// Makes all changes, in their order, or none of them.
  func apply(_ changes: [StorageChange]) async throws
}

/// A storage that tells when its items may have changed, also by another process.
public protocol WatchableStorage: KeyValueStorage {
  /// One element for each burst of changes after the call; ends when the caller stops listening.
  func changes() -> AsyncStream<Void>
}

/// One stored key and its value.
public struct StorageItem: Equatable, Sendable {
  public let key: String
  public let value: String

  public init(key: String, value: String) {
    self.key = key
    self.value = value
  }
}

/// One write among several.
public enum StorageChange: Equatable, Sendable {
  case set(key: String, value: String)
  case remove(key: String)

  var key: String {
    switch self {
    case .set(let key, _), .remove(let key): key
    }
  }
}

extension KeyValueStorage {
  /// Makes the changes as one where the storage can, else one after the other in their order.
  package func makeChanges(_ changes: [StorageChange]) async throws {
    if let atomic = self as? any AtomicStorage {
      try await atomic.apply(changes)
      return
    }
    for change in changes {
      switch change {
      case .set(let key, let value): try await setItem(value, forKey: key)
      case .remove(let key): try await removeItem(key)
      }
    }
  }
}
