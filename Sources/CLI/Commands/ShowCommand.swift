public import ArgumentParser
public import AuthCore

/// `authtop show`: one session's claims, or one raw token of it.
struct ShowCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show",
    abstract: "Show one session's claims, or print one of its tokens.",
    discussion: """
      Personal claims are masked unless --reveal is given. --json has every claim as it is, for \
      programs.
      """
  )

  @Argument(help: ArgumentHelp("backend/clientId/username or a unique part.", valueName: "id"))
  var id: String

  @Flag(help: "Print JSON.")
  var json = false

  @Flag(help: "Print personal claims too.")
  var reveal = false

  @Option(
    help: ArgumentHelp(
      "Print that raw token alone: access, id or refresh.",
      valueName: "access|id|refresh"
    )
  )
  var token: TokenKind?

  @OptionGroup var pool: PoolOptions

  func run() async throws {
    try await reporting {
      try await Wiring.with(pool) { wiring in
        let session = try await SessionSelection.sessions([id], in: wiring.manager)[0]
        if let token {
          try await printToken(token, of: session.id, wiring.manager)
          return
        }
        let detail = try await wiring.manager.detail(session.id)
        print(json ? record(detail).text : text(detail))
      }
    }
  }

  private func printToken(
    _ kind: TokenKind,
    of id: SessionID,
    _ manager: SessionManager
  ) async throws {
    guard let text = try await manager.token(kind, of: id) else {
      throw CommandFailure(
        "\(id) has no \(kind.title)",
        code: CommandFailure.Code.refused
      )
    }
    print(text.reveal())
  }

  private func record(_ detail: SessionDetail) -> JSONRecord {
    var record = SessionRecord.record(detail.session, at: Wiring.clock())
    record.set("access_claims", claims(detail.access))
    record.set("id_claims", claims(detail.idToken))
    record.set("clock_drift_unit", detail.driftUnit?.rawValue)
    record.set("items", detail.items.map(item))
    return record
  }

  private func item(_ item: SessionDetail.StoredItem) -> JSONRecord {
    var record = JSONRecord()
    record.set("key", item.key)
    record.set("kind", item.kind)
    record.set("meaning", item.meaning)
    record.set("bytes", Int64(item.byteCount))
    return record
  }

  private func claims(_ token: SessionDetail.DecodedToken?) -> JSONValue {
    guard let token else { return .null }
    var record = JSONRecord()
    record.set("header", .object(token.header))
    record.set("claims", .object(JSONObject(members: token.claims.members)))
    return record.value
  }

  private func text(_ detail: SessionDetail) -> String {
    let session = detail.session
    let now = Wiring.clock()
    var lines = [SingleLine.text("\(session.id)"), "state      \(session.state(at: now).word)"]
    if let refusal = session.refusal {
      lines.append(SingleLine.text("refused    \(refusal.message) (\(refusal.name))"))
    }
    lines += session.problems.map { SingleLine.text("problem    \($0.message)") }
    for (title, token) in [("access token", detail.access), ("ID token", detail.idToken)] {
      guard let token else { continue }
      lines.append("\(title), \(token.byteCount) bytes (decoded, not verified)")
      lines += InspectText.members(token.claims.members, isRevealing: reveal)
    }
    if let refresh = session.refresh {
      lines.append("refresh token, \(refresh.byteCount) bytes, readable by its issuer alone")
      if let deadline = refresh.deadline { lines.append("  ends \(deadline.utcText)") }
    }
    return lines.joined(separator: "\n")
  }
}

extension TokenKind: ExpressibleByArgument {}
