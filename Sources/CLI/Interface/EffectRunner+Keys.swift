import AuthCore
import TUI

extension EffectRunner {
  /// Begins an effect about single stored keys: the pointer, and what a check found left over.
  func performOnKeys(_ effect: Effect) {
    switch effect {
    case .point(let id):
      finish(effect) { () async throws(SessionError) in
        .pointed(id, from: try await self.manager.point(to: id))
      }
    case .planKeyRemoval(let keys, let backend):
      finish(effect) { () async throws(SessionError) in
        .keyRemovalPlanned(try await self.manager.keyRemovalPlan(keys, in: backend))
      }
    case .removeKeys(let plan):
      finish(effect) { () async throws(SessionError) in
        .keysRemoved(try await self.manager.removeKeys(plan))
      }
    default: break
    }
  }
}
