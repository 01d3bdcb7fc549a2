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

  @Test func `many who only look do not see each other`() async throws {
    let locks = try (0..<8).map { _ in try LockFolder.open(directory: path).locks }
    // There is a file once somebody has held the lock.
    try await locks[0].acquire("a")()
    let seen = await withTaskGroup(of: Int.self) { group in
      for one in locks {
        group.addTask {
          var count = 0
          for _ in 0..<2000 { count += await one.isHeld("a") ? 1 : 0 }
          return count
        }
      }
      return await group.reduce(0, +)
    }
    #expect(seen == 0)
    let unlock = try await locks[0].acquire("a")
    #expect(await locks[1].isHeld("a"))
    unlock()
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
