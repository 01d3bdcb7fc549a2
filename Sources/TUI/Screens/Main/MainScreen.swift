package import AuthCore

/// The main screen: the list of sessions and the detail of one of them.
package struct MainScreen: Equatable, Sendable {
  package enum Pane: Equatable, Sendable {
    case list, detail
  }

  package enum Tab: Int, CaseIterable, Equatable, Sendable {
    case access, id, refresh, raw
  }

  /// What the list is ordered by; ties keep the order of user, client and backend.
  package enum SortColumn: Int, CaseIterable, Equatable, Sendable {
    case user, backend, access, id, refresh
  }

  package internal(set) var pane = Pane.list
  package internal(set) var tab = Tab.access
  package internal(set) var isZoomed = false
  /// The chosen session; it stays chosen when the list is reordered.
  package internal(set) var selection: SessionID?
  package internal(set) var marks: Set<SessionID> = []
  package internal(set) var filter = SessionFilter("")
  /// Whether keys go into the filter.
  package internal(set) var isFiltering = false
  /// The one backend that is shown; nil shows all.
  package internal(set) var onlyBackend: BackendID?
  package internal(set) var sort = SortColumn.user
  package internal(set) var isInverted = false
  /// The decoded tokens of the chosen session, once they were read.
  package internal(set) var detail: SessionDetail?
  /// The line of the detail that is chosen, and which claims are unfolded.
  package internal(set) var detailLine = 0
  package internal(set) var unfolded: Set<String> = []
  /// The sessions that pass the filter, in their order.
  package private(set) var visible: [SessionID] = []
  /// Where the selection stands among them.
  package private(set) var position = 0
  /// The first of them that is on the screen.
  package private(set) var listTop = 0

  package init() {}

  /// Makes the list anew after the sessions, the filter, the order or the time changed.
  mutating func relist(_ context: Context) {
    var sessions = context.ledger.sessions.filter { session in
      onlyBackend == nil || session.id.backend == onlyBackend
    }
    if !filter.isEmpty { sessions = sessions.filter { filter.matches($0, at: context.now) } }
    if sort != .user { sessions = ordered(sessions) }
    visible = sessions.map(\.id)
    if isInverted { visible.reverse() }
    if let selection, let index = visible.firstIndex(of: selection) {
      position = index
    } else {
      position = min(position, max(0, visible.count - 1))
      select(position)
    }
    if !marks.isEmpty { marks = marks.filter { context.ledger[$0] != nil } }
  }

  /// Chooses a row, or the nearest there is.
  mutating func select(_ row: Int) {
    guard !visible.isEmpty else {
      selection = nil
      position = 0
      return
    }
    position = min(max(0, row), visible.count - 1)
    guard selection != visible[position] else { return }
    selection = visible[position]
    detailLine = 0
    unfolded = []
  }

  /// Keeps the chosen row on the screen.
  mutating func scroll(_ context: Context) {
    let rows = max(1, MainLayout(context, self).listRows)
    listTop = min(listTop, max(0, visible.count - rows))
    if position < listTop { listTop = position }
    if position >= listTop + rows { listTop = position - rows + 1 }
  }

  /// What an action works on: the marked sessions, else the chosen one.
  package var targets: [SessionID] {
    marks.isEmpty ? selection.map { [$0] } ?? [] : visible.filter(marks.contains)
  }

  private func ordered(_ sessions: [Session]) -> [Session] {
    func end(_ token: TokenSummary?) -> NumericDate {
      token?.expiresAt ?? NumericDate(milliseconds: .min)
    }
    let isBefore: (Session, Session) -> Bool =
      switch sort {
      case .user: { $0.id < $1.id }
      case .backend: { $0.id.backend < $1.id.backend }
      case .access: { end($0.access) < end($1.access) }
      case .id: { end($0.idToken) < end($1.idToken) }
      case .refresh:
        {
          ($0.refresh?.deadline ?? NumericDate(milliseconds: .min))
            < ($1.refresh?.deadline ?? NumericDate(milliseconds: .min))
        }
      }
    return sessions.enumerated().sorted { left, right in
      if isBefore(left.element, right.element) { return true }
      return !isBefore(right.element, left.element) && left.offset < right.offset
    }.map(\.element)
  }
}
