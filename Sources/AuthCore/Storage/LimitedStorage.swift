/// A storage that can say before a write what it could not hold.
public protocol LimitedStorage: KeyValueStorage {
  /// Why a value cannot be kept under a key, nil when it can.
  func obstacle(to value: String, forKey key: String) async -> StorageError?
  /// What anything loses there, each a sentence.
  var losses: [String] { get async }
}
