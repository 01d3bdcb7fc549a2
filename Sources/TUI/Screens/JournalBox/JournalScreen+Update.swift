import AuthCore

extension JournalScreen {
  /// What a key does: the list moves and is narrowed, Enter goes to the session.
  mutating func handle(_ key: Key, _ context: Context) -> Reaction {
    if typed != nil { return type(key, context) }
    if let move = ScrollMove(key) {
      step(move, context)
      return .none
    }
    switch key {
    case .mouse(let mouse) where mouse.action == .wheelUp: select(selected - 3, context)
    case .mouse(let mouse) where mouse.action == .wheelDown: select(selected + 3, context)
    case .escape where isNarrowed: widen(context)
    case .escape, .character("q"), .character("J"): return .close
    case .tab:
      nextFilter()
      return .perform(.loadJournal(filter))
    case .right, .character("l"): nextKind(1, context)
    case .left, .character("h"): nextKind(-1, context)
    case .character("s"): nextSince(context)
    case .character("/"): typed = TextField(words)
    case .enter: return destination(context).map { .show($0) } ?? .none
    default: break
    }
    return .none
  }

  /// A click chooses an entry; one on the chosen entry goes to its session.
  mutating func click(row: Int, _ context: Context) -> Reaction {
    if row == selected { return destination(context).map { .show($0) } ?? .none }
    select(row, context)
    return .none
  }

  private mutating func step(_ move: ScrollMove, _ context: Context) {
    let rows = Self.listRows(context.rows)
    select(move.target(from: selected, count: found.count, rows: rows), context)
  }

  private mutating func type(_ key: Key, _ context: Context) -> Reaction {
    switch key {
    case .enter: typed = nil
    case .escape:
      typed = nil
      search("", context)
    case .up, .down, .pageUp, .pageDown: if let move = ScrollMove(key) { step(move, context) }
    default: if typed?.handle(key) == .changed { search(typed?.text ?? "", context) }
    }
    return .none
  }

  /// The session that the chosen entry is about, where it is now.
  func destination(_ context: Context) -> SessionID? {
    guard let entry = selection, let id = entry.session else { return nil }
    if context.ledger[id] != nil { return id }
    return context.ledger.sessions.map(\.id).first { $0.hasSameUser(as: id) }
  }

  /// The keys that work now.
  func hints(_ context: Context) -> KeyHints {
    if typed != nil {
      return KeyHints([.init(.enter, "keeps them"), .init(.escape, "clears them")])
    }
    let goes = destination(context) == nil ? [] : [KeyHints.Hint(.enter, "goes there")]
    return KeyHints(
      goes + [
        .init(.tab, "whose"), .init(.right, "kind"), .init(.character("s"), "since"),
        .init(.character("/"), "words"), .init(.escape, isNarrowed ? "shows all" : "closes"),
      ]
    )
  }
}
