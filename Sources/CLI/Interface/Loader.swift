import AuthCore
import TUI

/// Looks at backends for the screen: one look at a time each, and one more when asked meanwhile.
///
/// A backend that can tell what changed is read as a whole once only.
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
  private var marks: [BackendID: BackendMark] = [:]

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
    if let mark = marks[id], let change = await manager.change(of: id, since: mark) {
      marks[id] = change.mark
      send(
        .changed(
          SessionChange(
            backend: id,
            isActive: change.isActive,
            updated: change.updated,
            removed: change.removed
          )
        )
      )
      return
    }
    let mark = try? await manager.load(id, first: Self.firstPage) { [send] in send(.loaded($0)) }
    marks[id] = mark.flatMap(\.self)
  }
}
