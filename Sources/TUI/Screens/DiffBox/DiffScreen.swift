package import AuthCore

/// What two tokens say differently: of two sessions, or the access and the ID token of one.
package struct DiffScreen: Equatable, Sendable {
  /// The session on the left, and another one on the right unless it is compared with itself.
  package let first: SessionID
  package let second: SessionID?
  /// Which token of two sessions.
  package private(set) var token = TokenKind.access
  private var details: [SessionID: SessionDetail] = [:]
  package internal(set) var pager = Pager()

  package init(_ first: SessionID, _ second: SessionID?) {
    self.first = first
    self.second = second
  }

  /// The sessions that are to be read.
  var sessions: [SessionID] { [first] + (second.map { [$0] } ?? []) }

  mutating func take(_ detail: SessionDetail) {
    if sessions.contains(detail.session.id) { details[detail.session.id] = detail }
  }

  mutating func otherToken() {
    guard second != nil else { return }
    token = token == .access ? .id : .access
    pager = Pager()
  }

  /// The two sides by name; nil while one was not read.
  var sides: (first: SessionDetail.DecodedToken?, second: SessionDetail.DecodedToken?)? {
    guard let one = details[first] else { return nil }
    guard let second else { return (one.access, one.idToken) }
    guard let other = details[second] else { return nil }
    return token == .access ? (one.access, other.access) : (one.idToken, other.idToken)
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
