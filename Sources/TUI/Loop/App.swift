package import AuthCore

/// The whole program on the screen as one value: events in, effects out, a frame to see.
package struct App: Equatable, Sendable {
  package internal(set) var context: Context
  package internal(set) var main = MainScreen()
  /// Boxes above the main screen, the last one on top.
  package internal(set) var boxes: [Screen] = []
  package internal(set) var status: Status?
  package internal(set) var work: Work?
  /// Whether the program is to end.
  package private(set) var isQuitting = false
  /// The session whose detail was asked for last.
  private var wantedDetail: SessionID?

  /// The last result, on the line above the keys.
  package struct Status: Equatable, Sendable {
    /// How a result is meant.
    package enum Kind: Equatable, Sendable {
      case done, failed, note
    }

    package let kind: Kind
    package let text: SafeText
    /// Set apart at the right end, such as how long it took.
    package var aside = SafeText()
  }

  /// Something that is under way.
  package struct Work: Equatable, Sendable {
    package let title: SafeText
    package var done = 0
    package var total: Int
  }

  package init(
    backends: [BackendID],
    poolTitle: String,
    pools: [String] = [],
    now: NumericDate
  ) {
    context = Context(backends: backends, poolTitle: poolTitle, pools: pools, now: now)
  }

  /// Takes one event in and answers what is to be done about it.
  package mutating func update(_ event: Event) -> [Effect] {
    var effects: [Effect] = []
    switch event {
    case .key(let key): effects = handle(key)
    case .resized(let columns, let rows):
      context.columns = columns
      context.rows = rows
    case .tick(let now, let utcOffset):
      context.utcOffset = utcOffset
      let hasChanged = context.advance(to: now)
      // The list depends on the time only through what the filter asks for.
      if main.filter.dependsOnTime || (hasChanged && !main.filter.isEmpty) { main.relist(context) }
    case .loaded(let snapshot):
      context.take(snapshot)
      main.relist(context)
      wantedDetail = nil
    case .changed(let change):
      if context.take(change) { main.relist(context) }
      if change.concerns(main.selection) { wantedDetail = nil }
    case .detailLoaded(let detail):
      if detail.session.id == main.selection { main.detail = detail }
    case .storageChanged(let backend): effects = [.load(backend)]
    case .progress(let done, let total):
      work?.done = done
      work?.total = total
    case .finished(let finished): effects = finish(finished)
    case .note(let text): status = Status(kind: .note, text: SafeText(foreign: text))
    }
    effects += wantDetail()
    fit()
    context.showsSeconds = showsSeconds
    return effects
  }

  /// Fits what scrolls into the room there is now.
  private mutating func fit() {
    main.fit(context)
    guard let box = boxes.last else { return }
    switch box {
    case .signOut(var screen):
      screen.fit(context)
      boxes[boxes.count - 1] = .signOut(screen)
    case .move(var screen):
      screen.fit(context)
      boxes[boxes.count - 1] = .move(screen)
    case .help(var screen):
      screen.fit(context)
      boxes[boxes.count - 1] = .help(screen)
    case .signIn: break
    }
  }

  private mutating func wantDetail() -> [Effect] {
    guard main.selection != wantedDetail else { return [] }
    wantedDetail = main.selection
    if main.detail?.session.id != main.selection { main.detail = nil }
    return main.selection.map { [.loadDetail($0)] } ?? []
  }

  private mutating func handle(_ key: Key) -> [Effect] {
    guard let box = boxes.last else { return take(main.handle(key, context), key) }
    let reaction: Reaction
    switch box {
    case .signOut(var screen):
      reaction = screen.handle(key, context)
      boxes[boxes.count - 1] = .signOut(screen)
    case .move(var screen):
      reaction = screen.handle(key, context)
      boxes[boxes.count - 1] = .move(screen)
    case .help(var screen):
      reaction = screen.handle(key, context)
      boxes[boxes.count - 1] = .help(screen)
    case .signIn(var screen):
      reaction = screen.handle(key, context)
      boxes[boxes.count - 1] = .signIn(screen)
    }
    if key == .ctrl("c") { return take(.perform(.quit), key) }
    if key == .ctrl("z") { return [.suspend] }
    return take(reaction, key)
  }

  private mutating func take(_ reaction: Reaction, _ key: Key) -> [Effect] {
    switch reaction {
    case .none:
      if boxes.isEmpty, main.filterField == nil { toggle(key) }
      return key == .escape && work != nil && boxes.isEmpty ? [.cancel] : []
    case .open(let screen):
      boxes.append(screen)
      if case .signOut(let screen) = screen { return [.planSignOut(screen.id, screen.scope)] }
      return []
    case .close:
      boxes.removeLast()
      return []
    case .perform(let effect): return begin(effect)
    }
  }

  private mutating func toggle(_ key: Key) {
    switch KeyBinding.action(for: key) {
    case .revealPersonal: context.revealsPersonalClaims.toggle()
    case .toggleTimeZone: context.showsLocalTime.toggle()
    default: break
    }
  }

  private mutating func begin(_ effect: Effect) -> [Effect] {
    switch effect {
    case .refresh(let ids):
      let ids = ids.isEmpty ? main.expiring(context) : ids
      work = Work(title: "refreshing", total: ids.count)
      return [.refresh(ids)]
    case .move(let ids, let target):
      boxes.removeAll()
      work = Work(title: "moving", total: ids.count)
      return [.move(ids, to: target)]
    case .activate:
      boxes.removeAll()
      return [effect]
    case .verify:
      work = Work(title: "verifying", total: 1)
      return [effect]
    case .signIn, .answerNewPassword:
      work = Work(title: "signing in", total: 1)
      return [effect]
    case .signOut:
      work = Work(title: "signing out", total: 1)
      return [effect]
    case .quit:
      isQuitting = true
      return [.quit]
    default: return [effect]
    }
  }
}
