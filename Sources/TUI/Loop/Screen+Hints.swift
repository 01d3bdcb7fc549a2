extension Screen {
  /// The keys that work in the box now, for the bottom line.
  func hints(_ context: Context) -> KeyHints {
    switch self {
    case .signOut(let box): box.dialog.hints
    case .move(let box): box.hints(context)
    case .help(let box): box.hints
    case .signIn(let box): box.hints(context)
    case .palette(let box): box.hints
    case .whatIf: KeyHints([.init(.enter, "shows it"), .init(.escape, "closes")])
    case .bulk(let box): box.hints
    case .settings(let box): box.hints
    case .checks(let box): box.hints(context)
    case .diff(let box): box.hints(context)
    case .copy(let box): box.hints
    case .managed(let box): box.hints(context)
    case .endSession(let box): box.dialog.hints
    case .unlock(let box): box.hints
    case .undo(let box): box.dialog.hints
    case .journal(let box): box.hints(context)
    case .held(let box): box.hints
    case .removeKeys(let box): box.dialog.hints
    }
  }

  /// Whether personal claims can be shown and times be turned while the box stays.
  var showsClaims: Bool {
    switch self {
    case .checks, .diff: true
    case .journal(let box): box.typed == nil
    default: false
    }
  }
}
