import AuthCore

extension MoveScreen {
  /// What a key does in the box.
  mutating func handle(_ key: Key, _ context: Context) -> Reaction {
    if case .character(let character) = key, let number = character.wholeNumberValue {
      return choose(number: number, context)
    }
    switch dialog.handle(key) {
    case .chosen(.backend(let id)): return .perform(effect(id))
    case .chosen(.cancel), .dismissed: return .close
    case .handled: return .none
    case .ignored: return key == .character("q") ? .close : .none
    }
  }

  /// The numbers are those of the line of backends above the list.
  private func choose(number: Int, _ context: Context) -> Reaction {
    guard context.ledger.backends.indices.contains(number - 1) else { return .none }
    let id = context.ledger.backends[number - 1]
    return choices(context).contains(id) ? .perform(effect(id)) : .none
  }

  private func effect(_ target: BackendID) -> Effect {
    switch purpose {
    case .activate: .activate(target)
    case .move(let ids): .move(ids, to: target)
    }
  }
}
