import AuthCore
import Synchronization
import TUI

/// Works through many sessions, a few at the same time, until it is told to start no more.
final class BulkRun: Sendable {
  private let isStopped = Mutex(false)
  private let finished = Mutex(0)

  /// Starts no more; those under way come to their end.
  func stop() { isStopped.withLock { $0 = true } }

  /// The results in the order of the sessions; sessions of one group wait for each other.
  func run(
    _ groups: [[SessionID]],
    atOnce: Int,
    progress: @escaping @Sendable (Int) -> Void,
    _ work: @escaping @Sendable (SessionID) async -> BulkResult
  ) async -> [BulkResult] {
    await withTaskGroup(of: (Int, [BulkResult]).self) { tasks in
      var results: [Int: [BulkResult]] = [:]
      for (number, ids) in groups.enumerated() {
        if number >= max(1, atOnce), let (ended, result) = await tasks.next() {
          results[ended] = result
        }
        tasks.addTask {
          var group: [BulkResult] = []
          for id in ids {
            group.append(self.isOver ? BulkResult(id, .notStarted, place: id) : await work(id))
            progress(self.countOne())
          }
          return (number, group)
        }
      }
      for await (number, result) in tasks { results[number] = result }
      return groups.indices.flatMap { results[$0] ?? [] }
    }
  }

  private func countOne() -> Int {
    finished.withLock { count in
      count += 1
      return count
    }
  }

  private var isOver: Bool { isStopped.withLock { $0 } }

  /// Sessions of one user go one after the other: the first global sign-out ends the rest.
  static func groups(_ ids: [SessionID], byUser: Bool) -> [[SessionID]] {
    guard byUser else { return ids.map { [$0] } }
    var order: [String] = []
    var groups: [String: [SessionID]] = [:]
    for id in ids {
      if groups[id.username] == nil { order.append(id.username) }
      groups[id.username, default: []].append(id)
    }
    return order.compactMap { groups[$0] }
  }
}
