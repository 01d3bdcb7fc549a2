/// Which entries of the journal are wanted.
public struct JournalFilter: Equatable, Sendable {
  /// The session's user and client, in whatever backends, so that a moved session keeps its past.
  public var session: SessionID?
  /// A part of the session's name.
  public var part: String?
  public var backend: BackendID?
  /// Empty for all kinds.
  public var kinds: Set<JournalEntry.Kind> = []
  /// By the client's clock.
  public var since: NumericDate?
  /// The same, for the end of the time.
  public var until: NumericDate?

  public init(
    session: SessionID? = nil,
    part: String? = nil,
    backend: BackendID? = nil,
    kinds: Set<JournalEntry.Kind> = [],
    since: NumericDate? = nil,
    until: NumericDate? = nil
  ) {
    self.session = session
    self.part = part
    self.backend = backend
    self.kinds = kinds
    self.since = since
    self.until = until
  }

  public func matches(_ entry: JournalEntry) -> Bool {
    if let session, !(entry.session.map { $0.hasSameUser(as: session) } ?? false) { return false }
    if let part, !(entry.session?.description.contains(part) ?? false) { return false }
    if let backend, entry.backend != backend, entry.target != backend { return false }
    if !kinds.isEmpty, !kinds.contains(entry.kind) { return false }
    if let until, entry.date > until { return false }
    return since.map { entry.date >= $0 } ?? true
  }
}
