import AuthCore
import TestSupport
import Testing

@testable import NotebookExample

/// The storage of the example package, as anybody may write one.
struct OwnStorageTests {
  @Test(arguments: StorageContract.verbs)
  func `a storage of somebody's own keeps the promises of the four verbs`(
    promise: StorageContract.Case<any KeyValueStorage>
  ) async throws {
    try await promise.check(NotebookStorage())
  }
}
