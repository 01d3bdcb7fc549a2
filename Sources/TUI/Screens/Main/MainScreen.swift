package import AuthCore

/// The main screen: the list of sessions and the detail of one of them.
package struct MainScreen: Equatable, Sendable {
  /// The part of the screen that takes the keys.
  package enum Pane: Equatable, Sendable {
    case list, detail
  }

  /// What the detail shows of a session.
  package enum Tab: Int, CaseIterable, Equatable, Sendable {
    case access, id, refresh, devices, raw, checks, journal
  }

  /// What the list is ordered by; ties keep the order of user, client and backend.
  package enum SortColumn: Int, CaseIterable, Equatable, Sendable {
    case user, backend, access, id, refresh
  }

  /// The part that takes the keys, which is the list where there is no room for a detail.
  package internal(set) var pane: Pane {
    get { hasDetail ? chosenPane : .list }
    set { if hasDetail { chosenPane = newValue } }
  }
  private var chosenPane = Pane.list
  /// Whether there is room for the detail anywhere, as of the last `fit`.
  private(set) var hasDetail = true
  package internal(set) var tab = Tab.access
  package internal(set) var isZoomed = false
  /// The list; it knows which session is chosen, also when the order changes.
  package internal(set) var table = Table<SessionID>(columns: [])
  package internal(set) var marks: Set<SessionID> = []
  package internal(set) var filter = SessionFilter("")
  /// The filter while it is typed; nil when keys go elsewhere.
  package internal(set) var filterField: TextField?
  /// The one backend that is shown; nil shows all.
  package internal(set) var onlyBackend: BackendID?
  package internal(set) var sort = SortColumn.user
  package internal(set) var isInverted = false
  /// The decoded tokens of the chosen session, once they were read.
  package internal(set) var detail: SessionDetail?
  /// What the checks found about the chosen session, once they ran.
  package internal(set) var findings: SessionFindings?
  /// What the journal says of the chosen session, once it was read.
  package internal(set) var journal: [JournalEntry]?
  /// The line of the detail that is chosen, and which claims are unfolded.
  package internal(set) var detailLine = 0
  package internal(set) var unfolded: Set<String> = []
  /// The sessions that pass the filter, in their order.
  package private(set) var visible: [SessionID] = []
  /// The search for a new filter's sessions, while it is under way.
  var search: ListSearch?
  /// What the last searches learned of the sessions.
  var index = SearchIndex()
  /// To be chosen as soon as it is listed: where a chosen session moved to.
  var wanted: SessionID?
  /// Until somebody chose a row, the first one is chosen, whatever arrives.
  private var hasMoved = false

  package init() {}

  package var selection: SessionID? { table.selection }

  /// Makes the list anew after the sessions, the filter, the order or the time changed.
  mutating func relist(_ context: Context) {
    search = nil
    take(listed(context), context)
  }

  /// Takes a new list, in the order of the ledger or of the column.
  mutating func take(_ listed: [SessionID], _ context: Context) {
    visible = listed
    if isInverted { visible.reverse() }
    if let wanted, let index = visible.firstIndex(of: wanted) {
      table.select(index: index, count: visible.count) { visible[$0] }
      self.wanted = nil
      hasMoved = true
    }
    if !hasMoved { table.select(index: 0, count: visible.count) { visible[$0] } }
    if !marks.isEmpty { marks = marks.filter { context.ledger[$0] != nil } }
    fit(context)
  }

  /// The sessions that pass the filter; ordered by user they stand so in the ledger.
  private mutating func listed(_ context: Context) -> [SessionID] {
    let sessions = context.ledger.sessions
    var run = fullRun(context)
    defer { index = run.index }
    let passing = sessions.indices.filter { isShown(sessions[$0], at: $0, &run) }
    if sort != .user { return sort.ordered(passing.map { sessions[$0] }).map(\.id) }
    return passing.map { sessions[$0].id }
  }

  /// Filters anew after the filter alone got narrower: those that failed before fail again.
  mutating func narrow(_ context: Context) {
    var run = filterRun(context)
    visible = visible.filter { id in context.ledger[id].map { run.passes($0) } ?? false }
    fit(context)
  }

  /// Keeps the chosen row on the screen.
  mutating func fit(_ context: Context) {
    hasDetail = context.layout != .listOnly
    let before = selection
    let list = MainLayout(context, self).list
    table.columns = SessionListView.tableColumns(
      width: list.columns - 2,
      context.settings.columns,
      sort,
      isInverted: isInverted,
      context.ledger.sessions
    )
    table.fit(count: visible.count, rows: max(1, list.rows - 2)) {
      visible[$0]
    } index: {
      visible.firstIndex(of: $0)
    }
    if selection != before { forgetLine() }
  }

  /// Moves through the list.
  mutating func move(_ move: ScrollMove) {
    noteMove()
    if table.move(move, count: visible.count, id: { visible[$0] }) { forgetLine() }
  }

  /// Chooses a row of the list.
  mutating func select(row: Int) {
    let before = selection
    noteMove()
    table.select(index: row, count: visible.count) { visible[$0] }
    if selection != before { forgetLine() }
  }

  /// Chooses a session wherever it is, without the filter if that hides it.
  mutating func show(_ id: SessionID, _ context: Context) {
    guard context.ledger[id] != nil else { return }
    if !visible.contains(id) {
      filter = SessionFilter("")
      onlyBackend = nil
    }
    wanted = id
    relist(context)
    pane = .list
  }

  /// Moves what is seen of the list.
  mutating func scroll(by step: Int) {
    let before = selection
    noteMove()
    table.scroll(by: step, count: visible.count) { visible[$0] }
    if selection != before { forgetLine() }
  }

  /// Somebody chose a row: what was to be chosen before that is no longer wanted.
  private mutating func noteMove() {
    hasMoved = true
    wanted = nil
  }

  private mutating func forgetLine() {
    detailLine = 0
    unfolded = []
  }

  /// What an action works on: the marked sessions, else the chosen one.
  package var targets: [SessionID] {
    marks.isEmpty ? selection.map { [$0] } ?? [] : visible.filter(marks.contains)
  }

  /// Whether there is anything that an action would work on: marks may all be filtered away.
  func hasTargets(_ context: Context) -> Bool {
    guard !marks.isEmpty else { return selection != nil }
    // Asked at each drawing: of many marks the first that is listed answers.
    var run = filterRun(context)
    return marks.contains { id in context.ledger[id].map { isShown($0, &run) } ?? false }
  }
}

extension MainScreen.Tab {
  /// Whether what is wrong with the tokens is told above its lines.
  var isAboutTokens: Bool { self != .raw && self != .checks && self != .journal }
}
