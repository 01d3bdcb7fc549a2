import AuthCore
import Backends
import Glibc
import Synchronization
import TestSupport
import Testing

struct LockFolderTests {
  private let folder: TemporaryFolder
  private var path: String { folder.path + "/locks" }

  init() throws {
    folder = try TemporaryFolder()
  }

  @Test func `one holds a lock at a time, and it is free when given up`() async throws {
    let locks = try LockFolder.open(directory: path).locks
    let others = try LockFolder.open(directory: path).locks
    let unlock = try await locks.acquire("a")
    #expect(await others.isHeld("a"))
    #expect(await !others.isHeld("b"))
    let waiting = Task {
      let unlock = try await others.acquire("a")
      unlock()
    }
    let third = try await others.acquire("b")
    third()
    #expect(await locks.isHeld("a"))
    unlock()
    try await waiting.value
    #expect(await !others.isHeld("a"))
  }

  @Test func `its files are private and empty`() async throws {
    let locks = try LockFolder.open(directory: path).locks
    let unlock = try await locks.acquire("a")
    unlock()
    #expect(StoreFolder.mode(path) == 0o700)
    #expect(StoreFolder.mode(path + "/a.lock") == 0o600)
    #expect(StoreFolder.bytes(path + "/a.lock") == [])
  }

  @Test func `a folder or a file that others can reach is refused`() async throws {
    let locks = try LockFolder.open(directory: path).locks
    #expect(symlink("/dev/null", path + "/a.lock") == 0)
    await #expect(throws: StorageError.self) { _ = try await locks.acquire("a") }
    chmod(path, 0o755)
    #expect(throws: StorageError.self) { try LockFolder.open(directory: path) }
  }
}
