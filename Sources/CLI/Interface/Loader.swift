import AuthCore
import TUI

/// Looks at backends for the screen: one look at a time each, and one more when asked meanwhile.
actor Loader {
  private enum Look {
    case idle
    case looking
    case again
  }

  /// Sessions of the first look, so that there are rows before a large store is read.
  private static let firstPage = 200

  private let manager: SessionManager
  private let send: @Sendable (Event) -> Void
  private var looks: [BackendID: Look] = [:]
  private var seen: Set<BackendID> = []

  init(manager: SessionManager, send: @escaping @Sendable (Event) -> Void) {
    self.manager = manager
    self.send = send
  }

  func load(_ id: BackendID) async {
    switch looks[id, default: .idle] {
    case .looking, .again:
      looks[id] = .again
      return
    case .idle: break
    }
    repeat {
      looks[id] = .looking
      await look(at: id)
    } while looks[id] == .again
    looks[id] = .idle
  }

  private func look(at id: BackendID) async {
    if seen.insert(id).inserted {
      guard let first = try? await manager.snapshot(of: id, limit: Self.firstPage) else { return }
      send(.loaded(first))
      guard first.isPartial else { return }
    }
    if let snapshot = try? await manager.snapshot(of: id) { send(.loaded(snapshot)) }
  }
}
