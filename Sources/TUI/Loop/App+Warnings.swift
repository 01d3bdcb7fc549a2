import AuthCore

extension App {
  /// Warnings that are due now and a title that has changed; what the screen imagines does not count.
  mutating func warn(isNewList: Bool) -> [Effect] {
    guard context.whatIf == nil else { return [] }
    var effects: [Effect] = []
    let settings = context.settings.warnings
    if settings.isOn, isNewList || watch.next.map({ context.clock >= $0 }) ?? false {
      let due = watch.check(context.ledger.sessions, leads: settings.leads, at: context.clock)
      if !due.isEmpty { effects.append(.warn(due, settings)) }
    }
    let wanted = settings.title ? titleText : nil
    if wanted != title {
      title = wanted
      effects.append(.title(wanted))
    }
    return effects
  }

  /// How the sessions stand, for the window's title.
  private var titleText: SafeText {
    var text: SafeText = "authtop"
    if context.tally.expiring > 0 { text += " · \(context.tally.expiring) expiring" }
    if context.tally.dead > 0 { text += " · \(context.tally.dead) dead" }
    return text
  }
}
