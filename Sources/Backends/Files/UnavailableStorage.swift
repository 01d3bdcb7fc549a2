package import AuthCore

/// A backend that could not be opened: every call gives the reason, and the others work.
package struct UnavailableStorage: ListingStorage {
  private let reason: StorageError

  package init(_ reason: StorageError) {
    self.reason = reason
  }

  package func setItem(_ value: String, forKey key: String) async throws { throw reason }
  package func getItem(_ key: String) async throws -> String? { throw reason }
  package func removeItem(_ key: String) async throws { throw reason }
  package func clear() async throws { throw reason }

  package func items(withPrefix prefix: String) async throws -> [StorageItem] { throw reason }
}
