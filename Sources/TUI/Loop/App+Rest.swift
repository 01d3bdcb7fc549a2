import AuthCore

extension App {
  /// How long the cursor must rest before the detail follows it, in milliseconds.
  ///
  /// A held key passes sessions by faster than anybody reads, and their details are most of what a
  /// move would have to draw.
  static let restMilliseconds: Int64 = 60

  /// Takes a key; a move through the list leaves the detail as it is until the cursor rests.
  mutating func follow(_ body: (inout App) -> [Effect]) -> [Effect] {
    let before = main
    let effects = body(&self)
    let isMove =
      boxes.isEmpty && main.selection != before.selection && main.pane == .list
      && before.pane == .list && main.visible == before.visible && main.tab == before.tab
    if isMove, !MainLayout(context, main).detail.isEmpty {
      resting = resting ?? before
      restsAt = context.clock.advanced(byMilliseconds: Self.restMilliseconds)
    } else if main != before || !boxes.isEmpty {
      rest()
    }
    return effects
  }

  /// Whether the cursor has rested; a clock that was set back makes nobody wait for longer.
  var hasRested: Bool {
    guard let left = restsAt?.milliseconds(since: context.clock) else { return false }
    return left <= 0 || left > Self.restMilliseconds
  }

  /// The detail is that of the chosen session again.
  mutating func rest() {
    resting = nil
    restsAt = nil
  }
}
