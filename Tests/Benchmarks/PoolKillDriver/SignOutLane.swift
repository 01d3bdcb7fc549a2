import AuthCore
import LoopbackPool
import TestSupport

/// Sign-outs that are killed at a random moment, held against the pool's ledger, and repeated.
struct SignOutLane {
  let scope: SignOutScope
  let rounds: Int
  let scene: PoolScene
  let pool: LoopbackPool
  /// A negative control: a program that must be caught.
  var isCareless = false
  private var random: SeededGenerator
  private(set) var killed = 0
  private(set) var confirmed = 0
  private(set) var faults: [String] = []
  /// What a whole sign-out takes, as measured: kills are spread over about that time.
  private var pace = Duration.milliseconds(300)

  init(_ scope: SignOutScope, rounds: Int, scene: PoolScene, pool: LoopbackPool, seed: UInt64) {
    self.scope = scope
    self.rounds = rounds
    self.scene = scene
    self.pool = pool
    random = SeededGenerator(seed: seed)
  }

  /// What a round begins with.
  private struct Round {
    let username: String
    /// The families of the user's two sessions, that of the one to be signed out first.
    let families: [String]
    let globalSignOuts: Int
  }

  mutating func run() async throws {
    for number in 0..<rounds where faults.isEmpty {
      let username = "user-\(number % 4)"
      let families = [
        try await scene.signIn(username, into: .local),
        try await scene.signIn(username, into: .cookie),
      ]
      let before = await pool.ledger().globalSignOuts[username] ?? 0
      let round = Round(username: username, families: families, globalSignOuts: before)
      // The first ones run to their end, and say how long that takes.
      let lines = try await runAndKill(username, after: number < 3 ? nil : pace * share())
      try await look(round, lines)
      try await again(round)
      faults = faults.map { "round \(number): \($0)" }
    }
  }

  private mutating func share() -> Double { Double.random(in: 0..<1, using: &random) }

  private var words: [String] {
    ["act", isCareless ? "careless" : scope.rawValue, scene.folder, scene.pool.endpoint]
  }

  private mutating func runAndKill(
    _ username: String,
    after limit: Duration?
  ) async throws -> [String] {
    guard let program = KilledProgram(words + [scene.pool.clientID, username]) else {
      throw StorageError.unavailable(reason: "no program could be started")
    }
    await program.wait(lines: 1, for: .seconds(60))
    let begin = ContinuousClock.now
    await program.wait(lines: .max, for: limit ?? .seconds(60))
    let duration = ContinuousClock.now - begin
    await program.kill()
    let isWhole = program.lines.last?.hasPrefix("end") == true
    // The quickest of all: what began cold, or beside other work, would have the others come too late.
    if isWhole { pace = min(pace, duration) }
    killed += isWhole ? 0 : 1
    return program.lines
  }

  /// What was shown and is not so, and what happened and is not shown.
  private mutating func look(_ round: Round, _ lines: [String]) async throws {
    let ledger = await pool.ledger()
    let isRevoked = ledger.isRevoked(round.families[0])
    if lines.contains("confirmed GlobalSignOut") {
      confirmed += 1
      let isThere = ledger.globalSignOuts[round.username, default: 0] > round.globalSignOuts
      if !isThere || !round.families.allSatisfy(ledger.isRevoked) {
        faults.append("GlobalSignOut was shown as confirmed, and the ledger lacks it")
      }
    }
    if lines.contains("confirmed RevokeToken") {
      confirmed += 1
      if !isRevoked { faults.append("RevokeToken was shown as confirmed, and the ledger lacks it") }
    }
    faults += lines.filter { $0.hasPrefix("error") }
    if scope == .here, ledger.isRevoked(round.families[1]) {
      faults.append("the other sign-in was ended too")
    }
    let manager = scene.manager()
    guard let session = try? await manager.session(scene.id(.local, round.username)) else {
      let isToldOf = await !manager.unknownSignOuts().isEmpty
      if !isRevoked, !isToldOf { faults.append("removed, not revoked, and nobody is told") }
      return
    }
    let codes = session.problems.map(\.code)
    if codes.contains("sign-out-unfinished"), !isRevoked {
      faults.append("the label says confirmed, and the ledger lacks it")
    }
    let isLabelled = codes.contains { $0.hasPrefix("sign-out-") } || session.refusal != nil
    if isRevoked, !isLabelled { faults.append("revoked, and no label says so") }
  }

  /// Signs out once more, to the end; what is open afterwards, and should not be.
  private mutating func again(_ round: Round) async throws {
    let manager = scene.manager()
    let here = scene.id(.local, round.username)
    let there = scene.id(.cookie, round.username)
    if (try? await manager.session(here)) != nil {
      guard let program = KilledProgram(words + [scene.pool.clientID, round.username]) else {
        throw StorageError.unavailable(reason: "no program could be started")
      }
      await program.wait(lines: .max, for: .seconds(60))
      await program.kill()
      if program.lines.last != "end done" { faults.append("the repeat said \(program.lines)") }
    }
    let ledger = await pool.ledger()
    let isStored = (try? await manager.session(here)) != nil
    let isOtherStored = (try? await manager.session(there)) != nil
    if isStored { faults.append("still stored after the repeat") }
    if !ledger.isRevoked(round.families[0]) { faults.append("not revoked after the repeat") }
    switch scope {
    case .everywhere:
      if isOtherStored { faults.append("the other backend's copy is still stored") }
      if !ledger.isRevoked(round.families[1]) { faults.append("not everywhere") }
    case .here:
      if !isOtherStored { faults.append("the other sign-in was removed too") }
      if ledger.isRevoked(round.families[1]) { faults.append("the other sign-in was ended too") }
      if isOtherStored { try await manager.remove(there) }
    }
    faults += await manager.unknownSignOuts().map { "still unknown: \($0)" }
    faults += try await scene.notes("signout/").map { "a note is left: \($0)" }
  }
}
