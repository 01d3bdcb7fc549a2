import AuthCore

extension MainScreen {
  /// The lines of the tab that is open.
  package func detailLines(_ context: Context) -> [DetailLine] {
    guard let selection, let session = context.ledger[selection] else { return [] }
    let known = detail?.session.id == selection ? detail : nil
    switch tab {
    case .access: return claimLines(known?.access, .access, session, context)
    case .id: return claimLines(known?.idToken, .id, session, context)
    case .refresh: return refreshLines(session, context)
    case .devices: return deviceLines(session, context)
    case .raw: return rawLines(known, context)
    case .checks: return checkLines(context)
    case .journal: return journal?.map { DetailLine.entry($0, of: selection, context) } ?? []
    }
  }

  /// Sentences above the lines, about what is wrong or easily mistaken.
  package func detailNotes(_ context: Context) -> [StyledLine] {
    guard let selection, let session = context.ledger[selection] else { return [] }
    var notes: [StyledLine] = []
    if context.encrypted[selection.backend] == true {
      notes.append(StyledLine("encrypted: Enter asks for the passphrase", .accent))
    }
    if tab == .id {
      notes.append(
        StyledLine("for the front end only: an ID token never authorises a request", .accent)
      )
    }
    if tab == .devices, case .failed(let error)? = context.poolSessions[selection] {
      notes.append(StyledLine(SafeText(foreign: "\(error)"), .danger))
    }
    if let refusal = session.refusal, tab.isAboutTokens {
      notes.append(
        StyledLine("the pool refused: \(SafeText(foreign: refusal.message))", .revoked)
      )
    }
    for problem in session.problems where tab.isAboutTokens {
      let style: Style = problem.breaks ? .broken : problem.code == "orphan" ? .dim : .expiring
      notes.append(StyledLine(SafeText(foreign: problem.message), style))
    }
    return notes
  }

  private func claimLines(
    _ token: SessionDetail.DecodedToken?,
    _ kind: TokenKind,
    _ session: Session,
    _ context: Context
  ) -> [DetailLine] {
    guard let token else { return [] }
    var lines = token.claims.members.map { DetailLine.claim($0, session, context) }
    for duplicate in token.duplicateNames {
      lines.append(
        DetailLine(
          name: "duplicate " + duplicate,
          label: "repeated",
          value: SafeText(foreign: duplicate),
          style: .broken,
          note: "a verifier must refuse this token"
        )
      )
    }
    lines += verdictLines(token, kind, session, context)
    return lines
  }

  private func refreshLines(_ session: Session, _ context: Context) -> [DetailLine] {
    guard let refresh = session.refresh else {
      return [
        DetailLine("kind", "none", .broken, note: "this session cannot be renewed")
      ]
    }
    let family = SafeText(foreign: session.originJTI ?? "unknown")
    var lines = [
      DetailLine(
        "kind",
        refresh.isEncrypted ? "encrypted, five parts" : "opaque",
        note: "only its issuer can read it"
      ),
      DetailLine("length", "\(refresh.byteCount) bytes", note: "its text is never shown here"),
      DetailLine("family", family, note: "origin_jti: all tokens of one sign-in"),
      deadlineLine(session, context),
    ]
    if let start = session.access?.authTime {
      let date = SafeText(foreign: context.shortDateText(start))
      lines.append(DetailLine("signed in", date, note: "a refresh does not move it"))
    }
    if session.deviceKeyCount > 0 {
      let count = SafeText(session.deviceKeyCount)
      lines.append(DetailLine("devices", count, note: "keys sent with each refresh"))
    }
    let copies = context.ledger.copies(of: session.id)
    if !copies.isEmpty {
      let places = copies.map { SafeText(foreign: $0.id.backend.rawValue) }
      lines.append(
        DetailLine("copies", places.joined(separator: ", "), note: "a rotation renews them too")
      )
    }
    return lines
  }

  private func deadlineLine(
    _ session: Session,
    _ context: Context
  ) -> DetailLine {
    guard let deadline = session.refresh?.deadline,
      let left = session.refreshMillisecondsLeft(at: context.poolNow)
    else {
      return DetailLine(
        name: "deadline",
        label: "ends",
        value: "unknown",
        style: .dim,
        note: "set refresh-token-validity for this pool"
      )
    }
    let countdown = Countdown(milliseconds: Int(clamping: left))
    return DetailLine(
      name: "deadline",
      label: "ends",
      value: SafeText(foreign: context.dateText(deadline)),
      style: countdown.isOver ? .expired : .live,
      note: countdown.isOver ? countdown.text : "in \(countdown.text)",
      nextChange: countdown.nextChange,
      showsSeconds: countdown.showsSeconds
    )
  }

  private func rawLines(_ detail: SessionDetail?, _ context: Context) -> [DetailLine] {
    guard let detail else { return [] }
    var lines = detail.items.map { item in
      DetailLine(
        name: item.key,
        label: SafeText(foreign: item.kind),
        value: item.value.map { SafeText(foreign: $0) } ?? "\(item.byteCount) bytes",
        style: item.value == nil ? .dim : .plain,
        note: SafeText(foreign: (item.value == nil ? "secret: " : "") + item.meaning)
      )
    }
    for (title, token) in [("access", detail.access), ("id", detail.idToken)] {
      guard let token else { continue }
      lines.append(
        DetailLine(
          name: title + " header",
          label: "\(SafeText(foreign: title)) head",
          value: SafeText(foreign: JSONText.text(token.header))
        )
      )
      lines.append(
        DetailLine(
          name: title + " payload",
          label: "\(SafeText(foreign: title)) body",
          value: SafeText(foreign: JSONText.text(shown(token.claims, context)))
        )
      )
    }
    return lines
  }

  /// The claims with personal values masked unless they were asked for.
  private func shown(_ claims: Claims, _ context: Context) -> JSONObject {
    JSONObject(
      members: claims.members.map { member in
        let isMasked = ClaimName.isPersonal(member.name) && !context.revealsPersonalClaims
        return JSONObject.Member(
          name: member.name,
          value: isMasked ? .string(ClaimName.mask) : member.value
        )
      }
    )
  }
}
