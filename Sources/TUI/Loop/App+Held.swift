import AuthCore

extension App {
  /// Opens the box about tokens that could not be stored.
  mutating func offerHeld(_ failed: [Event.Failed]) -> [Effect] {
    guard !boxes.contains(where: \.isHeld), let first = failed.lazy.compactMap(\.error.held).first
    else { return [] }
    // Below what is open: it must not take the keys of somebody who types there.
    boxes.insert(.held(HeldScreen(first, context)), at: 0)
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
  fileprivate var isHeld: Bool {
    if case .held = self { true } else { false }
  }
}
