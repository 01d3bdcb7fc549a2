/// What the journal remembers of a session between two looks: enough to see that it changed and in
/// which way, and no token.
struct SessionTrace: Equatable, Sendable {
  /// When it was last written down, by the client's clock.
  var at: Int64
  /// False for one that went away.
  var isThere = true
  var issuedAt: Int64?
  var expiresAt: Int64?
  var authTime: Int64?
  var family = ""
  var event = ""
  /// Which of access, ID and refresh token are there, as letters.
  var tokens = ""
  var groups = ""
  var drift: Int64?
  /// Whether its end was written down.
  var isExpired = false

  /// The remains of a session that went away.
  static func gone(at now: NumericDate) -> SessionTrace {
    var trace = SessionTrace(at: now.milliseconds)
    trace.isThere = false
    return trace
  }

  private init(at: Int64) {
    self.at = at
  }

  init(_ session: Session, at now: NumericDate) {
    at = now.milliseconds
    issuedAt = (session.access ?? session.idToken)?.issuedAt?.milliseconds
    expiresAt = session.access?.expiresAt?.milliseconds
    authTime = (session.access ?? session.idToken)?.authTime?.milliseconds
    family = Self.plain(session.originJTI ?? "")
    event = Self.plain(session.access?.eventID ?? "")
    tokens =
      (session.access == nil ? "" : "a") + (session.idToken == nil ? "" : "i")
      + (session.refresh == nil ? "" : "r")
    groups = Self.plain(session.groups.sorted().joined(separator: ","))
    if case .milliseconds(let drift) = session.clockDrift { self.drift = drift }
    isExpired =
      session.access.map { session.millisecondsLeft(of: $0, at: now) < Session.expiryTolerance }
      ?? false
  }

  /// The fields but for the moment, with tabs between them.
  private var fields: [String] {
    [
      isThere ? "+" : "-", issuedAt.map(String.init) ?? "", expiresAt.map(String.init) ?? "",
      authTime.map(String.init) ?? "", family, event, tokens, groups,
      drift.map(String.init) ?? "", isExpired ? "x" : "",
    ]
  }

  var text: String { (["\(at)"] + fields).joined(separator: "\t") }

  init?(_ text: String) {
    let parts = text.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
    guard parts.count == 11, let at = Int64(parts[0]) else { return nil }
    self.at = at
    isThere = parts[1] == "+"
    issuedAt = Int64(parts[2])
    expiresAt = Int64(parts[3])
    authTime = Int64(parts[4])
    (family, event, tokens, groups) = (parts[5], parts[6], parts[7], parts[8])
    drift = Int64(parts[9])
    isExpired = parts[10] == "x"
  }

  /// Whether two tell the same, whenever they were written.
  func tellsTheSame(as other: SessionTrace) -> Bool { fields == other.fields }

  private static func plain(_ text: String) -> String {
    String(text.prefix(400).map { $0 == "\t" ? " " : $0 })
  }
}
