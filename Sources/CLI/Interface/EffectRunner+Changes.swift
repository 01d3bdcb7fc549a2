import AuthCore
import TUI

extension EffectRunner {
  /// Begins an effect about moving, taking back, or what happened.
  func performChange(_ effect: Effect) {
    switch effect {
    case .activateMoving(let target, let ids):
      finish(effect) { () async throws(SessionError) in
        let moved = ids.filter { $0.backend != target }
        for id in moved { _ = try await self.manager.move(id, to: target) }
        let previous = try await self.manager.activate(target)
        return .activatedMoving(target, previous: previous, count: moved.count)
      }
    case .previewMove(let ids, let targets): preview(ids, targets, effect)
    case .planUndo:
      finish(effect) { () async throws(SessionError) in .undoPlanned(await self.undoOffer()) }
    case .undo(let step):
      finish(effect) { () async throws(SessionError) in .undone(try await self.manager.undo(step)) }
    case .loadJournal(let filter):
      run {
        let limit = filter.session == nil ? 2000 : 200
        let entries = (try? await self.manager.journal(filter, limit: limit)) ?? []
        self.send(.journalLoaded(entries, filter))
      }
    case .planHeld(let id):
      finish(effect) { () async throws(SessionError) in
        .heldPlaces(
          id,
          await self.manager.placesForHeld(id),
          copies: await self.manager.copiesOfHeld(id)
        )
      }
    case .storeHeld(let id, let target):
      finish(effect) { () async throws(SessionError) in
        .storedHeld(try await self.manager.storeHeld(id, in: target))
      }
    default: break
    }
  }

  private func preview(_ ids: [SessionID], _ targets: [BackendID], _ effect: Effect) {
    finish(effect) { () async throws(SessionError) in
      var previews: [MovePreview] = []
      for target in targets {
        // A backend that cannot be read says so in the box already.
        if let preview = try? await self.manager.movePreview(ids, to: target) {
          previews.append(preview)
        }
      }
      return .previewed(previews)
    }
  }

  private func undoOffer() async -> UndoOffer {
    var offer = UndoOffer()
    do {
      offer.undo = try await manager.undoPlan()
    } catch {
      offer.reason = error
    }
    offer.redo = try? await manager.undoPlan(redo: true)
    return offer
  }
}
