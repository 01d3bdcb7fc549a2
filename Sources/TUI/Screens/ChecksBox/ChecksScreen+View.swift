import AuthCore

extension ChecksScreen {
  func draw(in screen: Region, _ context: Context) {
    screen.fill()
    let inner = screen.box(title, .accent)
    guard !inner.isEmpty else { return }
    guard let findings else {
      inner.put("checking…", x: 1, y: 0, .dim)
      return
    }
    guard !findings.isEmpty else {
      inner.put("✓ nothing is wrong", x: 1, y: 0, .live)
      return
    }
    let (list, rest) = inner.split(top: Self.listRows(screen.rows))
    drawList(findings, list)
    if let selection, rest.rows > 1 {
      rest.rule(y: 0)
      drawFinding(selection, rest.split(top: 1).rest.inset(columns: 1, rows: 0), context)
    }
  }

  private var title: StyledLine {
    let place: SafeText =
      switch scope {
      case .everything: "all backends"
      case .backend(let id): "\(SafeText(foreign: id.rawValue))"
      case .session(let id): "\(SafeText(foreign: "\(id)"))"
      }
    var line = StyledLine("Checks · \(place)", .title)
    for severity in CheckSeverity.allCases {
      let count = findings?.count { $0.severity == severity } ?? 0
      guard count > 0 else { continue }
      line.append("  \(count) \(severity.word)\(count == 1 ? "" : "s")", severity.style)
    }
    return line
  }

  /// The key of the chosen finding's next step stands among them.
  func hints(_ context: Context) -> KeyHints {
    var hints: [KeyHints.Hint] = []
    if let selection {
      hints.append(.init(.enter, "goes there"))
      if let action = selection.next?.action, selection.allows(action, context),
        let binding = context.settings.keys.bindings.first(where: { $0.action == action }),
        let key = binding.keys.first
      {
        hints.append(.init(key, SafeText(foreign: binding.hint?.description ?? action.rawValue)))
      }
    }
    hints += [.init(.tab, "scope"), .init(.ctrl("r"), "again"), .init(.escape, "closes")]
    return KeyHints(hints)
  }

  private func drawList(_ findings: [Finding], _ region: Region) {
    let width = min(26, max(12, region.columns / 4))
    for index in scroll.visible(count: findings.count, rows: region.rows) {
      let finding = findings[index]
      let y = index - scroll.first
      let style = finding.severity.style
      region.put(index == selected ? "▸" : " ", x: 0, y: y, .accent)
      region.put("\(finding.severity.sign) \(finding.severity.word)", x: 2, y: y, style)
      region.put(finding.subject.shortText, x: 12, y: y, .key, width: width - 1)
      // The bar at the right edge must not lie on the sentence.
      let room = region.columns - 12 - width - (findings.count > region.rows ? 2 : 0)
      region.put(SafeText(foreign: finding.sentence), x: 12 + width, y: y, width: room)
      if index == selected { region.row(y).restyle { $0.on(.selected) } }
      region.click(.row(index), x: 0, y: y, columns: region.columns)
    }
    ScrollBar(first: scroll.first, count: findings.count).draw(in: region)
  }

  private func drawFinding(_ finding: Finding, _ region: Region, _ context: Context) {
    var lines = [
      StyledLine(SafeText(foreign: finding.code), finding.severity.style)
        + StyledLine("  \(SafeText(foreign: "\(finding.subject)"))", .dim)
    ]
    let sentence = SafeText(foreign: finding.sentence)
    lines += sentence.folded(columns: region.columns).map { StyledLine($0) }
    // The advice comes before the evidence: a low screen must not cut it off.
    lines += StyledLine.field(
      "do",
      finding.adviceText(context),
      .accent,
      labelColumns: 6,
      columns: region.columns
    )
    for one in finding.evidenceLines(isRevealing: context.revealsPersonalClaims) {
      lines += StyledLine.field(
        "seen",
        "\(one.place): \(one.value)",
        labelColumns: 6,
        columns: region.columns
      )
    }
    for (y, line) in lines.prefix(region.rows).enumerated() { region.put(line, y: y) }
  }
}
