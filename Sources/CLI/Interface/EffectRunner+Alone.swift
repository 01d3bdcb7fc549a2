import AuthCore
import TUI

extension EffectRunner {
  /// Begins what is one question to the manager and one answer.
  func performAlone(_ effect: Effect) {
    switch effect {
    case .rememberDevice(let id):
      finish(effect) { () async throws(SessionError) in
        try await self.manager.rememberDevice(id)
        return .remembered(id)
      }
    case .verify(let id):
      finish(effect) { () async throws(SessionError) in .verified(try await self.verify(id)) }
    case .verifyOnline(let id):
      finish(effect) { () async throws(SessionError) in
        .verified(try await self.manager.verify(id, online: true))
      }
    case .planSignOut(let id, let scope):
      finish(effect) { () async throws(SessionError) in
        .planned(try await self.manager.signOutPlan(id, scope: scope))
      }
    case .signOut(let id, let scope, let anyway):
      finish(effect) { () async throws(SessionError) in
        .signedOut(try await self.manager.signOut(id, scope: scope, removeAnyway: anyway))
      }
    case .unlock(let backend, let passphrase):
      finish(effect) { () async throws(SessionError) in
        try await self.lock?.unlock(passphrase)
        return .unlocked(backend)
      }
    case .activate(let id):
      finish(effect) { () async throws(SessionError) in
        .activated(id, previous: try await self.manager.activate(id))
      }
    default: break
    }
  }
}
