import AuthCore
import Glibc
import LoopbackPool
import TestSupport

/// One session that programs renew over a bad network, and of whom some are killed on the way.
///
/// With a grace period it may not be lost, without one not but with its label.
struct FaultyLane {
  /// What came of it.
  struct Result: Sendable {
    var attempts = 0
    var renewed = 0
    var killed = 0
    var lost = 0
    /// The most requests of one attempt.
    var most = 0
    var fates: [FaultyRoad.Fate: Int] = [:]
    var faults: [String] = []

    mutating func add(_ other: Result) {
      attempts += other.attempts
      renewed += other.renewed
      killed += other.killed
      lost += other.lost
      most = max(most, other.most)
      fates.merge(other.fates) { $0 + $1 }
      faults += other.faults
    }
  }

  let attempts: Int
  /// Of a hundred attempts so many are killed.
  let kills: Int
  let hasGrace: Bool
  let username: String
  let scene: PoolScene
  let pool: LoopbackPool
  let road: FaultyRoad
  private var random: SeededGenerator
  private var program: KilledProgram?
  private(set) var result = Result()
  /// What one attempt takes, as measured.
  private var pace = Duration.milliseconds(50)

  init(
    attempts: Int,
    kills: Int,
    hasGrace: Bool,
    username: String,
    scene: PoolScene,
    pool: LoopbackPool,
    road: FaultyRoad,
    seed: UInt64
  ) {
    self.attempts = attempts
    self.kills = kills
    self.hasGrace = hasGrace
    self.username = username
    self.scene = scene
    self.pool = pool
    self.road = road
    random = SeededGenerator(seed: seed)
  }

  private var id: SessionID { scene.id(.local, username) }

  mutating func run() async throws {
    try await signIn()
    try await start()
    while result.attempts < attempts, result.faults.isEmpty {
      try await step()
      try await judge()
    }
    await program?.kill()
    result.fates = road.fates
    result.faults = result.faults.map { "\(username), attempt \(result.attempts): \($0)" }
  }

  private func signIn() async throws {
    road.calm(true)
    _ = try await scene.signIn(username, into: .local)
    road.calm(false)
  }

  /// The next start: it finishes what was cut short, which may be one attempt more.
  private mutating func start() async throws {
    let words = [
      "act", "steps", scene.folder, scene.pool.endpoint, scene.pool.clientID, username,
    ]
    road.beginProgram()
    guard let program = KilledProgram(words, takesInput: true) else {
      throw StorageError.unavailable(reason: "no program could be started")
    }
    self.program = program
    await program.wait(lines: 1, for: .seconds(60))
    guard program.lines == ["ready"] else {
      throw StorageError.failed(reason: "a program did not start: \(program.lines)")
    }
    count()
  }

  private mutating func count() {
    result.most = max(result.most, road.takeRequests())
    if result.most > 3 { result.faults.append("\(result.most) requests in one attempt") }
  }

  /// One attempt, which may be killed.
  private mutating func step() async throws {
    if Int.random(in: 0..<100, using: &random) < kills {
      try await attemptAndKill()
    } else {
      try await attempt()
    }
  }

  private mutating func attempt() async throws {
    guard let program else { return }
    let (begin, before) = (ContinuousClock.now, program.lines.count)
    program.say("go")
    await program.wait(lines: before + 1, for: .seconds(60))
    if let line = program.lines.last, line.hasPrefix("rests "), let rest = Int(line.dropFirst(6)) {
      await program.wait(lines: .max, for: .milliseconds(rest))
      return
    }
    result.attempts += 1
    guard program.lines.count == before + 1, let line = program.lines.last else {
      result.faults.append("no end of an attempt within a minute: \(program.lines.suffix(2))")
      return
    }
    if line == "renewed" {
      result.renewed += 1
      pace = (pace * 7 + (ContinuousClock.now - begin)) / 8
    }
    if line.hasPrefix("error") { result.faults.append(line) }
    count()
  }

  private mutating func attemptAndKill() async throws {
    guard let program else { return }
    program.say("go")
    let share = Double.random(in: 0..<1.2, using: &random)
    await program.wait(lines: .max, for: min(pace, .milliseconds(200)) * share)
    await program.kill()
    result.attempts += 1
    result.killed += 1
    // What the dead have stored, or left open, is told at once and not only at the next start.
    try await demandLabel()
    try await start()
  }

  /// What is stored must be good at the pool; where it is not, the session must say so, and what its
  /// policy would do next must bring it back while the grace period lasts.
  private mutating func judge() async throws {
    try await demandLabel()
    for _ in 0..<40 {
      guard try await isCutShort(), result.faults.isEmpty else { break }
      try await step()
      try await demandLabel()
    }
    let standing = try await standing()
    if standing == .current || !result.faults.isEmpty { return }
    result.lost += 1
    if hasGrace { result.faults.append("lost though the pool has a grace period: \(standing)") }
    await program?.kill()
    try await signIn()
    try await start()
  }

  private mutating func demandLabel() async throws {
    let standing = try await standing()
    guard standing != .current else { return }
    let session = try await scene.manager().session(id)
    let isLabelled =
      session.refusal != nil || session.problems.contains { $0.code.hasPrefix("refresh-") }
    if !isLabelled {
      result.faults.append("the stored refresh token is \(standing), and no label says so")
    }
  }

  private func isCutShort() async throws -> Bool {
    try await scene.manager().session(id).problems.contains { $0.code == "refresh-cut-short" }
  }

  private func standing() async throws -> PoolLedger.Standing {
    guard let token = try await scene.manager().token(.refresh, of: id) else { return .unknown }
    return await pool.standing(ofRefreshToken: token.reveal())
  }
}
