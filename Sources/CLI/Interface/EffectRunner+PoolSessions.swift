import AuthCore
import TUI

extension EffectRunner {
  /// What is about the user's sessions at the pool.
  func performAtPool(_ effect: Effect) async {
    switch effect {
    case .loadPoolSessions(let id): await loadPoolSessions(id)
    case .endPoolSession(let session, let linked, let id):
      await endPoolSession(session, linked: linked, of: id, effect)
    default: break
    }
  }

  /// Asks the pool for the user's sessions on all devices.
  private func loadPoolSessions(_ id: SessionID) async {
    do throws(SessionError) {
      send(.poolSessions(id, .known(try await manager.userSessions(id))))
    } catch {
      send(.poolSessions(id, .failed(error)))
    }
  }

  /// Ends another session of the user, and looks again when that failed.
  private func endPoolSession(
    _ session: String,
    linked: Bool,
    of id: SessionID,
    _ effect: Effect
  ) async {
    do throws(SessionError) {
      try await manager.revokeUserSession(session, linked: linked, of: id)
      send(.finished(.endedPoolSession(of: id), of: effect))
    } catch {
      send(.finished(.failed(error), of: effect))
      await loadPoolSessions(id)
    }
  }
}
