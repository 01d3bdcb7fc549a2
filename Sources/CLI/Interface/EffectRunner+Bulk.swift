import AuthCore
import TUI

extension EffectRunner {
  /// Does the same with many sessions and ends in one event.
  func bulk(_ work: BulkWork, _ ids: [SessionID], atOnce: Int) async {
    let run = BulkRun()
    begin(run)
    let isEverywhere = work == .signOut(.everywhere)
    let (effect, total) = (Effect.bulk(work, ids, atOnce: atOnce), ids.count)
    let results = await run.run(
      BulkRun.groups(ids, byUser: isEverywhere),
      atOnce: atOnce,
      progress: { self.send(.progress(done: $0, total: total, of: effect)) },
      { await self.one(work, $0) }
    )
    let settled = Self.settled(results, isEverywhere: isEverywhere)
    send(.finished(.bulk(work, settled), of: effect))
  }

  private func one(_ work: BulkWork, _ id: SessionID) async -> BulkResult {
    do throws(SessionError) {
      switch work {
      case .refresh:
        return BulkResult(id, .done("\(try await manager.refresh(id))"), place: id)
      case .move(let target):
        guard id.backend != target else {
          return BulkResult(id, .done("is there already"), place: id)
        }
        let outcome = try await manager.move(id, to: target)
        return BulkResult(id, .done("moved to \(target)"), place: outcome.target)
      case .signOut(let scope):
        return BulkResult(try await manager.signOut(id, scope: scope))
      }
    } catch {
      return BulkResult(id, error)
    }
  }

  /// A session that its user's first global sign-out removed is done too.
  private static func settled(_ results: [BulkResult], isEverywhere: Bool) -> [BulkResult] {
    guard isEverywhere else { return results }
    let users = Set(results.filter(\.isRemoved).map(\.id.username))
    return results.map { result in
      guard result.place == nil, !result.isRemoved, users.contains(result.id.username) else {
        return result
      }
      return BulkResult(result.id, .done("removed with the user's other session"), place: nil)
    }
  }
}
