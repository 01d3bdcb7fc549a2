import AuthCore
import TestSupport
import Testing

/// Sign-outs that are killed at a random point: what is shown as confirmed the pool's ledger has,
/// and a repeat ends them.
@Suite(.timeLimit(.minutes(20)))
struct KilledSignOutTests {
  private static let rounds = 500

  @Test(arguments: [SignOutScope.here, .everywhere])
  func `500 killed sign-outs claim nothing that is not so, and repeats converge`(
    scope: SignOutScope
  ) async throws {
    let seed = UInt64.random(in: 0 ... .max)
    var random = SeededGenerator(seed: seed)
    var killed = 0
    for round in 0..<Self.rounds {
      var place = Place()
      let kill = KillSwitch(at: Int.random(in: 1...place.steps(scope), using: &random))
      place.losesAnswers = Int.random(in: 0..<5, using: &random) == 0
      let manager = place.manager(kill)
      let report = await kill.run { try? await manager.signOut(ManagerBench.id(), scope: scope) }
      killed += report == nil ? 1 : 0
      let faults = try await place.faults(report ?? nil, scope)
      try #require(faults == [], "round \(round), seed \(seed)")
      place.losesAnswers = false
      let open = try await place.repeated(scope)
      try #require(open == [], "round \(round), seed \(seed)")
    }
    #expect(killed > Self.rounds / 2)
  }

  @Test func `a report that claims too much is caught`() async throws {
    let place = Place()
    let manager = place.manager(KillSwitch(), honest: false)
    let report = try await manager.signOut(ManagerBench.id(), scope: .here)
    #expect(try await place.faults(report, .here) != [])
  }

  /// A pool, a session of alice's in two backends, each a sign-in of its own, and notes.
  private struct Place {
    let pool = LedgerPool(grace: 0)
    let local: MemoryStorage
    let memory: MemoryStorage
    let state = MemoryStorage()
    let tokens: [SampleTokens]
    var losesAnswers = false

    init() {
      tokens = [pool.signIn("alice"), pool.signIn("alice")]
      local = MemoryStorage(tokens[0].items.merging(tokens[0].pointer) { $1 })
      memory = MemoryStorage(tokens[1].items)
    }

    /// About how many points there are to die at.
    func steps(_ scope: SignOutScope) -> Int { scope == .here ? 16 : 24 }

    func manager(_ kill: KillSwitch, honest: Bool = true) -> SessionManager {
      let userPool = userPool(kill, honest: honest)
      return SessionManager(
        backends: [
          Backend(id: .local, storage: KillStorage(local, kill), lifetime: .permanent),
          Backend(id: .memory, storage: KillStorage(memory, kill), lifetime: .process),
        ],
        state: KillStorage(state, kill),
        pools: Pools([
          PoolConfiguration(
            name: "demo",
            endpoint: "http://127.0.0.1:1",
            poolID: "us-east-1_Demo",
            clientID: "client1"
          )
        ]) { _ in userPool },
        clock: { [pool] in pool.now }
      )
    }

    private func userPool(_ kill: KillSwitch, honest: Bool) -> UserPool {
      let (pool, losesAnswers) = (pool, losesAnswers)
      @Sendable func call<Answer: Sendable>(
        _ work: () throws(UserPoolError) -> Answer
      ) async throws(UserPoolError) -> UserPool.Reply<Answer> {
        await kill.pass()
        let answer = try work()
        await kill.pass()
        if losesAnswers { throw .unanswered(reason: "the connection broke") }
        return UserPool.Reply(answer)
      }
      return UserPool(
        initiateAuth: { _ async throws(UserPoolError) in throw .unreachable(reason: "none") },
        respondToAuthChallenge: { _ async throws(UserPoolError) in
          throw .unreachable(reason: "none")
        },
        getTokensFromRefreshToken: { request async throws(UserPoolError) in
          try await call { () throws(UserPoolError) in try pool.refresh(request.refreshToken) }
        },
        revokeToken: { request async throws(UserPoolError) in
          try await call { () throws(UserPoolError) in
            if honest { pool.revoke(request.token) }
            return EmptyAnswer()
          }
        },
        globalSignOut: { request async throws(UserPoolError) in
          try await call { () throws(UserPoolError) in
            try pool.globalSignOut(request.accessToken)
            return EmptyAnswer()
          }
        },
        getUser: { request async throws(UserPoolError) in
          try await call { () throws(UserPoolError) in
            GetUserAnswer(username: try pool.bearer(request.accessToken), userAttributes: [])
          }
        },
        keySet: { () async throws(UserPoolError) in throw .unreachable(reason: "none") }
      )
    }

    /// What is shown and is not so, and what happened and is not shown.
    func faults(_ report: SignOutReport?, _ scope: SignOutScope) async throws -> [String] {
      var faults: [String] = []
      for step in report?.steps ?? [] where step.isConfirmed {
        if step.title.hasPrefix("GlobalSignOut"), !pool.isSignedOutEverywhere("alice") {
          faults.append("confirmed: \(step.title)")
        }
        if step.title.hasPrefix("RevokeToken"), !pool.isRevoked(tokens[0]) {
          faults.append("confirmed: \(step.title)")
        }
      }
      let next = manager(KillSwitch())
      guard let session = try? await next.session(ManagerBench.id()) else {
        // Gone from here: the pool was asked, or somebody said that nobody knows.
        let isToldOf = await !next.unknownSignOuts().isEmpty
        return faults + (pool.isRevoked(tokens[0]) || isToldOf ? [] : ["removed, and not revoked"])
      }
      let codes = session.problems.map(\.code)
      if codes.contains("sign-out-unfinished"), !pool.isRevoked(tokens[0]) {
        faults.append("the label says confirmed")
      }
      let isLabelled = codes.contains { $0.hasPrefix("sign-out-") } || session.refusal != nil
      if pool.isRevoked(tokens[0]), !isLabelled { faults.append("revoked, and no label") }
      return faults
    }

    /// Signs out again; what is open afterwards, and should not be.
    func repeated(_ scope: SignOutScope) async throws -> [String] {
      var open: [String] = []
      let next = manager(KillSwitch())
      if let report = try? await next.signOut(ManagerBench.id(), scope: scope) {
        if !report.isRemoved { open.append("not removed: \(report.steps)") }
        if report.isStillAlive || report.isUnknown { open.append("\(report.proofs)") }
      } else if (try? await next.session(ManagerBench.id())) != nil {
        open.append("the repeat failed")
      }
      open += await next.unknownSignOuts()
      if !pool.isRevoked(tokens[0]) { open.append("not revoked") }
      if await local.getItem(tokens[0].key(.refreshToken)) != nil { open.append("stored") }
      if scope == .everywhere {
        if !pool.isSignedOutEverywhere("alice") { open.append("not everywhere") }
        if await memory.getItem(tokens[1].key(.refreshToken)) != nil { open.append("copy stored") }
      }
      let notes = await state.items(withPrefix: "signout/")
      return open + notes.map { "left: \($0.value)" }
    }
  }
}
