import AuthCore
import Backends
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(20)))
struct LocalStorageTests {
  private let folder: TemporaryFolder
  private let storage: LocalStorage

  init() throws {
    folder = try TemporaryFolder()
    storage = try LocalStore.open(directory: folder.path + "/store").storage(namespace: "sessions")
  }

  @Test(arguments: StorageContract.verbs)
  func `it keeps the promises of the four verbs`(
    promise: StorageContract.Case<any KeyValueStorage>
  ) async throws {
    try await promise.check(storage)
  }

  @Test(arguments: StorageContract.listing)
  func `it keeps the promises of listing`(
    promise: StorageContract.Case<any ListingStorage>
  ) async throws {
    try await promise.check(storage)
  }

  @Test(arguments: StorageContract.paging)
  func `it keeps the promises of paging`(
    promise: StorageContract.Case<any PagedStorage>
  ) async throws {
    try await promise.check(storage)
  }

  @Test(arguments: StorageContract.atomic)
  func `it keeps the promises of atomic changes`(
    promise: StorageContract.Case<any AtomicStorage & ListingStorage>
  ) async throws {
    try await promise.check(storage)
  }

  @Test(arguments: StorageContract.watching)
  func `it keeps the promises of watching`(
    promise: StorageContract.Case<any WatchableStorage>
  ) async throws {
    try await promise.check(storage)
  }

  @Test func `what one store wrote another one reads`() async throws {
    let other = try LocalStore.open(directory: folder.path + "/store")
      .storage(namespace: "sessions")
    try await storage.setItem("1", forKey: "a")
    #expect(try await other.getItem("a") == "1")
    try await other.setItem("2", forKey: "a")
    #expect(try await storage.getItem("a") == "2")
  }

  @Test func `what was written is there after the store was closed`() async throws {
    let path = folder.path + "/again"
    try await LocalStore.open(directory: path).storage(namespace: "n").setItem("1", forKey: "a")
    let again = try LocalStore.open(directory: path).storage(namespace: "n")
    #expect(try await again.getItem("a") == "1")
  }

  @Test func `namespaces share a file and nothing else`() async throws {
    let store = try LocalStore.open(directory: folder.path + "/store")
    let state = store.storage(namespace: "state")
    try await storage.setItem("session", forKey: "a")
    try await state.setItem("state", forKey: "a")
    #expect(try await storage.getItem("a") == "session")
    #expect(try await storage.items(withPrefix: "").count == 1)
    try await storage.clear()
    #expect(try await state.getItem("a") == "state")
  }
}
