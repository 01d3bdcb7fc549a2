import AuthCore
import TestSupport
import Testing

/// What a target cannot hold is said before anything happens.
struct MovePreviewTests {
  private let tokens = SampleTokens()
  private var items: [String: String] { tokens.items.merging(tokens.pointer) { $1 } }

  @Test func `a value that is too large is named with its size`() async throws {
    let local = MemoryStorage(items)
    let target = TinyStorage(limit: 50)
    let bench = ManagerBench(
      local: local,
      more: [Backend(id: .cookie, storage: target, lifetime: .permanent)]
    )
    let preview = try await bench.manager.movePreview([ManagerBench.id()], to: .cookie)
    #expect(preview.obstacles.count == 1)
    let bytes = tokens.access.utf8.count
    #expect(
      preview.obstacles.first?.reason
        == "the access token takes \(bytes) bytes there and 50 is the limit"
    )
    #expect(preview.losses == ["nothing large stays"])
    #expect(await local.items(withPrefix: "").count == items.count)
  }

  @Test func `what ends with the process, and a pointer that goes away, are said`() async throws {
    let bob = SampleTokens { $0.username = "bob" }
    let bench = ManagerBench(
      local: MemoryStorage(items),
      memory: MemoryStorage(bob.items.merging(bob.pointer) { $1 })
    )
    let preview = try await bench.manager.movePreview([ManagerBench.id()], to: .memory)
    #expect(preview.losses == ["gone when authtop ends"])
    #expect(preview.replacedPointers == ["bob"] && preview.pointers == [ManagerBench.id()])
    #expect(preview.keyCount == 4 && preview.obstacles.isEmpty)
  }

  @Test func `another session in the target is an obstacle and the same one is none`() async throws
  {
    let other = SampleTokens { $0.refresh = "h.k.i.c.other" }
    for (there, count) in [(other, 1), (tokens, 0)] {
      let bench = ManagerBench(local: MemoryStorage(items), memory: MemoryStorage(there.items))
      let preview = try await bench.manager.movePreview([ManagerBench.id()], to: .memory)
      #expect(preview.obstacles.count == count)
    }
  }
}

/// A store that holds small values only.
private struct TinyStorage: LimitedStorage {
  let limit: Int
  func setItem(_ value: String, forKey key: String) {}
  func getItem(_ key: String) -> String? { nil }
  func removeItem(_ key: String) {}
  func clear() {}
  func obstacle(to value: String, forKey key: String) -> StorageError? {
    let bytes = value.utf8.count
    return bytes > limit ? .tooLarge(key: key, bytes: bytes, limit: limit) : nil
  }
  var losses: [String] { ["nothing large stays"] }
}
