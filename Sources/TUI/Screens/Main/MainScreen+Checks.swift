package import AuthCore

/// What the checks found about one session, until it changes.
package struct SessionFindings: Equatable, Sendable {
  package let id: SessionID
  package let list: [Finding]

  package init(id: SessionID, list: [Finding]) {
    self.id = id
    self.list = list
  }
}

extension MainScreen {
  /// The findings about the chosen session, nil until they are known.
  var chosenFindings: [Finding]? {
    findings.flatMap { $0.id == selection ? $0.list : nil }
  }

  /// The keys that the checks of the chosen session found left over, around it too.
  var leftovers: [String] { chosenFindings?.flatMap(\.keys) ?? [] }

  /// The box about all of them.
  func removeLeftovers(_ context: Context) -> Reaction {
    selection.map {
      .open(.removeKeys(RemoveKeysScreen(leftovers, in: $0.backend, context)))
    } ?? .none
  }

  /// The tab's title, with the number of what should be looked at.
  var checksTitle: SafeText {
    let count = chosenFindings?.count { $0.severity != .note } ?? 0
    return count == 0 ? "Checks" : "Checks \(count)"
  }

  /// The findings as lines: each with its sentence, what to do, and what was seen.
  func checkLines(_ context: Context) -> [DetailLine] {
    guard let found = chosenFindings else { return [] }
    guard !found.isEmpty else {
      return [DetailLine("checks", "✓ nothing is wrong", .live, note: "")]
    }
    return found.flatMap { finding -> [DetailLine] in
      var head = DetailLine(
        name: finding.code,
        label: "\(finding.severity.sign) \(finding.severity.word)",
        value: SafeText(foreign: finding.sentence),
        style: finding.severity.style
      )
      head.isFolded = true
      var advice = DetailLine(
        name: finding.code + " do",
        label: "  do",
        value: finding.adviceText(context),
        style: .accent
      )
      advice.isFolded = true
      let seen = finding.evidenceLines(isRevealing: context.revealsPersonalClaims)
      return [head, advice]
        + seen.enumerated().map { index, one in
          var line = DetailLine(
            name: "\(finding.code) seen \(index)",
            label: "  seen",
            value: "\(one.place): \(one.value)",
            style: .dim
          )
          line.isFolded = true
          return line
        }
    }
  }

  /// The two marked sessions, or the tokens of the chosen one and what they were before.
  func comparison(_ chosen: SessionID, _ context: Context) -> DiffScreen {
    let marked = visible.filter(marks.contains)
    return marked.count == 2
      ? DiffScreen(marked[0], marked[1], context) : DiffScreen(chosen, nil, context)
  }

  /// The copy menu on the token, and the claim, that the detail shows.
  func copyMenu(_ chosen: SessionID, _ context: Context) -> CopyScreen {
    let lines = detailLines(context)
    let isClaim = pane == .detail && [.access, .id].contains(tab)
    return CopyScreen(
      chosen,
      token: tab == .id ? .id : tab == .refresh ? .refresh : .access,
      claim: isClaim && lines.indices.contains(detailLine) ? lines[detailLine].name : nil,
      context
    )
  }

  /// Chooses what a finding is about and opens its checks; what hides it is cleared.
  mutating func jump(to subject: Finding.Subject, _ context: Context) {
    guard let id = subject.session, context.ledger[id] != nil else {
      filter = SessionFilter("")
      onlyBackend = subject.backend
      pane = .list
      relist(context)
      return
    }
    if !visible.contains(id) {
      filter = SessionFilter("")
      onlyBackend = nil
    }
    wanted = id
    tab = .checks
    pane = .detail
    relist(context)
  }
}
