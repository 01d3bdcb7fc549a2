import AuthCore
import Testing

@testable import Backends

struct ProcessTextTests {
  @Test func `what is not there is told apart from what cannot be read`() throws {
    #expect(try ProcessText.read("/proc/self/stat")?.contains(")") == true)
    #expect(try ProcessText.read("/proc/self/none") == nil)
    #expect(throws: StorageError.self) { try ProcessText.read("/proc/self") }
  }

  @Test func `a leader of whom nothing can be told has not ended`() throws {
    let past = SessionLeader(id: .max, startTime: 1, bootID: "b", namespace: 1)
    #expect(past.hasEnded)
    #expect(throws: StorageError.self) { try past.confirm() }
  }
}
