/// Everything that a key can ask for, by name; help, hints and dispatch come from one table.
package enum Action: String, CaseIterable, Sendable {
  case down, up, top, bottom, pageDown, pageUp
  case nextPane, previousPane, tabRight, tabLeft
  case allBackends, open, back, zoom
  case mark, markAll, unmarkAll, sortNext, sortPrevious, invertSort
  case refresh, refreshExpiring, verify, verifyOnline, reload, redraw
  case activateBackend, moveSession, signOut, signOutEverywhere
  case revealPersonal, toggleTimeZone
  case signIn, signInBrowser, filter, help, suspend, quit
  case palette, whatIf, settings
  case checks, diff, copy
  case undo, journal
  case point, removeKeys

  /// What only looks or moves about: the rest is off while the screen shows another time.
  package var onlyLooks: Bool {
    switch self {
    case .down, .up, .top, .bottom, .pageDown, .pageUp, .nextPane, .previousPane, .tabRight,
      .tabLeft, .allBackends, .open, .back, .zoom, .mark, .markAll, .unmarkAll, .sortNext,
      .sortPrevious, .invertSort, .reload, .redraw, .revealPersonal, .toggleTimeZone, .filter,
      .help, .suspend, .quit, .palette, .whatIf, .settings, .checks, .diff, .copy, .journal:
      true
    default: false
    }
  }

  /// Whether it is about a session, so that it means nothing where none is chosen for it.
  var needsSession: Bool {
    switch self {
    case .signIn, .signInBrowser, .activateBackend, .reload, .undo, .journal, .checks: false
    default: true
    }
  }

  /// The move through a list or a text that it stands for.
  var scrollMove: ScrollMove? {
    switch self {
    case .down: .down
    case .up: .up
    case .top: .first
    case .bottom: .last
    case .pageDown: .pageDown
    case .pageUp: .pageUp
    default: nil
    }
  }
}
