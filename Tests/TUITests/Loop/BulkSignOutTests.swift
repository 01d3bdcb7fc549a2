import AuthCore
import TUI
import TestSupport
import Testing

/// What a report of a sign-out means for one session of many.
struct BulkSignOutTests {
  private let tokens = SampleTokens()
  private let id = ManagerBench.id()

  private func result(
    _ scope: SignOutScope,
    local: any KeyValueStorage,
    _ script: (ScriptedPool) -> Void
  ) async throws -> BulkResult {
    let bench = ManagerBench(local: local)
    script(bench.pool)
    return BulkResult(try await bench.manager.signOut(id, scope: scope))
  }

  @Test func `an old token that still works is a session that is not signed out`() async throws {
    let storage = MemoryStorage(tokens.items)
    let result = try await result(.here, local: storage) { pool in
      pool.onRevoke { _ async throws(UserPoolError) in }
      pool.onRefresh { _ async throws(UserPoolError) in SampleTokens { $0.refresh = "new" }.answer }
    }
    guard case .failed(let words) = result.outcome else {
      Issue.record("\(result)")
      return
    }
    #expect(words.hasPrefix("NOT signed out") && result.place == id)
    #expect(await storage.getItem(tokens.key(.refreshToken)) != nil)
  }

  @Test(arguments: [500, 400])
  func `a revocation that fails after a confirmed global sign-out stops nothing`(
    status: Int
  ) async throws {
    let storage = MemoryStorage(tokens.items)
    let result = try await result(.everywhere, local: storage) { pool in
      pool.onGlobalSignOut { _ async throws(UserPoolError) in }
      pool.onRevoke { _ async throws(UserPoolError) in
        throw status == 500
          ? .unreadable(status: 500, reason: "r") : .refused(name: "n", message: "m", status: 400)
      }
    }
    #expect(result.isDone && result.place == nil, "\(result)")
    #expect(await storage.items(withPrefix: "") == [])
  }

  @Test func `keys that could not be removed are told, and where`() async throws {
    let storage = FaultyStorage(tokens.items)
    await storage.allow(writes: 0)
    let result = try await result(.here, local: storage) { pool in
      pool.onRevoke { _ async throws(UserPoolError) in }
    }
    guard case .failed(let words) = result.outcome else {
      Issue.record("\(result)")
      return
    }
    #expect(words == "signed out, but not removed from its storage: local/client1/alice")
    #expect(result.place == id)
  }

  @Test func `a refusal and a silent pool are told as they are`() async throws {
    let refused = try await result(.here, local: MemoryStorage(tokens.items)) { pool in
      pool.onRevoke { _ async throws(UserPoolError) in
        throw .refused(name: "N", message: "no", status: 400)
      }
    }
    #expect(refused == BulkResult(id, .refused("no (N)"), place: id))
    let silent = try await result(.here, local: MemoryStorage(tokens.items)) { pool in
      pool.onRevoke { _ async throws(UserPoolError) in throw .unanswered(reason: "r") }
    }
    #expect(!silent.isDone && silent.place == id)
  }
}
