import AuthCore

extension MoveScreen {
  func draw(in region: Region) {
    dialog.draw(in: region)
  }

  mutating func rebuild(_ context: Context) {
    let choices = choices(context)
    dialog = Dialog(
      title: StyledLine(purpose == .activate ? "Active backend" : "Move", .title),
      sections: [Dialog.Section(introduction(context) + [" "])]
        + choices.map { section($0, context) },
      buttons: [Dialog.Button(.cancel, "Cancel")]
        + choices.map { Dialog.Button(.backend($0), SafeText(foreign: $0.rawValue)) }
    )
    fit(context)
  }

  mutating func fit(_ context: Context) {
    dialog.fit(columns: context.columns, rows: context.rows)
  }

  private func introduction(_ context: Context) -> [SafeText] {
    guard case .move(let ids) = purpose else {
      return activation(context)
    }
    let names = ids.prefix(3).map { SafeText(foreign: $0.username) }.joined(separator: ", ")
    let more: SafeText = ids.count > 3 ? " and \(ids.count - 3) more" : ""
    var lines: [SafeText] = [
      "\(names)\(more): copied, read back and compared; then the pointer flips; the original is "
        + "removed last."
    ]
    if ids.contains(where: { context.ledger[$0]?.isActive ?? false }) {
      lines.append(
        "The app reads this session now: it looks signed out until the target is the active "
          + "backend."
      )
    }
    return lines
  }

  private func section(_ backend: BackendID, _ context: Context) -> Dialog<Choice>.Section {
    let isLonely = purpose == .activate && !takesAlong
    let number = (context.ledger.backends.firstIndex(of: backend) ?? 0) + 1
    let snapshot = context.ledger.snapshots[backend]
    let count = snapshot?.sessions.count ?? 0
    var text: SafeText = count == 1 ? "1 session" : "\(count) sessions"
    if snapshot?.isActive ?? false { text += ", active" }
    let preview = isLonely ? nil : preview(backend)
    if preview == nil, let warning = snapshot?.lifetime.warning {
      text += "; \(SafeText(foreign: warning))"
    }
    switch snapshot?.content {
    case .unavailable(let reason)?: text = "cannot be read: \(SafeText(foreign: reason))"
    case .absent(let reason)?: text = "is not there: \(SafeText(foreign: reason))"
    case .sessions?, nil: break
    }
    return Dialog.Section(
      "\(number) \(SafeText(foreign: backend.rawValue))",
      .key,
      [text] + (preview.map(fidelity) ?? [])
    )
  }

  private func activation(_ context: Context) -> [SafeText] {
    let inUse = sessions(context)
    var lines: [SafeText] = [
      "Sign-in writes to the active backend and the app reads it. No session is moved unless asked."
    ]
    guard !inUse.isEmpty else { return lines }
    let names = inUse.prefix(3).map { SafeText(foreign: $0.username) }.joined(separator: ", ")
    lines.append(
      takesAlong
        ? "[x] \(names) goes along: moved first, pointer included (m leaves it where it is)"
        : "[ ] \(names) stays, and the app looks signed out there (m takes it along)"
    )
    return lines
  }

  /// What the target cannot hold.
  private func fidelity(_ preview: MovePreview) -> [SafeText] {
    var lines = preview.obstacles.prefix(3).map { obstacle -> SafeText in
      "✗ \(SafeText(foreign: obstacle.id.username)): \(SafeText(foreign: obstacle.reason))"
    }
    if preview.obstacles.count > 3 { lines.append("✗ and \(preview.obstacles.count - 3) more") }
    lines += preview.losses.map { "! \(SafeText(foreign: $0))" }
    lines += preview.replacedPointers.map {
      "! LastAuthUser names \(SafeText(foreign: $0)) there now and will not any more"
    }
    return lines
  }
}
