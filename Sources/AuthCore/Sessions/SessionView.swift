/// What lies around stored sessions: the clients' pointers, what pools refused, how long refresh
/// tokens live.
///
/// Turns facts into sessions. What many of them share is looked up once and kept once.
struct SessionView: Sendable {
  let backend: BackendID
  let isActiveBackend: Bool
  let pointers: [SessionUser]
  let refusals: [SessionID: RememberedRefusal]
  /// Refreshes and sign-outs that were begun and did not come to a known end.
  let intents: [SessionID: RefreshIntent]
  let signOuts: [SessionID: [SignOutNote]]
  private let pools: Pools?
  private var lastClient: Client?
  private var lastValidity: Validity?

  private struct Client {
    let clientID: String
    let pointer: String?
  }

  private struct Validity {
    let clientID: String
    let issuer: String?
    let seconds: Int64?
  }

  init(
    backend: BackendID,
    isActiveBackend: Bool,
    pointers: [SessionUser],
    refusals: [SessionID: RememberedRefusal],
    intents: [SessionID: RefreshIntent] = [:],
    signOuts: [SessionID: [SignOutNote]] = [:],
    pools: Pools? = nil
  ) {
    self.backend = backend
    self.isActiveBackend = isActiveBackend
    self.pointers = pointers
    self.refusals = refusals
    self.intents = intents
    self.signOuts = signOuts
    self.pools = pools
  }

  /// The same with other pointers.
  func with(pointers: [SessionUser]) -> SessionView {
    SessionView(
      backend: backend,
      isActiveBackend: isActiveBackend,
      pointers: pointers,
      refusals: refusals,
      intents: intents,
      signOuts: signOuts,
      pools: pools
    )
  }

  /// The session of some facts, nil when there are no tokens.
  mutating func session(_ row: SummaryPage.Row) -> Session? {
    guard row.facts.hasTokens else { return nil }
    let client = client(row.user.clientID)
    let id = SessionID(
      backend: backend,
      clientID: client.clientID,
      username: row.user.username
    )
    var fields = row.facts.fields(id: id)
    fields.isPointer = client.pointer.hasSameBytes(as: id.username)
    fields.isActive = fields.isPointer && isActiveBackend
    if !refusals.isEmpty {
      fields.refusal = refusals[id].flatMap { $0.refusal(digest: row.facts.refresh?.digest) }
    }
    if !intents.isEmpty || !signOuts.isEmpty {
      fields.problems += openEnds(id, row.facts)
    }
    if !fields.isPointer {
      let orphan = Problem.orphan(pointer: client.pointer)
      fields.problems = fields.problems.isEmpty ? Self.alone(orphan) : fields.problems + [orphan]
    }
    let deadline = deadline(fields)
    fields.refresh?.deadline = deadline
    return Session(fields)
  }

  /// What was begun with these very tokens.
  private func openEnds(_ id: SessionID, _ facts: SessionFacts) -> [Problem] {
    let refresh = intents[id].flatMap { intent in
      facts.hasDigests(intent.accessDigest, intent.refreshDigest)
        ? Problem.refreshCutShort(intent) : nil
    }
    let ending = signOuts[id]?.first { facts.hasDigests($0.accessDigest, $0.refreshDigest) }
    return [refresh, ending.map(Problem.signOutOpen)].compactMap { $0 }
  }

  private static let unpointed = [Problem.orphan(pointer: nil)]
  private static let pointedElsewhere = [Problem.orphan(pointer: "")]

  /// The same array for all orphans without another problem.
  private static func alone(_ orphan: Problem) -> [Problem] {
    orphan == unpointed[0] ? unpointed : pointedElsewhere
  }

  private mutating func client(_ clientID: String) -> Client {
    if let lastClient, lastClient.clientID.hasSameBytes(as: clientID) { return lastClient }
    let pointer = pointers.first { $0.clientID.hasSameBytes(as: clientID) }?.username
    let client = Client(clientID: clientID, pointer: pointer)
    lastClient = client
    return client
  }

  /// When the refresh token ends: its lifetime counts from the sign-in, and no refresh extends it.
  private mutating func deadline(_ fields: SessionFields) -> NumericDate? {
    guard fields.refresh != nil,
      let start = fields.access?.authTime ?? fields.idToken?.authTime,
      let seconds = validity(
        fields.id.clientID,
        issuer: Session.issuer(access: fields.access?.issuer, idToken: fields.idToken?.issuer)
      )
    else { return nil }
    return start.advanced(bySeconds: seconds)
  }

  private mutating func validity(_ clientID: String, issuer: String?) -> Int64? {
    if let last = lastValidity, last.clientID.hasSameBytes(as: clientID), last.issuer == issuer {
      return last.seconds
    }
    let seconds = pools?.configuration(clientID: clientID, issuer: issuer)?.refreshTokenValidity
    lastValidity = Validity(clientID: clientID, issuer: issuer, seconds: seconds)
    return seconds
  }
}
