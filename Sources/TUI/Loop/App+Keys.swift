import AuthCore

extension App {
  /// What a key, or the mouse, asks for.
  mutating func handle(_ key: Key) -> [Effect] {
    if case .mouse(let mouse) = key { return handle(mouse) }
    guard !boxes.isEmpty else { return handleInMain(key) }
    if boxes[boxes.count - 1].showsClaims, let action = context.settings.keys.action(for: key),
      action == .revealPersonal || action == .toggleTimeZone
    {
      return run(action)
    }
    let reaction = boxes[boxes.count - 1].handle(key, context.aboveHints, main)
    if key == .ctrl("c") { return take(.perform(.quit)) }
    if key == .ctrl("z") { return [.suspend] }
    if key == .ctrl("l") { return [.redraw] }
    return take(reaction)
  }

  private mutating func handleInMain(_ key: Key) -> [Effect] {
    if main.filterField == nil, context.settings.keys.action(for: key) == .back {
      if let work, !work.isCancelled { return begin(.cancel) }
      if context.whatIf != nil { return imagine(nil) }
    }
    if main.filterField == nil, context.settings.keys.action(for: key) == .open,
      main.isAvailable(.open, context), asksForPassphraseOfSelection()
    {
      return []
    }
    return take(main.handle(key, context))
  }

  /// Does what a screen answered.
  mutating func take(_ reaction: Reaction) -> [Effect] {
    switch reaction {
    case .none: return []
    case .open(let screen):
      boxes.append(screen)
      if case .managed(let screen) = screen, screen.phase == .starting {
        return begin(.signInManaged(pool: screen.pool))
      }
      let wishes = screen.wishes(context)
      if let first = wishes.first, asksForPassphrase(before: first) { return [] }
      return wishes
    case .close:
      close()
      return []
    case .perform(let effect): return begin(effect)
    case .set(let settings):
      context.set(settings)
      main.relist(context)
      return [.apply(settings)]
    case .show(let id):
      boxes.removeLast()
      main.show(id, context)
      return []
    case .run(let action):
      if !boxes.isEmpty { boxes.removeLast() }
      return run(action)
    case .jump(let subject, let action):
      boxes.removeLast()
      main.jump(to: subject, context)
      // Without a session the action would be about whatever is chosen now.
      guard let action, !action.needsSession || subject.session == main.selection else { return [] }
      // What was marked is not what the finding is about.
      main.marks = []
      return run(action)
    case .imagine(let other):
      boxes.removeLast()
      return imagine(other)
    }
  }

  /// Does what an action's key does on the main screen.
  mutating func run(_ action: Action) -> [Effect] {
    switch action {
    case .revealPersonal: context.revealsPersonalClaims.toggle()
    case .toggleTimeZone: context.showsLocalTime.toggle()
    case .whatIf where context.whatIf != nil: return imagine(nil)
    case .whatIf: boxes.append(.whatIf(WhatIfScreen()))
    case .settings: boxes.append(.settings(SettingsScreen(context)))
    case .palette: boxes.append(.palette(PaletteScreen(context, main)))
    default: return take(main.perform(action, context))
    }
    return []
  }

  /// Shows the screen as of another time, or again as of now.
  private mutating func imagine(_ other: WhatIf?) -> [Effect] {
    context.imagine(other)
    main.relist(context)
    return []
  }

  mutating func begin(_ effect: Effect) -> [Effect] {
    // What is shown is not what is: nothing may be decided by it.
    guard context.whatIf == nil || effect.onlyLooks else {
      status = Status(kind: .failed, text: "nothing can be done while this is not now; Esc returns")
      return []
    }
    // Two ends of equal pieces of work could not be told apart.
    guard effect.doing == nil || !works.contains(where: { $0.effect == effect }) else {
      status = Status(kind: .note, text: "that is under way already")
      return []
    }
    return asksForPassphrase(before: effect) ? [] : start(effect)
  }

  /// Says that an effect is under way, and gives it to the world outside.
  private mutating func start(_ effect: Effect) -> [Effect] {
    switch effect {
    case .move(let ids, let target) where ids.count > 1:
      // The box that chose the place has asked already.
      boxes =
        boxes.filter(\.isHeld) + [
          .bulk(BulkScreen(.move(to: target), ids, isAgreed: true, context))
        ]
      return begin(.bulk(.move(to: target), ids, atOnce: context.settings.atOnce))
    case .move, .activate, .activateMoving: boxes.removeAll { !$0.isHeld }
    case .cancel: for index in works.indices { works[index].isCancelled = true }
    case .cancelSignIn: works.removeAll { $0.effect.isSignIn }
    case .loadPoolSessions(let id): context.poolSessions[id] = .asking
    case .endPoolSession(_, _, let id):
      if let index = boxes.lastIndex(where: \.isEndSession) { boxes.remove(at: index) }
      context.poolSessions[id] = .asking
    case .cancelManaged:
      if let index = boxes.lastIndex(where: \.isManaged) { boxes.remove(at: index) }
      works.removeAll { $0.effect.isManagedSignIn }
    case .quit: return leave()
    default: break
    }
    note(effect)
    return [effect]
  }
}
