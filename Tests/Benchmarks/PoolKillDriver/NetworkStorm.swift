import AuthCore
import LoopbackPool
import TestSupport

/// Several sessions renewed side by side over a bad network, each by programs of its own.
struct NetworkStorm {
  static let lanes = 8

  let pool: LoopbackPool
  let clientID: String
  let attempts: Int
  let kills: Int
  let hasGrace: Bool
  let seed: UInt64

  func run() async throws -> FaultyLane.Result {
    let port = Int(pool.endpoint.split(separator: ":").last ?? "") ?? 0
    return try await withThrowingTaskGroup(of: FaultyLane.Result.self) { group in
      for number in 0..<Self.lanes {
        // What is left over goes to the first.
        let share = attempts / Self.lanes + (number < attempts % Self.lanes ? 1 : 0)
        group.addTask { try await lane(number, share, port) }
      }
      var result = FaultyLane.Result()
      for try await one in group { result.add(one) }
      return result
    }
  }

  private func lane(_ number: Int, _ attempts: Int, _ port: Int) async throws -> FaultyLane.Result {
    let folder = try TemporaryFolder(inMemory: true)
    let road = try await FaultyRoad(to: port, seed: seed &+ UInt64(number))
    let scene = try PoolScene(
      folder: folder.path,
      endpoint: road.endpoint,
      clientID: clientID,
      isPatient: false
    )
    var lane = FaultyLane(
      attempts: attempts,
      kills: kills,
      hasGrace: hasGrace,
      username: "user-\(number)",
      scene: scene,
      pool: pool,
      road: road,
      seed: seed &+ 1000 &+ UInt64(number)
    )
    try await lane.run()
    await scene.close()
    await road.stop()
    return lane.result
  }

  /// The figures in a line.
  func summary(_ result: FaultyLane.Result) -> String {
    let fates = FaultyRoad.Fate.allCases.map { "\(result.fates[$0, default: 0]) \($0.rawValue)" }
    return
      "network \(hasGrace ? "with a grace period" : "without grace"): \(result.attempts) attempts, "
      + "\(result.renewed) renewed, \(result.killed) killed, \(result.lost) lost with a label, at most "
      + "\(result.most) requests an attempt (\(fates.joined(separator: ", ")))"
  }
}
