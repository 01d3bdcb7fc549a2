import AuthCore

extension DiffScreen {
  func draw(in screen: Region, _ context: Context) {
    screen.fill()
    let inner = screen.box(StyledLine(title, .title), .accent)
    let (top, rest) = inner.inset(columns: 1, rows: 0).split(top: 2)
    let (old, new) = names
    top.put("- \(old)", y: 0, .revoked)
    top.put("+ \(new)", y: 1, .live)
    pager.draw(lines(context, columns: rest.columns), in: rest)
  }

  /// The keys that work now.
  func hints(_ context: Context) -> KeyHints {
    let label: SafeText =
      switch comparison {
      case .sessions(.access): "the ID tokens"
      case .sessions: "the access tokens"
      case .kinds: "before and after the last refresh"
      case .generations(.access): "the ID token"
      case .generations, .written: "access and ID token"
      }
    let tab = hasMore ? [KeyHints.Hint(.tab, label)] : []
    let isRevealed = context.revealsPersonalClaims
    return KeyHints(
      tab + [
        .init(.character("x"), isRevealed ? "masks" : "reveals"),
        .init(.character("t"), "time zone", rank: 1), .init(.escape, "closes"),
      ]
    )
  }

  private var title: SafeText {
    switch comparison {
    case .kinds: "Access and ID token"
    case .written: "What the last refresh changed"
    case .generations(let kind):
      kind == .access ? "The access token, refreshed" : "The ID token, refreshed"
    case .sessions(let kind): kind == .access ? "Two access tokens" : "Two ID tokens"
    }
  }

  private var names: (SafeText, SafeText) {
    switch comparison {
    case .kinds: (name(first, .access), name(first, .id))
    case .written: ("\(name(first, nil)) before", "\(name(first, nil)) now")
    case .generations(let kind): ("\(name(first, kind)) before", "\(name(first, kind)) now")
    case .sessions(let kind): (name(first, kind), name(second ?? first, kind))
    }
  }

  private func name(_ id: SessionID, _ kind: TokenKind?) -> SafeText {
    let title = kind.map { " \(SafeText(foreign: $0.title))" as SafeText } ?? ""
    return SafeText(foreign: "\(id)") + title
  }

  /// The comparison, folded to so many columns.
  func lines(_ context: Context, columns: Int) -> [StyledLine] {
    if comparison == .written { return writtenLines(context, columns) }
    guard sides != nil else { return [StyledLine("reading…", .dim)] }
    guard let diff else {
      return [StyledLine("one of the tokens is missing or cannot be decoded", .expiring)]
    }
    var lines = diff.entries.flatMap { self.lines($0, context, columns) }
    if diff.entries.isEmpty { lines.append(StyledLine("all claims are the same", .live)) }
    if !diff.same.isEmpty {
      let names = diff.same.map { SafeText(foreign: $0) }.joined(separator: ", ")
      lines += StyledLine.field("  same", names, .dim, labelColumns: 20, columns: columns)
    }
    if comparison == .kinds, isJournalRead, !hasMore {
      let why: SafeText =
        "no refresh of this session was seen on this screen or is in the journal, so there is nothing "
        + "before to compare with; after a refresh there is. Two marked sessions are compared too."
      lines += [StyledLine()] + why.folded(columns: columns).map { StyledLine($0, .dim) }
    }
    return lines
  }

  /// The journal keeps no token: the names, and the values that tell nothing about a person.
  private func writtenLines(_ context: Context, _ columns: Int) -> [StyledLine] {
    guard let written else { return [] }
    let when = SafeText(foreign: context.dateText(written.date))
    let head: SafeText =
      "\(written.words) at \(when). This screen did not see the tokens before it; "
      + "the journal keeps names, and few values."
    var lines = head.folded(columns: columns).map { StyledLine($0, .dim) } + [StyledLine()]
    for claim in written.claims {
      let style: Style =
        switch claim.kind {
        case .added: .live
        case .gone: .revoked
        case .changed: .plain
        }
      lines += claim.words(context).folded(columns: columns).map { StyledLine($0, style) }
    }
    return lines
  }

  private func lines(
    _ entry: ClaimDiff.Entry,
    _ context: Context,
    _ columns: Int
  ) -> [StyledLine] {
    func line(_ sign: SafeText, _ value: JSONValue, _ style: Style) -> [StyledLine] {
      StyledLine.field(
        "\(sign) \(SafeText(foreign: entry.name))",
        shown(value, of: entry, context),
        style,
        labelColumns: max(20, min(28, entry.name.count + 3)),
        columns: columns
      )
    }
    switch entry.change {
    case .added(let value): return line("+", value, .live)
    case .gone(let value): return line("-", value, .revoked)
    case .changed(let old, let new):
      var lines = line("-", old, .revoked) + line("+", new, .live)
      if let words = words(entry, context) { lines.append(StyledLine("  \(words)", .dim)) }
      return lines
    }
  }

  private func shown(_ value: JSONValue, of entry: ClaimDiff.Entry, _ context: Context) -> SafeText
  {
    if entry.isPersonal, !context.revealsPersonalClaims { return .mask }
    if case .number(let number) = value, ClaimName.isDate(entry.name),
      let date = NumericDate(number)
    {
      return SafeText(foreign: number.literal + "  " + context.dateText(date))
    }
    return SafeText(foreign: value.text ?? JSONText.text(value))
  }

  /// How much later it is, or what came in and what left.
  private func words(_ entry: ClaimDiff.Entry, _ context: Context) -> SafeText? {
    if let distance = entry.distance {
      guard distance != 0 else { return "the same moment" }
      let text = Countdown(length: distance).text
      return distance < 0 ? "\(text) earlier" : "\(text) later"
    }
    guard let (added, gone) = entry.members,
      !entry.isPersonal || context.revealsPersonalClaims
    else { return nil }
    func list(_ texts: [String]) -> SafeText {
      texts.map { SafeText(foreign: $0) }.joined(separator: ", ")
    }
    let parts: [SafeText] =
      (added.isEmpty ? [] : ["in: \(list(added))"]) + (gone.isEmpty ? [] : ["out: \(list(gone))"])
    return parts.isEmpty ? "in another order" : parts.joined(separator: "; ")
  }
}
