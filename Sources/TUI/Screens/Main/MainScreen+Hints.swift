extension MainScreen {
  /// The keys that work now: those of the key table, or of the filter while it is typed.
  func hints(_ context: Context) -> KeyHints {
    if filterField != nil {
      return KeyHints(
        [.init(.enter, "keeps it"), .init(.escape, "clears it"), .init(.down, "next row")],
        trail: "user: group: client: backend: state: iss: sub: exp<10m"
      )
    }
    var hints = context.settings.keys.bindings.compactMap { binding -> KeyHints.Hint? in
      guard let hint = binding.hint, let key = binding.keys.first,
        isAvailable(binding.action, context)
      else { return nil }
      return KeyHints.Hint(
        key,
        SafeText(stringLiteral: hint),
        rank: Self.wanted.firstIndex(of: binding.action) ?? Self.wanted.count
      )
    }
    if pane == .detail, context.layout != .listOnly { hints = detailHints(context) + hints }
    return KeyHints(hints)
  }

  /// What stays on a narrow screen, the most wanted first.
  private static let wanted: [Action] = [
    .refresh, .help, .quit, .activateBackend, .moveSession, .signOut, .signOutEverywhere, .filter,
    .verify, .copy, .palette,
  ]

  /// The keys of the detail come first while it has the focus.
  private func detailHints(_ context: Context) -> [KeyHints.Hint] {
    let keys = context.settings.keys
    let lines = detailLines(context)
    let chosen = lines.indices.contains(detailLine) ? lines[detailLine] : nil
    let isOpen = chosen.map { unfolded.contains($0.name) } ?? false
    var wishes: [(Action, SafeText)] = [(.tabRight, "next tab"), (.back, "list")]
    if tab == .devices {
      wishes.insert((.open, "choose"), at: 0)
    } else if let chosen, !chosen.isFolded {
      wishes.insert((.open, isOpen ? "fold" : "unfold"), at: 0)
    }
    return wishes.compactMap { action, label in
      keys.bindings.first { $0.action == action }?.keys.first.map { KeyHints.Hint($0, label) }
    }
  }
}
