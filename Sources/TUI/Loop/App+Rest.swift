import AuthCore

extension App {
  /// How long the cursor must rest before the detail follows it, in milliseconds.
  ///
  /// A held key passes sessions by faster than anybody reads, and their details are most of what a
  /// move would have to read and to draw.
  static let restMilliseconds: Int64 = 60
  /// How long a detail that is on its way may leave the one before it on the screen.
  static let patienceMilliseconds: Int64 = 250

  /// Whether the cursor stands still, so that what hangs on it is worth reading; a clock that was set
  /// back makes nobody wait for longer.
  var hasRested: Bool {
    guard let left = restsAt?.milliseconds(since: context.clock) else { return true }
    return left <= 0 || left > Self.restMilliseconds
  }

  /// When to look again whether the detail can follow.
  var restCheck: NumericDate? {
    restsAt.map { hasRested ? $0.advanced(byMilliseconds: Self.patienceMilliseconds) : $0 }
  }

  /// Takes a key; a move through the list leaves the detail as it is until the cursor rests.
  mutating func follow(_ body: (inout App) -> [Effect]) -> [Effect] {
    let before = main
    let effects = body(&self)
    let isMove =
      boxes.isEmpty && main.selection != before.selection && main.pane == .list
      && before.pane == .list && main.visible == before.visible && main.tab == before.tab
    if isMove {
      resting = resting ?? before
      restsAt = context.clock.advanced(byMilliseconds: Self.restMilliseconds)
    } else if main != before || !boxes.isEmpty {
      rest()
    }
    return effects
  }

  /// Lets the detail follow a cursor that has rested: as soon as it is there, or is long in coming.
  mutating func restWhenDue() {
    // A clock that was set back meanwhile would let it wait for as long.
    if let left = restsAt?.milliseconds(since: context.clock), left > Self.restMilliseconds {
      restsAt = context.clock
    }
    guard hasRested, let restCheck else { return }
    let isThere = main.selection == nil || main.detail?.session.id == main.selection
    if isThere || context.clock >= restCheck { rest() }
  }

  /// The detail is that of the chosen session again.
  mutating func rest() {
    resting = nil
    restsAt = nil
  }
}
