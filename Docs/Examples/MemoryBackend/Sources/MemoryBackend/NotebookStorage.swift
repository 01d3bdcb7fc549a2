import AuthCore

/// A storage of one's own: Amplify's four verbs over a dictionary, and nothing else.
///
/// A storage that can do more says so by conforming to more: `ListingStorage` shows every user and not the
/// pointer's alone, `AtomicStorage` makes several writes one change, `WatchableStorage` tells of changes.
actor NotebookStorage: KeyValueStorage {
  /// By the bytes of a key: to Swift `é` is one text in two spellings, to Amplify it is two keys.
  private var values: [[UInt8]: String] = [:]

  func setItem(_ value: String, forKey key: String) { values[Array(key.utf8)] = value }
  func getItem(_ key: String) -> String? { values[Array(key.utf8)] }
  func removeItem(_ key: String) { values[Array(key.utf8)] = nil }
  func clear() { values = [:] }
}
