/// Which sign-in stored tokens are of: a refresh makes a new generation and stays in the family.
///
/// Told by `origin_jti`; where the issuer sends none, by the moment of the sign-in, and where no
/// token can be read, by the refresh token itself.
enum SessionFamily: Equatable, Sendable {
  case origin(String, issuer: String?, sub: String?)
  case signIn(NumericDate, issuer: String?, sub: String?)
  /// A digest.
  case token(String)

  init(_ stored: StoredSession) {
    let id = SessionID(
      backend: BackendID(""),
      clientID: stored.clientID,
      username: stored.username
    )
    let session = stored.session(id: id)
    if let origin = session.originJTI {
      self = .origin(origin, issuer: session.issuer, sub: session.sub)
    } else if let start = session.access?.authTime ?? session.idToken?.authTime {
      self = .signIn(start, issuer: session.issuer, sub: session.sub)
    } else {
      self = .token((stored.token(.refresh) ?? stored.token(.access))?.digest ?? "")
    }
  }
}
