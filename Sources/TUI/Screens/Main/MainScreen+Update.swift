import AuthCore

extension MainScreen {
  /// What a key does here.
  mutating func handle(_ key: Key, _ context: Context) -> Reaction {
    if filterField != nil { return handleFilter(key, context) }
    if case .character(let character) = key, let digit = character.wholeNumberValue, digit > 0 {
      return showBackend(number: digit, context)
    }
    guard let action = context.settings.keys.action(for: key) else { return .none }
    return perform(action, context)
  }

  /// What an action does here.
  mutating func perform(_ action: Action, _ context: Context) -> Reaction {
    endSearch(context)
    guard isAvailable(action, context) else { return .none }
    if pane == .detail, tab == .devices, action == .open { return openDevice(context) }
    if pane == .detail, moveInDetail(action, context) { return .none }
    if move(action, context) { return .none }
    if arrange(action, context) { return .none }
    return reaction(action, context)
  }

  /// Whether an action would do something now; keys that would not are not offered.
  package func isAvailable(_ action: Action, _ context: Context) -> Bool {
    if context.whatIf != nil, !action.onlyLooks { return false }
    return switch action {
    case .refresh:
      targets.contains { context.ledger[$0]?.refresh != nil }
    // Asked at each drawing: counted once for all sessions.
    case .refreshExpiring: context.tally.renewable > 0
    case .signOut, .signOutEverywhere: hasTargets(context)
    case .mark, .verify, .verifyOnline, .diff, .copy: selection != nil
    case .open, .zoom: selection != nil && hasDetail
    case .nextPane, .previousPane, .tabLeft, .tabRight: hasDetail
    case .moveSession: context.ledger.backends.count > 1 && hasTargets(context)
    case .activateBackend: context.ledger.backends.count > 1
    case .signIn, .signInBrowser: !context.pools.isEmpty
    case .point: selection.flatMap { context.ledger[$0] }.map { !$0.isPointer } ?? false
    case .removeKeys: !leftovers.isEmpty
    case .unmarkAll: !marks.isEmpty
    case .markAll: !visible.isEmpty
    default: true
    }
  }

  /// Sessions that are expiring or expired and can be renewed.
  func expiring(_ context: Context) -> [SessionID] {
    context.ledger.sessions.filter { session in
      guard session.refresh != nil else { return false }
      switch session.state(at: context.now) {
      case .expiring, .expired: return true
      case .live, .revoked, .broken: return false
      }
    }.map(\.id)
  }

  private func reaction(_ action: Action, _ context: Context) -> Reaction {
    switch action {
    case .refresh: bulk(.refresh, context) ?? .perform(.refresh(targets))
    case .refreshExpiring: .perform(.refresh(expiring(context)))
    case .activateBackend: .open(.move(MoveScreen(.activate, context)))
    case .moveSession: .open(.move(MoveScreen(.move(targets), context)))
    case .signOut: bulk(.signOut(.here), context) ?? signOut(.here, context)
    case .signOutEverywhere: bulk(.signOut(.everywhere), context) ?? signOut(.everywhere, context)
    case .signIn: .open(.signIn(SignInScreen()))
    case .signInBrowser: .open(.managed(ManagedScreen(pool: 0, of: context.pools.count)))
    case .undo: .open(.undo(UndoScreen(context)))
    case .point: selection.map { .perform(.point($0)) } ?? .none
    case .removeKeys: removeLeftovers(context)
    case .journal: .open(.journal(JournalScreen(backend: onlyBackend, session: selection, context)))
    case .verify: selection.map { .perform(.verify($0)) } ?? .none
    case .verifyOnline: selection.map { .perform(.verifyOnline($0)) } ?? .none
    case .checks: .open(.checks(ChecksScreen(session: selection)))
    case .diff: selection.map { .open(.diff(comparison($0, context))) } ?? .none
    case .copy: selection.map { .open(.copy(copyMenu($0, context))) } ?? .none
    case .help: .open(.help(HelpScreen(context)))
    case .reload: .perform(.load(nil))
    case .redraw: .perform(.redraw)
    case .suspend: .perform(.suspend)
    case .quit: .perform(.quit)
    case .revealPersonal, .toggleTimeZone, .palette, .whatIf, .settings: .run(action)
    default: .none
    }
  }

  /// The box about all marked sessions; nil when there are none, or only one.
  private func bulk(_ work: BulkWork, _ context: Context) -> Reaction? {
    targets.count > 1 ? .open(.bulk(BulkScreen(work, targets, context))) : nil
  }

  private func signOut(_ scope: SignOutScope, _ context: Context) -> Reaction {
    targets.first.map { .open(.signOut(SignOutScreen($0, scope, context))) } ?? .none
  }

  private mutating func move(_ action: Action, _ context: Context) -> Bool {
    if let step = action.scrollMove {
      move(step)
      return true
    }
    switch action {
    case .nextPane, .previousPane: pane = pane == .list ? .detail : .list
    case .tabRight: tab = Tab(rawValue: (tab.rawValue + 1) % Tab.allCases.count) ?? .access
    case .tabLeft:
      tab = Tab(rawValue: (tab.rawValue + Tab.allCases.count - 1) % Tab.allCases.count) ?? .access
    case .open: pane = .detail
    case .back: goBack(context)
    case .zoom: isZoomed.toggle()
    default: return false
    }
    if action == .tabLeft || action == .tabRight { detailLine = 0 }
    return true
  }

  /// Steps back: out of the zoom, then the pane, then a filter that leaves nothing, then the marks, then
  /// the filter.
  private mutating func goBack(_ context: Context) {
    if isZoomed, hasDetail {
      isZoomed = false
    } else if pane == .detail {
      pane = .list
    } else if !marks.isEmpty, !visible.isEmpty || filter.isEmpty {
      marks = []
    } else {
      filter = SessionFilter("")
      onlyBackend = nil
      relist(context)
    }
  }

  private mutating func moveInDetail(_ action: Action, _ context: Context) -> Bool {
    let last = max(0, detailLines(context).count - 1)
    if let step = action.scrollMove {
      detailLine = step.target(from: detailLine, count: last + 1, rows: 10)
      return true
    }
    guard action == .open else { return false }
    toggleFold(context)
    return true
  }

  mutating func toggleFold(_ context: Context) {
    let lines = detailLines(context)
    guard lines.indices.contains(detailLine) else { return }
    let name = lines[detailLine].name
    if unfolded.remove(name) == nil { unfolded.insert(name) }
  }

  private mutating func arrange(_ action: Action, _ context: Context) -> Bool {
    let columns = SortColumn.allCases.count
    switch action {
    case .mark: toggleMark()
    case .markAll: marks = Set(visible)
    case .unmarkAll: marks = []
    case .sortNext: sort = SortColumn(rawValue: (sort.rawValue + 1) % columns) ?? .user
    case .sortPrevious:
      sort = SortColumn(rawValue: (sort.rawValue + columns - 1) % columns) ?? .user
    case .invertSort: isInverted.toggle()
    case .allBackends: onlyBackend = nil
    case .filter:
      filterField = TextField(filter.text)
      pane = .list
    default: return false
    }
    relist(context)
    return true
  }

  private mutating func toggleMark() {
    guard let selection else { return }
    if marks.remove(selection) == nil { marks.insert(selection) }
    move(.down)
  }

  private mutating func showBackend(number: Int, _ context: Context) -> Reaction {
    guard context.ledger.backends.indices.contains(number - 1) else { return .none }
    let chosen = context.ledger.backends[number - 1]
    onlyBackend = onlyBackend == chosen ? nil : chosen
    relist(context)
    return .none
  }

  private mutating func handleFilter(_ key: Key, _ context: Context) -> Reaction {
    if [.enter, .down, .up].contains(key) { endSearch(context) }
    switch key {
    case .enter: filterField = nil
    case .escape:
      filterField = nil
      filter = SessionFilter("")
      relist(context)
    case .ctrl("c"): return .perform(.quit)
    case .ctrl("z"): return .perform(.suspend)
    case .down: move(.down)
    case .up: move(.up)
    default:
      guard filterField?.handle(key) == .changed else { return .none }
      let before = filter
      filter = SessionFilter(filterField?.text ?? "")
      // Each of a short list is looked up; of a long one it is quicker to look at all in a row.
      if filter.narrows(before), search == nil, visible.count < 500 {
        narrow(context)
      } else {
        beginSearch(context)
      }
    }
    return .none
  }
}
