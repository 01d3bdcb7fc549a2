import AuthCore
import LoopbackPool
import TestSupport

/// Programs that renew a session at a rotating pool and are killed on the way.
///
/// With a grace period no session may be lost, without one none but with its label.
struct RefreshLane {
  let kills: Int
  let hasGrace: Bool
  let scene: PoolScene
  let pool: LoopbackPool
  private var random: SeededGenerator
  private(set) var renewed = 0
  private(set) var lost = 0
  private(set) var faults: [String] = []
  /// What one refresh takes, as measured.
  private var pace = Duration.milliseconds(30)

  init(kills: Int, hasGrace: Bool, scene: PoolScene, pool: LoopbackPool, seed: UInt64) {
    self.kills = kills
    self.hasGrace = hasGrace
    self.scene = scene
    self.pool = pool
    random = SeededGenerator(seed: seed)
  }

  private let username = "user-0"
  private var id: SessionID { scene.id(.local, username) }

  mutating func run() async throws {
    _ = try await scene.signIn(username, into: .local)
    for number in 0..<kills where faults.isEmpty {
      try await runAndKill()
      try await look()
      faults = faults.map { "kill \(number): \($0)" }
    }
  }

  private mutating func runAndKill() async throws {
    let words = [
      "act", "refresh", scene.folder, scene.pool.endpoint, scene.pool.clientID, username,
    ]
    guard let program = KilledProgram(words) else {
      throw StorageError.unavailable(reason: "no program could be started")
    }
    await program.wait(lines: 1, for: .seconds(60))
    let whole = Int.random(in: 0...3, using: &random)
    let begin = ContinuousClock.now
    await program.wait(lines: 1 + whole, for: .seconds(60))
    if whole > 0 { pace = (pace * 7 + (ContinuousClock.now - begin) / whole) / 8 }
    let share = Double.random(in: 0..<1.2, using: &random)
    await program.wait(lines: .max, for: pace * share)
    await program.kill()
    renewed += program.lines.count { $0 == "renewed" }
    faults += program.lines.filter { $0.hasPrefix("error") }
  }

  /// What is stored must be good at the pool; where it is not, the session must say so.
  private mutating func look() async throws {
    let manager = scene.manager()
    let first = try await standing(manager)
    if first == .current { return }
    let isLabelled = try await isLabelled(manager)
    if !isLabelled { faults.append("the stored refresh token is \(first), and no label says so") }
    // The next start.
    _ = await manager.finishRefreshes(retrying: true)
    let second = try await standing(manager)
    if second == .current { return }
    lost += 1
    if hasGrace { faults.append("lost though the pool has a grace period: \(first), \(second)") }
    if try await !self.isLabelled(manager) { faults.append("lost without a label: \(second)") }
    _ = try await scene.signIn(username, into: .local)
  }

  private func standing(_ manager: SessionManager) async throws -> PoolLedger.Standing {
    guard let token = try await manager.token(.refresh, of: id) else { return .unknown }
    return await pool.standing(ofRefreshToken: token.reveal())
  }

  private func isLabelled(_ manager: SessionManager) async throws -> Bool {
    let session = try await manager.session(id)
    return session.refusal != nil
      || session.problems.contains { $0.code.hasPrefix("refresh-") }
  }
}
