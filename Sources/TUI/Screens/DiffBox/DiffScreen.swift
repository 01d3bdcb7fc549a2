package import AuthCore

/// What two tokens say differently: of two sessions, of one session's last two generations, or the
/// access and the ID token of one.
package struct DiffScreen: Equatable, Sendable {
  /// Which tokens are compared.
  package enum Comparison: Equatable, Sendable {
    /// The access token with the ID token of the same session.
    case kinds
    /// The same token before and after the last refresh.
    case generations(TokenKind)
    /// What the last refresh changed, as the journal has it.
    case written
    /// The same token of two sessions.
    case sessions(TokenKind)
  }

  /// The session on the left, and another one on the right unless it is compared with itself.
  package let first: SessionID
  package let second: SessionID?
  package private(set) var comparison: Comparison
  private var details: [SessionID: SessionDetail] = [:]
  /// What the session was before its last refresh, when that was seen.
  private let earlier: SessionDetail?
  /// The last refresh that the journal tells of; nil when there is none, or it was not read yet.
  private(set) var written: JournalEntry?
  private(set) var isJournalRead = false
  package internal(set) var pager = Pager()

  package init(_ first: SessionID, _ second: SessionID?, _ context: Context) {
    self.first = first
    self.second = second
    earlier = second == nil ? context.earlier[first] : nil
    comparison =
      second == nil ? (earlier == nil ? .kinds : .generations(.access)) : .sessions(.access)
  }

  /// The sessions that are to be read.
  var sessions: [SessionID] { [first] + (second.map { [$0] } ?? []) }

  mutating func take(_ detail: SessionDetail) {
    if sessions.contains(detail.session.id) { details[detail.session.id] = detail }
  }

  /// What is to be read when it opens.
  var wishes: [Effect] {
    sessions.map { .loadDetail($0) } + (second == nil ? [.loadJournal(refreshes)] : [])
  }

  private var refreshes: JournalFilter {
    JournalFilter(session: first, kinds: [.refreshed, .changed])
  }

  mutating func take(_ entries: [JournalEntry], _ filter: JournalFilter) {
    guard filter == refreshes else { return }
    isJournalRead = true
    written = entries.first { !$0.claims.isEmpty && $0.backend == first.backend }
  }

  /// Goes on to the next comparison.
  mutating func next() {
    pager = Pager()
    switch comparison {
    case .sessions(.access): comparison = .sessions(.id)
    case .sessions: comparison = .sessions(.access)
    case .kinds where earlier != nil: comparison = .generations(.access)
    case .kinds: comparison = written == nil ? .kinds : .written
    case .written: comparison = .kinds
    case .generations(.access): comparison = .generations(.id)
    case .generations: comparison = .kinds
    }
  }

  /// Whether there is another comparison to go to.
  var hasMore: Bool { second != nil || earlier != nil || written != nil }

  /// The two sides; nil while one was not read.
  var sides: (first: SessionDetail.DecodedToken?, second: SessionDetail.DecodedToken?)? {
    guard let one = details[first] else { return nil }
    switch comparison {
    case .kinds: return (one.access, one.idToken)
    case .written: return nil
    case .generations(let kind):
      return earlier.map { (Self.token(kind, of: $0), Self.token(kind, of: one)) }
    case .sessions(let kind):
      guard let second, let other = details[second] else { return nil }
      return (Self.token(kind, of: one), Self.token(kind, of: other))
    }
  }

  private static func token(
    _ kind: TokenKind,
    of detail: SessionDetail
  ) -> SessionDetail.DecodedToken? {
    kind == .access ? detail.access : detail.idToken
  }

  /// What is different; nil where a token is missing.
  package var diff: ClaimDiff? {
    guard let sides, let one = sides.first, let other = sides.second else { return nil }
    return ClaimDiff(one.claims.members, other.claims.members)
  }

  mutating func fit(_ context: Context) {
    pager.fit(count: lines(context, columns: context.columns - 4).count, rows: context.rows - 4)
  }
}
