import AuthCore

extension App {
  /// Takes which sessions' new tokens are stored nowhere now, and offers them to other backends.
  ///
  /// A box that was left with "Later" stays away until there are others, or some of them were stored.
  mutating func takeHeld(_ now: [HeldSession]) -> [Effect] {
    let before = Set(held.map(\.id))
    let ids = Set(now.map(\.id))
    context.held = now
    let isOther = !ids.subtracting(before).isEmpty || !before.subtracting(ids).isEmpty
    boxes.removeAll { box in
      if case .held(let box) = box { !ids.contains(box.id) } else { false }
    }
    for index in boxes.indices {
      guard case .held(var box) = boxes[index] else { continue }
      box.take(now, context.aboveHints)
      boxes[index] = .held(box)
    }
    isHeldDue = (isHeldDue || isOther) && !now.isEmpty
    return []
  }

  /// Opens the box about them when nobody is typing into the filter, whose keys it would take.
  mutating func offerHeldWhenDue() -> [Effect] {
    guard isHeldDue, main.filterField == nil || !boxes.isEmpty else { return [] }
    isHeldDue = false
    guard !boxes.contains(where: \.isHeld), let first = held.first else { return [] }
    // Below what is open, for the same reason.
    boxes.insert(.held(HeldScreen(first, context, others: held.count - 1)), at: 0)
    return [.planHeld(first.id)]
  }

  /// Ends the program; tokens that are stored nowhere would end with it, so a person is asked first.
  ///
  /// Asked for once more, it ends whatever is held.
  mutating func leave() -> [Effect] {
    if case .held(let box)? = boxes.last, box.isLeaving { return quit() }
    guard let first = held.first else { return quit() }
    boxes.removeAll(where: \.isHeld)
    boxes.append(.held(HeldScreen(first, context, isLeaving: true, others: held.count - 1)))
    return [.planHeld(first.id)]
  }

  private mutating func quit() -> [Effect] {
    isQuitting = true
    return [.quit]
  }
}

extension Screen {
  var isHeld: Bool { if case .held = self { true } else { false } }
  var isEndSession: Bool { if case .endSession = self { true } else { false } }
  var isManaged: Bool { if case .managed = self { true } else { false } }
}
