import Synchronization

/// What a script of a test began and saw.
package final class Begun: Sendable {
  private let state = Mutex<(task: Task<Void, any Error>?, revoked: [String])>((nil, []))

  package init() {}

  package var task: Task<Void, any Error>? {
    get { state.withLock { $0.task } }
    set { state.withLock { $0.task = newValue } }
  }

  package var revoked: [String] {
    get { state.withLock { $0.revoked } }
    set { state.withLock { $0.revoked = newValue } }
  }
}
