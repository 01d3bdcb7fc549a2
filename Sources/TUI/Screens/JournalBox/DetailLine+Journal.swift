import AuthCore

extension JournalEntry {
  /// What happened, in words; the arrow between two names is ours, the names are not.
  var words: SafeText {
    "\(self)".split(separator: " → ", omittingEmptySubsequences: false)
      .map { SafeText(foreign: String($0)) }.joined(separator: " → ")
  }

  /// How a line about it is drawn: what ended or was refused stands out.
  var style: Style {
    switch kind {
    case .refused: .danger
    case .expired, .removed, .signedOut: .expired
    case .signedIn, .refreshed, .restored: .live
    case .seen, .changed, .moved, .pointer, .activated: .plain
    }
  }
}

extension DetailLine {
  /// A line of a session's journal: the client's clock before it, the issuer's after.
  static func entry(_ entry: JournalEntry, of selection: SessionID, _ context: Context)
    -> DetailLine
  {
    let day: Int64 = 86_400_000
    let isOld = context.now.milliseconds(since: entry.date) >= day
    let clock = SafeText(foreign: context.clockText(entry.date))
    let place: SafeText =
      entry.backend == selection.backend ? "" : "\(SafeText(foreign: entry.backend.rawValue)): "
    let date = SafeText(foreign: String(context.dateText(entry.date).prefix(10)))
    var line = DetailLine(
      name: entry.id,
      label: isOld ? date : clock,
      value: (isOld ? "\(clock) " : "") + place + entry.words,
      style: entry.style,
      note: entry.issuerDate.map { "issuer \(SafeText(foreign: context.clockText($0)))" } ?? ""
    )
    line.isFolded = true
    return line
  }
}
