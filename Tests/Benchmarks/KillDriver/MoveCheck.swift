import AuthCore
import Glibc

/// What is wrong with sessions whose move was killed, and whether a repeat finishes it.
struct MoveCheck {
  let folder: String

  /// What one look found.
  struct Report {
    var faults: [String] = []
    /// Moves that were cut short, named as such, and finished by moving again.
    var finished = 0
  }

  /// Looks at every session and finishes what is half done.
  ///
  /// `places` holds the place of each user after the last acknowledged move, as an index of the ring; what is
  /// found there is noted.
  func report(_ places: inout [Int: Int]) async throws -> Report {
    let scene = try MoveScene(in: folder, leader: getpid())
    let notes = await scene.manager.unfinishedMoves()
    var report = Report()
    for user in MoveScene.users.indices {
      let whole = MoveScene.items(user)
      var found: [BackendID: [String: String]] = [:]
      for backend in MoveScene.ring {
        let items = try await scene.items(user, in: backend)
        if !items.isEmpty { found[backend] = items }
      }
      let last = MoveScene.ring[places[user] ?? 0]
      let expected = [last, MoveScene.next(last)]
      if !expected.contains(where: { found[$0] == whole }) {
        report.faults.append("\(MoveScene.users[user]) is torn: \(found.mapValues(\.count))")
        continue
      }
      if !found.keys.allSatisfy(expected.contains) {
        report.faults.append("\(MoveScene.users[user]) is in \(found.keys.sorted())")
      }
      if found.count == 2 {
        let id = MoveScene.id(user, in: last)
        guard notes.contains(where: { $0.contains("\(id) to \(expected[1])") }) else {
          report.faults.append("half a move of \(id) without a label: \(found.mapValues(\.count))")
          continue
        }
        try await finish(id, whole, scene, &report)
      }
      let now = found.count == 2 ? expected[1] : found.keys.first ?? last
      places[user] = MoveScene.ring.firstIndex(of: now)
    }
    let left = await scene.manager.unfinishedMoves()
    if !left.isEmpty { report.faults.append("still unfinished: \(left)") }
    return report
  }

  /// Moves again what was cut short.
  private func finish(
    _ id: SessionID,
    _ whole: [String: String],
    _ scene: MoveScene,
    _ report: inout Report
  ) async throws {
    let target = MoveScene.next(id.backend)
    guard let user = MoveScene.users.firstIndex(of: id.username) else { return }
    do {
      _ = try await scene.manager.move(id, to: target)
    } catch {
      report.faults.append("half a move of \(id) cannot be finished: \(error)")
      return
    }
    let left = try await scene.items(user, in: id.backend)
    let there = try await scene.items(user, in: target)
    if !left.isEmpty || there != whole {
      report.faults.append("a finished move of \(id) left \(left.count) and made \(there.count)")
    }
    report.finished += 1
  }
}
