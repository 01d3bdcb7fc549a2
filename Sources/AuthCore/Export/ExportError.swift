/// Why something cannot be written as it was asked for; no case carries a token.
public enum ExportError: Error, Equatable, Sendable {
  case noToken(TokenKind)
  case unreadable(TokenKind)
  case noClaim(String, TokenKind)
  case claimsOfRefreshToken
  case refreshTokenForAPI
  case needsOrigin(ExportFormat)
  case badURL(String)
  /// The token has characters that no header can carry.
  case unsafeToken(TokenKind)
}

extension ExportError: CustomStringConvertible {
  /// What happened, what was kept, and what to do next, in one line.
  public var description: String {
    switch self {
    case .noToken(let kind):
      "the session has no \(kind.title); nothing was written; choose another token"
    case .unreadable(let kind):
      "the \(kind.title) cannot be decoded, so it has no claims to write; nothing was written; "
        + "refresh it first"
    case .noClaim(let name, let kind):
      "the \(kind.title) has no claim \"\(name)\"; nothing was written; choose one that authtop "
        + "show lists"
    case .claimsOfRefreshToken:
      "a refresh token has no claims that anybody but its issuer can read; nothing was "
        + "written; choose access or id"
    case .refreshTokenForAPI:
      """
      a refresh token is sent to its pool alone and never to an API; nothing was written; choose \
      access or id
      """
    case .needsOrigin(let format):
      """
      \(format.rawValue) needs the origin of the app's page; nothing was written; give --origin, \
      or set AUTHTOP_ORIGIN
      """
    case .badURL(let url):
      "\"\(url)\" is no http or https URL; nothing was written; give one such as "
        + "https://api.example.com/"
    case .unsafeToken(let kind):
      """
      the \(kind.title) has characters that a header cannot carry (RFC 6750 section 2.1); nothing \
      was written; write it as "token" to look at it
      """
    }
  }
}
