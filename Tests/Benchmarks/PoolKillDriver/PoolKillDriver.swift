import AuthCore
import Glibc
import LoopbackPool
import TestSupport

/// Kills programs while they sign out and renew, over the real stores and a real pool, and holds what
/// they showed and left against the pool's own ledger.
///
/// `PoolKillDriver [--full] [--rounds N] [--seed N] [--control]`: so many sign-outs, as many everywhere, and as many
/// refreshes that are killed, half of them at a pool with a grace period. `--control` kills a careless
/// program instead, which must be caught. `--network N [--kills PERCENT]` renews so often at each of the
/// two pools instead, over a bad network, while of a hundred attempts one is killed. It ends with
/// exit code 1 at the first fault.
@main
enum PoolKillDriver {
  private static let strict = AppClient(
    id: "1killsclient23456789012abc",
    rotation: AppClient.Rotation(graceSeconds: 0)
  )
  private static let gentle = AppClient(
    id: "2killsclient23456789012abc",
    rotation: AppClient.Rotation(graceSeconds: 60)
  )

  static func main() async {
    let words = Array(CommandLine.arguments.dropFirst())
    do {
      if words.first == "act" {
        try await act(Array(words.dropFirst()))
        return
      }
      exit(try await drive(words) ? 0 : 1)
    } catch {
      KilledAct.say("error \(error)")
      exit(3)
    }
  }

  private static func act(_ words: [String]) async throws {
    guard words.count == 5 else { exit(64) }
    let scene = try PoolScene(
      folder: words[1],
      endpoint: words[2],
      clientID: words[3],
      isPatient: words[0] != "steps"
    )
    let act = KilledAct(scene: scene, username: words[4])
    if words[0] == "careless" {
      try await act.signOut(.here, isCareless: true)
    } else if let scope = SignOutScope(rawValue: words[0]) {
      try await act.signOut(scope)
    } else if words[0] == "steps" {
      try await act.refreshByStep()
    } else {
      try await act.refresh()
    }
    await scene.close()
  }

  private static func drive(_ words: [String]) async throws -> Bool {
    var order = DriveOrder()
    guard order.take(words) else { exit(64) }
    // A program that is told something may be dead already.
    signal(SIGPIPE, SIG_IGN)
    let users = (0..<NetworkStorm.lanes).map {
      UserSeed(username: "user-\($0)", password: PoolScene.password)
    }
    let pool = try await LoopbackPool.start(
      configuration: LoopbackPoolConfiguration(
        poolID: PoolScene.poolID,
        clients: [strict, gentle],
        users: users
      ),
      clock: PoolScene.clock
    )
    let begin = ContinuousClock.now
    let (rounds, seed) = (order.rounds, order.seed)
    var faults: [String]
    if let attempts = order.network {
      faults = try await network(pool, attempts, order)
    } else {
      let scopes: [SignOutScope] = order.isControl ? [.here] : [.here, .everywhere]
      faults = try await signOuts(pool, scopes, rounds, seed, isCareless: order.isControl)
      if faults.isEmpty, !order.isControl { faults = try await refreshes(pool, rounds, seed) }
    }
    for fault in faults { KilledAct.say("FAULT \(fault) (--rounds \(rounds) --seed \(seed))") }
    if faults.isEmpty { KilledAct.say("no fault in \(ContinuousClock.now - begin)") }
    await pool.stop()
    return faults.isEmpty
  }

  private static func network(
    _ pool: LoopbackPool,
    _ attempts: Int,
    _ order: DriveOrder
  ) async throws -> [String] {
    for (client, hasGrace) in [(gentle, true), (strict, false)] {
      let storm = NetworkStorm(
        pool: pool,
        clientID: client.id,
        attempts: attempts,
        kills: order.kills,
        hasGrace: hasGrace,
        seed: order.seed
      )
      let result = try await storm.run()
      KilledAct.say(storm.summary(result))
      guard result.faults.isEmpty else { return result.faults }
    }
    return []
  }

  private static func signOuts(
    _ pool: LoopbackPool,
    _ scopes: [SignOutScope],
    _ rounds: Int,
    _ seed: UInt64,
    isCareless: Bool
  ) async throws -> [String] {
    for scope in scopes {
      let folder = try TemporaryFolder(inMemory: true)
      let scene = try PoolScene(folder: folder.path, endpoint: pool.endpoint, clientID: strict.id)
      var lane = SignOutLane(scope, rounds: rounds, scene: scene, pool: pool, seed: seed)
      lane.isCareless = isCareless
      try await lane.run()
      await scene.close()
      KilledAct.say(
        "sign-out \(scope): \(rounds) rounds, \(lane.killed) killed, \(lane.confirmed) steps shown "
          + "as confirmed"
      )
      guard lane.faults.isEmpty else { return lane.faults }
    }
    return []
  }

  private static func refreshes(
    _ pool: LoopbackPool,
    _ rounds: Int,
    _ seed: UInt64
  ) async throws -> [String] {
    for (client, hasGrace) in [(strict, false), (gentle, true)] {
      let folder = try TemporaryFolder(inMemory: true)
      let scene = try PoolScene(folder: folder.path, endpoint: pool.endpoint, clientID: client.id)
      let kills = (rounds + 1) / 2
      var lane = RefreshLane(
        kills: kills,
        hasGrace: hasGrace,
        scene: scene,
        pool: pool,
        seed: seed
      )
      try await lane.run()
      await scene.close()
      let pace = hasGrace ? "with a grace period" : "without grace"
      KilledAct.say(
        "refresh \(pace): \(kills) killed, \(lane.renewed) renewed, \(lane.lost) lost with a label"
      )
      guard lane.faults.isEmpty else { return lane.faults }
    }
    return []
  }
}
