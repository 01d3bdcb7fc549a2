import AuthCore
import TUI

extension EffectRunner {
  /// Asks the pool for the user's sessions on all devices.
  func loadPoolSessions(_ id: SessionID) async {
    do throws(SessionError) {
      send(.poolSessions(id, .known(try await manager.userSessions(id))))
    } catch {
      send(.poolSessions(id, .failed(error)))
    }
  }

  /// Ends another session of the user, and looks again when that failed.
  func endPoolSession(_ session: String, linked: Bool, of id: SessionID) async {
    do throws(SessionError) {
      try await manager.revokeUserSession(session, linked: linked, of: id)
      send(.finished(.endedPoolSession(of: id)))
    } catch {
      send(.finished(.failed(error)))
      await loadPoolSessions(id)
    }
  }
}
