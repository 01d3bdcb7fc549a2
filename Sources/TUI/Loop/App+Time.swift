package import AuthCore

extension App {
  /// When the screen changes by itself: the next tick that is worth taking.
  ///
  /// A countdown in minutes is drawn once a minute, one in seconds once a second, and a screen
  /// without any only when its clock shows another minute or a session changes its state.
  package var nextTick: NumericDate {
    let minute: Int64 = 60_000
    if case .moment? = context.whatIf, restsAt == nil {
      return context.clock.advanced(byMilliseconds: minute)
    }
    let toMinute = Int(minute - context.now.milliseconds % minute)
    let changes =
      rowChanges + (resting ?? main).detailLines(context).compactMap(\.nextChange) + [toMinute]
      + (signInCountdown.map { [$0.nextChange] } ?? [])
    // A session out of sight counts too: the header says how many expire.
    let toChange = context.tally.validUntil.map {
      Int(clamping: $0.milliseconds(since: context.now))
    }
    let others = [watch.next, restCheck].compactMap { $0 }.map {
      Int(clamping: $0.milliseconds(since: context.clock))
    }
    let next = min(changes.min() ?? toMinute, toChange ?? toMinute, others.min() ?? toMinute)
    return context.clock.advanced(byMilliseconds: Int64(max(1, next)))
  }

  /// Whether a countdown on the screen counts in seconds.
  var showsSeconds: Bool {
    shownSessions.contains { $0.showsSeconds(context) }
      || (resting ?? main).detailLines(context).contains(where: \.showsSeconds)
      || signInCountdown?.showsSeconds == true
  }

  /// How long the pool waits for the answer that the sign-in box asks for.
  private var signInCountdown: Countdown? {
    switch boxes.last {
    case .signIn(let screen)?: screen.countdown(at: context.clock)
    case .managed(let screen)?: screen.countdown(at: context.clock)
    default: nil
    }
  }

  private var rowChanges: [Int] { shownSessions.compactMap { $0.nextChange(context) } }

  private var shownSessions: [Session] {
    let rows = max(0, MainLayout(context, main).list.rows - 3)
    let shown = main.table.scroll.visible(count: main.visible.count, rows: rows)
    return main.visible[shown].compactMap { context.ledger[$0] }
  }
}
