import AuthCore

extension App {
  /// Warnings that are due now and a title that has changed; what the screen imagines does not count.
  mutating func warn(isNewList: Bool) -> [Effect] {
    let settings = context.settings.warnings
    guard context.whatIf == nil, settings.isOn else {
      watch.pause()
      return context.whatIf == nil ? wantTitle() : []
    }
    var effects: [Effect] = []
    if isNewList || watch.isDue(leads: settings.leads, at: context.clock) {
      let due = watch.check(context.ledger.sessions, leads: settings.leads, at: context.clock)
      if !due.isEmpty { effects.append(.warn(due, settings)) }
    }
    return effects + wantTitle()
  }

  private mutating func wantTitle() -> [Effect] {
    let wanted = context.settings.warnings.title ? titleText : nil
    guard wanted != title else { return [] }
    title = wanted
    return [.title(wanted)]
  }

  /// How the sessions stand, for the window's title.
  private var titleText: SafeText {
    var text: SafeText = "authtop"
    if context.tally.expiring > 0 { text += " · \(context.tally.expiring) expiring" }
    if context.tally.dead > 0 { text += " · \(context.tally.dead) dead" }
    return text
  }
}
