import AuthCore
import Synchronization
import TestSupport
import Testing

/// Tokens that somebody else renewed are taken, and never those of another session.
struct SharedRefreshTests {
  private let old = SampleTokens()
  private let new = SampleTokens {
    $0.iat = 1_772_510_059
    $0.refresh = "h.k.i.c.refresh-2"
  }
  private let id = ManagerBench.id()

  /// A lock that another process gives up only after it stored something.
  private func locks(_ work: @escaping @Sendable () async -> Void) -> SessionLocks {
    SessionLocks(
      acquire: { _ in
        await work()
        return {}
      },
      isHeld: { _ in false }
    )
  }

  @Test func `tokens stored while the lock was waited for are the answer`() async throws {
    let storage = MemoryStorage(old.items)
    let items = new.items
    let bench = ManagerBench(
      local: storage,
      locks: locks { for (key, value) in items { await storage.setItem(value, forKey: key) } }
    )
    let outcome = try await bench.manager.refresh(id)
    #expect(outcome.adopted == .sameStore && bench.pool.calls.isEmpty)
    #expect(outcome.session.access?.issuedAt?.seconds == 1_772_510_059)
    #expect("\(outcome)".contains("another process renewed it"))
  }

  @Test func `older tokens put back meanwhile are renewed, not taken`() async throws {
    let storage = MemoryStorage(old.items)
    let items = SampleTokens {
      $0.iat = 1_772_000_000
      $0.refresh = "h.k.i.c.refresh-0"
    }.items
    let bench = ManagerBench(
      local: storage,
      locks: locks { for (key, value) in items { await storage.setItem(value, forKey: key) } }
    )
    let sent = Mutex("")
    bench.pool.onRefresh { [new] request async throws(UserPoolError) in
      sent.withLock { $0 = request.refreshToken }
      return new.answer
    }
    #expect(try await bench.manager.refresh(id).adopted == nil)
    #expect(sent.withLock { $0 } == "h.k.i.c.refresh-0")
  }

  @Test func `a refresh of what was seen earlier is not done twice`() async throws {
    let storage = MemoryStorage(old.items)
    let bench = ManagerBench(local: storage)
    bench.pool.onRefresh { [new] _ async throws(UserPoolError) in new.answer }
    let seen = try await bench.manager.generation(of: id)
    #expect(try await bench.manager.refresh(id, since: seen).adopted == nil)
    #expect(try await bench.manager.refresh(id, since: seen).adopted == .sameStore)
    #expect(bench.pool.calls.count == 1)
  }

  @Test func `a token used up by an app without locks is followed by its successor`() async throws {
    let storage = MemoryStorage(old.items)
    let bench = ManagerBench(local: storage)
    let items = new.items
    bench.pool.onRefresh { _ async throws(UserPoolError) in
      for (key, value) in items { await storage.setItem(value, forKey: key) }
      throw .refused(name: "RefreshTokenReuseException", message: "used", status: 400)
    }
    #expect(try await bench.manager.refresh(id).adopted == .sameStore)
    #expect(try await bench.manager.session(id).refusal == nil)
  }

  @Test func `the successor in another backend is taken when it is of the same family`()
    async throws
  {
    for family in ["family-1", "family-2"] {
      let other = SampleTokens {
        $0.iat = 1_772_510_059
        $0.refresh = "h.k.i.c.refresh-2"
        $0.originJTI = family
      }
      let storage = MemoryStorage(old.items)
      let bench = ManagerBench(local: storage, memory: MemoryStorage(other.items))
      bench.pool.onRefresh { _ async throws(UserPoolError) in
        throw .refused(name: "RefreshTokenReuseException", message: "used", status: 400)
      }
      if family == "family-1" {
        #expect(try await bench.manager.refresh(id).adopted == .copy(.memory))
        #expect(await storage.getItem(old.key(.refreshToken)) == "h.k.i.c.refresh-2")
      } else {
        await #expect(throws: SessionError.self) { try await bench.manager.refresh(id) }
        #expect(await storage.getItem(old.key(.refreshToken)) == "h.k.i.c.refresh-1")
      }
    }
  }

  @Test func `a lock that cannot be had stops everything before it began`() async throws {
    let locks = SessionLocks(
      acquire: { _ in throw StorageError.busy(seconds: 120) },
      isHeld: { _ in true }
    )
    let bench = ManagerBench(local: MemoryStorage(old.items), locks: locks)
    await #expect(throws: SessionError.notLocked(id, .busy(seconds: 120))) {
      try await bench.manager.refresh(id)
    }
    #expect(bench.pool.calls.isEmpty)
  }

  @Test func `each user and client has a lock of its own`() {
    let names = [
      ManagerBench.id(), ManagerBench.id(.local, "bob"),
      ManagerBench.id(.local, "alice", client: "client2"),
      // Composed and decomposed, these are two users.
      ManagerBench.id(.local, "\u{E9}"), ManagerBench.id(.local, "e\u{301}"),
      ManagerBench.id(.local, "1alice", client: "client"),
    ].map(SessionLocks.name)
    #expect(Set(names).count == names.count)
    #expect(SessionLocks.name(of: ManagerBench.id(.memory)) == names[0])
  }

  @Test func `a missing device key explains an unexplained refusal`() async throws {
    var members = old.items
    members[old.key(.accessToken)] = SampleTokens.token([
      ("sub", "\"sub-alice\""), ("iss", "\"http://127.0.0.1:1/us-east-1_Demo\""),
      ("device_key", "\"device-1\""), ("exp", "1"),
    ])
    let bench = ManagerBench(local: MemoryStorage(members))
    bench.pool.onRefresh { _ async throws(UserPoolError) in
      throw .refused(
        name: "NotAuthorizedException",
        message: "Invalid Refresh Token.",
        status: 400
      )
    }
    await #expect(throws: SessionError.self) { try await bench.manager.refresh(id) }
    #expect(try await bench.manager.session(id).refusal?.kind == .device)
  }

  @Test func `a pool that lacked the operation once is not asked for it again`() async throws {
    let bench = ManagerBench(local: MemoryStorage(old.items))
    bench.pool.onRefresh { _ async throws(UserPoolError) in
      throw .unreadable(status: 500, reason: "a page")
    }
    bench.pool.onInitiate { [new] _ async throws(UserPoolError) in new.answer }
    _ = try await bench.manager.refresh(id)
    _ = try await bench.manager.refresh(id)
    #expect(bench.pool.calls == [.getTokensFromRefreshToken, .initiateAuth, .initiateAuth])
  }

  @Test func `a pool that has the operation is not asked in the older way when it fails`()
    async throws
  {
    let bench = ManagerBench(local: MemoryStorage(old.items))
    bench.pool.onRefresh { [new] _ async throws(UserPoolError) in new.answer }
    _ = try await bench.manager.refresh(id)
    bench.pool.onRefresh { _ async throws(UserPoolError) in
      throw .unreadable(status: 500, reason: "a page")
    }
    await #expect(throws: SessionError.pool(.unreadable(status: 500, reason: "a page"))) {
      try await bench.manager.refresh(id)
    }
    #expect(bench.pool.calls == [.getTokensFromRefreshToken, .getTokensFromRefreshToken])
  }
}
