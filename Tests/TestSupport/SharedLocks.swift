package import AuthCore
import Synchronization

/// Locks as a system has them between processes, and who took them in which order.
package final class SharedLocks: Sendable {
  private struct State {
    var held: Set<String> = []
    var taken: [String] = []
    var most = 0
    var waiting: Bell?
  }

  private let state = Mutex(State())

  package init() {}

  package var taken: [String] { state.withLock { $0.taken } }
  /// How many were held at once.
  package var most: Int { state.withLock { $0.most } }

  /// Rings when somebody has to wait for a lock.
  package func ringWhenWaiting(_ bell: Bell?) { state.withLock { $0.waiting = bell } }

  package var locks: SessionLocks {
    SessionLocks(
      acquire: { name in
        while !self.take(name) {
          self.state.withLock { $0.waiting }?.ring()
          await Task.yield()
        }
        return { self.state.withLock { _ = $0.held.remove(name) } }
      },
      isHeld: { name in self.state.withLock { $0.held.contains(name) } }
    )
  }

  private func take(_ name: String) -> Bool {
    state.withLock { state in
      guard state.held.insert(name).inserted else { return false }
      state.taken.append(name)
      state.most = max(state.most, state.held.count)
      return true
    }
  }
}
