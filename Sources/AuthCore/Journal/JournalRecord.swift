/// An entry as the store keeps it.
struct JournalRecord: Codable {
  let at: Int64
  let drift: Int64?
  let kind: JournalEntry.Kind
  let by: JournalEntry.Source
  let backend: BackendID
  /// Backend, client and user.
  let session: [String]?
  let target: BackendID?
  let detail: String
  let claims: [ClaimChange]

  init(_ entry: JournalEntry) {
    at = entry.date.milliseconds
    drift = entry.drift
    kind = entry.kind
    by = entry.source
    backend = entry.backend
    session = entry.session.map { [$0.backend.rawValue, $0.clientID, $0.username] }
    target = entry.target
    detail = entry.detail
    claims = entry.claims
  }

  func entry(id: String) -> JournalEntry {
    var entry = JournalEntry(
      kind,
      by: by,
      at: NumericDate(milliseconds: at),
      backend: backend,
      session: session.flatMap { parts in
        parts.count == 3
          ? SessionID(backend: BackendID(parts[0]), clientID: parts[1], username: parts[2]) : nil
      },
      drift: drift,
      target: target,
      detail: detail,
      claims: claims
    )
    entry.id = id
    return entry
  }
}
