import AuthCore
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(20)))
struct MemoryStorageTests {
  @Test(arguments: StorageContract.verbs)
  func `it keeps the promises of the four verbs`(
    promise: StorageContract.Case<any KeyValueStorage>
  ) async throws {
    try await promise.check(MemoryStorage())
  }

  @Test(arguments: StorageContract.listing)
  func `it keeps the promises of listing`(
    promise: StorageContract.Case<any ListingStorage>
  ) async throws {
    try await promise.check(MemoryStorage())
  }

  @Test(arguments: StorageContract.paging)
  func `it keeps the promises of paging`(
    promise: StorageContract.Case<any PagedStorage>
  ) async throws {
    try await promise.check(MemoryStorage())
  }

  @Test(arguments: StorageContract.atomic)
  func `it keeps the promises of atomic changes`(
    promise: StorageContract.Case<any AtomicStorage & ListingStorage>
  ) async throws {
    try await promise.check(MemoryStorage())
  }

  @Test(arguments: StorageContract.watching)
  func `it keeps the promises of watching`(
    promise: StorageContract.Case<any WatchableStorage>
  ) async throws {
    try await promise.check(MemoryStorage())
  }

  @Test func `it begins with the items it is given`() async {
    let storage = MemoryStorage(["b": "2", "a": "1"])
    #expect(
      await storage.items(withPrefix: "") == [
        StorageItem(key: "a", value: "1"), StorageItem(key: "b", value: "2"),
      ]
    )
  }
}
