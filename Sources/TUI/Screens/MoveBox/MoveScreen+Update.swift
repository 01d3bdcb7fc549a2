import AuthCore

extension MoveScreen {
  /// What a key does in the box.
  mutating func handle(_ key: Key, _ context: Context) -> Reaction {
    if case .character(let character) = key, let number = character.wholeNumberValue {
      return choose(number: number, context)
    }
    if key == .character("m"), purpose == .activate {
      takesAlong.toggle()
      rebuild(context)
      return .none
    }
    switch dialog.handle(key) {
    case .chosen(.backend(let id)): return .perform(effect(id, context))
    case .chosen(.cancel), .dismissed: return .close
    case .handled: return .none
    case .ignored: return key == .character("q") ? .close : .none
    }
  }

  /// The numbers are those of the line of backends above the list.
  private func choose(number: Int, _ context: Context) -> Reaction {
    guard context.ledger.backends.indices.contains(number - 1) else { return .none }
    let id = context.ledger.backends[number - 1]
    return choices(context).contains(id) ? .perform(effect(id, context)) : .none
  }

  private func effect(_ target: BackendID, _ context: Context) -> Effect {
    switch purpose {
    case .activate where takesAlong && !sessions(context).isEmpty:
      .activateMoving(target, sessions(context))
    case .activate: .activate(target)
    case .move(let ids): .move(ids, to: target)
    }
  }
}
