import AuthCore
import Synchronization
import TestSupport
import Testing

struct ManagerRefreshTests {
  private let old = SampleTokens()
  private let new = SampleTokens {
    $0.iat = 1_772_510_059
    $0.refresh = "h.k.i.c.refresh-2"
  }
  private var items: [String: String] { old.items.merging(old.pointer) { $1 } }

  @Test func `a refresh stores the new tokens with a new drift and leaves the rest`() async throws {
    var items = items
    items[old.key(.deviceKey)] = "device"
    items[old.key(.signInDetails)] = #"{"loginId":"a"}"#
    let bench = ManagerBench(local: MemoryStorage(items))
    bench.pool.onRefresh { [new] request async throws(UserPoolError) in
      guard request.refreshToken == "h.k.i.c.refresh-1", request.deviceKey == "device" else {
        throw .unreadable(status: 1, reason: "another request")
      }
      return new.answer
    }
    let outcome = try await bench.manager.refresh(ManagerBench.id())
    #expect(outcome.renewedIDToken && outcome.rotated && outcome.staleCopies.isEmpty)
    #expect(outcome.session.isPointer)
    let stored = try await bench.manager.backends[0].storage.stored(new)
    #expect(stored[.accessToken] == new.access)
    #expect(stored[.idToken] == new.id)
    #expect(stored[.refreshToken] == "h.k.i.c.refresh-2")
    #expect(stored[.clockDrift] == "-1000")
    #expect(stored[.deviceKey] == "device")
    #expect(stored[.signInDetails] == #"{"loginId":"a"}"#)
  }

  @Test func `copies that a rotation would end are named before anything is sent`() async throws {
    let storage = MemoryStorage(items)
    let bench = ManagerBench(local: storage, memory: MemoryStorage(items))
    let log = Mutex<[String]>([])
    bench.pool.onRefresh { [new] _ async throws(UserPoolError) in
      log.withLock { $0.append("sent") }
      return new.answer
    }
    _ = try await bench.manager.refresh(ManagerBench.id()) { copies in
      log.withLock { $0.append("named \(copies)") }
    }
    // Where no copy holds the same token there is nothing to name.
    try await bench.manager.backends[1].storage.clear()
    _ = try? await bench.manager.refresh(ManagerBench.id()) { _ in
      log.withLock { $0.append("again") }
    }
    #expect(log.withLock { $0 } == ["named [\(ManagerBench.id(.memory))]", "sent", "sent"])
  }

  @Test func `an orphan is refreshed and stays one`() async throws {
    let storage = MemoryStorage(
      old.items.merging(SampleTokens { $0.username = "bob" }.pointer) { $1 }
    )
    let bench = ManagerBench(local: storage)
    bench.pool.onRefresh { [new] _ async throws(UserPoolError) in new.answer }
    let outcome = try await bench.manager.refresh(ManagerBench.id())
    #expect(!outcome.session.isPointer)
    #expect(try await storage.pointer(clientID: "client1") == "bob")
  }

  @Test func `a refusal marks the session, keeps its tokens and ends with the next token`()
    async throws
  {
    let storage = MemoryStorage(items)
    let bench = ManagerBench(local: storage)
    bench.pool.onRefresh { _ async throws(UserPoolError) in
      throw .refused(
        name: "NotAuthorizedException",
        message: "Refresh Token has been revoked",
        status: 400
      )
    }
    await #expect(throws: SessionError.self) {
      try await bench.manager.refresh(ManagerBench.id())
    }
    let marked = try await bench.manager.session(ManagerBench.id())
    #expect(marked.refusal?.kind == .revoked)
    #expect(marked.state(at: ManagerBench.now) == .revoked)
    #expect(try await storage.stored(old) == MemoryStorage(items).stored(old))
    await storage.setItem("h.k.i.c.other", forKey: old.key(.refreshToken))
    #expect(try await bench.manager.session(ManagerBench.id()).refusal == nil)
  }

  @Test(arguments: [
    UserPoolError.unreachable(reason: "r"), .unanswered(reason: "r"),
    .unreadable(status: 200, reason: "r"),
    .refused(name: "TooManyRequestsException", message: "", status: 429),
  ])
  func `other failures change nothing and mark nothing`(error: UserPoolError) async throws {
    let storage = MemoryStorage(items)
    let bench = ManagerBench(local: storage)
    bench.pool.onRefresh { _ async throws(UserPoolError) in throw error }
    await #expect(throws: SessionError.pool(error)) {
      try await bench.manager.refresh(ManagerBench.id())
    }
    #expect(try await bench.manager.session(ManagerBench.id()).refusal == nil)
    #expect(try await storage.stored(old) == MemoryStorage(items).stored(old))
  }

  @Test func `a pool that lacks the operation is asked in the older way`() async throws {
    let bench = ManagerBench(local: MemoryStorage(items))
    bench.pool.onRefresh { _ async throws(UserPoolError) in
      throw .unreadable(status: 500, reason: "a page")
    }
    bench.pool.onInitiate { [new] request async throws(UserPoolError) in
      guard request.authFlow == .refreshTokenAuth,
        request.authParameters["REFRESH_TOKEN"] == "h.k.i.c.refresh-1"
      else { throw .unreadable(status: 1, reason: "another request") }
      var answer = new.answer
      answer.authenticationResult?.refreshToken = nil
      return answer
    }
    let outcome = try await bench.manager.refresh(ManagerBench.id())
    #expect(!outcome.rotated)
    #expect(bench.pool.calls == [.getTokensFromRefreshToken, .initiateAuth])
    let stored = try await bench.manager.token(.refresh, of: ManagerBench.id())
    #expect(stored?.reveal() == "h.k.i.c.refresh-1")
  }

  @Test func `a broken page before a refusal leaves its label, and the next refresh the right way`()
    async throws
  {
    let bench = ManagerBench(local: MemoryStorage(items))
    bench.pool.onRefresh { _ async throws(UserPoolError) in
      throw .unreadable(status: 500, reason: "a page")
    }
    bench.pool.onInitiate { _ async throws(UserPoolError) in
      throw .refused(name: "NotAuthorizedException", message: "Invalid Refresh Token", status: 400)
    }
    await #expect(throws: SessionError.self) {
      try await bench.manager.refresh(ManagerBench.id())
    }
    let codes = try await bench.manager.session(ManagerBench.id()).problems.map(\.code)
    #expect(codes.contains("refresh-token-used-up"))
    bench.pool.onRefresh { [new] _ async throws(UserPoolError) in new.answer }
    _ = try await bench.manager.refresh(ManagerBench.id())
    #expect(bench.pool.calls.last == .getTokensFromRefreshToken)
  }

  @Test(arguments: [
    (SampleTokens { $0.sub = "eve" }, "user"), (SampleTokens { $0.clientID = "other" }, "client"),
    (SampleTokens { $0.issuer = "http://127.0.0.1:1/us-east-1_Other" }, "pool"),
  ])
  func `tokens of somebody else are thrown away`(tokens: SampleTokens, claim: String) async throws {
    let storage = MemoryStorage(items)
    let bench = ManagerBench(local: storage)
    bench.pool.onRefresh { _ async throws(UserPoolError) in tokens.answer }
    await #expect(throws: SessionError.foreignTokens(claim: claim)) {
      try await bench.manager.refresh(ManagerBench.id())
    }
    #expect(try await storage.stored(old) == MemoryStorage(items).stored(old))
  }

  @Test func `an ID token of somebody else is thrown away with its access token`() async throws {
    var answer = new.answer
    answer.authenticationResult?.idToken = SampleTokens { $0.clientID = "other" }.id
    let storage = MemoryStorage(items)
    let bench = ManagerBench(local: storage)
    bench.pool.onRefresh { [answer] _ async throws(UserPoolError) in answer }
    await #expect(throws: SessionError.foreignTokens(claim: "client")) {
      try await bench.manager.refresh(ManagerBench.id())
    }
    #expect(await storage.getItem(old.key(.refreshToken)) == "h.k.i.c.refresh-1")
  }

  @Test func `the ID token tells whose session it is where the access token is broken`()
    async throws
  {
    var items = items
    items[old.key(.accessToken)] = "broken"
    let bench = ManagerBench(local: MemoryStorage(items))
    bench.pool.onRefresh { _ async throws(UserPoolError) in SampleTokens { $0.sub = "eve" }.answer }
    await #expect(throws: SessionError.foreignTokens(claim: "user")) {
      try await bench.manager.refresh(ManagerBench.id())
    }
  }

  @Test
  func `a refresh token goes to the issuer of the ID token where the access token is for an API`()
    async throws
  {
    let tokens = SampleTokens()
    var items = tokens.items
    items[tokens.key(.accessToken)] = SampleTokens.token([("iss", #""https://sts.example/""#)])
    items[tokens.key(.idToken)] = SampleTokens.token([("iss", #""https://b.example/oidc""#)])
    let asked = Mutex<[String]>([])
    let generic = ["https://a.example/oidc", "https://b.example/oidc"].map { issuer in
      var pool = PoolConfiguration(name: issuer, endpoint: issuer, poolID: "", clientID: "client1")
      pool.kind = .oidc
      return pool
    }
    let pool = ScriptedPool()
    pool.onRefresh { _ async throws(UserPoolError) in throw .unreachable(reason: "r") }
    let manager = SessionManager(
      backends: [Backend(id: .local, storage: MemoryStorage(items), lifetime: .permanent)],
      state: MemoryStorage(),
      pools: Pools(generic) { configuration in
        asked.withLock { $0.append(configuration.endpoint) }
        return pool.userPool
      },
      clock: { ManagerBench.now }
    )
    _ = try? await manager.refresh(ManagerBench.id())
    #expect(asked.withLock { $0 } == ["https://b.example/oidc"])
  }

  @Test func `a pool that switched to its newer issuer is the same pool`() async throws {
    let host = "cognito-idp.us-east-1.amazonaws.com/us-east-1_Demo"
    let before = SampleTokens { $0.issuer = "https://" + host }
    let bench = ManagerBench(local: MemoryStorage(before.items))
    bench.pool.onRefresh { _ async throws(UserPoolError) in
      SampleTokens { $0.issuer = "https://issuer-" + host }.answer
    }
    let outcome = try await bench.manager.refresh(ManagerBench.id())
    #expect(outcome.session.issuer == "https://issuer-" + host)
  }

  @Test func `without iat the drift that was known stays and no token is lost`() async throws {
    let storage = MemoryStorage(
      items.merging([old.key(.clockDrift): "-250"]) { $1 }
    )
    let bench = ManagerBench(local: storage)
    bench.pool.onRefresh { _ async throws(UserPoolError) in
      SampleTokens {
        $0.iat = nil
        $0.refresh = "rotated"
      }.answer
    }
    #expect(try await bench.manager.refresh(ManagerBench.id()).rotated)
    #expect(await storage.getItem(old.key(.clockDrift)) == "-250")
    #expect(await storage.getItem(old.key(.refreshToken)) == "rotated")
  }

  @Test func `a session without a refresh token is not asked about`() async throws {
    let bench = ManagerBench(local: MemoryStorage(SampleTokens { $0.refresh = nil }.items))
    await #expect(throws: SessionError.noRefreshToken(ManagerBench.id())) {
      try await bench.manager.refresh(ManagerBench.id())
    }
    #expect(bench.pool.calls.isEmpty)
  }

  @Test func `copies that hold the retired token get the new ones`() async throws {
    let bench = ManagerBench(local: MemoryStorage(items), memory: MemoryStorage(items))
    bench.pool.onRefresh { [new] _ async throws(UserPoolError) in new.answer }
    #expect(
      try await bench.manager.refreshPlan(ManagerBench.id()).copies == [ManagerBench.id(.memory)]
    )
    let outcome = try await bench.manager.refresh(ManagerBench.id())
    #expect(outcome.updatedCopies == [ManagerBench.id(.memory)])
    #expect("\(outcome)".contains("the copy in memory got the new tokens too"))
    let copy = try await bench.manager.backends[1].storage.stored(new)
    #expect(copy[.refreshToken] == "h.k.i.c.refresh-2" && copy[.accessToken] == new.access)
  }

  @Test func `a copy that cannot be written is named`() async throws {
    let memory = FaultyStorage(items)
    await memory.allow(writes: 0)
    let bench = ManagerBench(local: MemoryStorage(items), memory: memory)
    bench.pool.onRefresh { [new] _ async throws(UserPoolError) in new.answer }
    let outcome = try await bench.manager.refresh(ManagerBench.id())
    #expect(outcome.staleCopies == [ManagerBench.id(.memory)])
    #expect("\(outcome)".contains("memory holds the old refresh token"))
  }

  @Test func `without rotation a copy stays as it is`() async throws {
    let bench = ManagerBench(local: MemoryStorage(items), memory: MemoryStorage(items))
    bench.pool.onRefresh { [new] _ async throws(UserPoolError) in
      var answer = new.answer
      answer.authenticationResult?.refreshToken = nil
      return answer
    }
    let outcome = try await bench.manager.refresh(ManagerBench.id())
    #expect(outcome.updatedCopies.isEmpty && outcome.staleCopies.isEmpty)
    #expect(try await bench.manager.backends[1].storage.stored(old)[.accessToken] == old.access)
  }
}
