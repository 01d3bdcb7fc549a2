/// A dialect that a session or one of its tokens can be written in.
public enum ExportFormat: String, CaseIterable, Sendable {
  case token, claim, header, curl, httpie, fetch, env
  case cookieHeader = "cookie-header"
  case cookiesText = "cookies-txt"
  case storageState = "storage-state"

  /// What it is, in a few words.
  public var title: String {
    switch self {
    case .token: "the token alone"
    case .claim: "one claim, or all of them as JSON"
    case .header: "an Authorization header line"
    case .curl: "a curl command"
    case .httpie: "an HTTPie command"
    case .fetch: "a fetch call in JavaScript"
    case .env: "environment variables for a shell"
    case .cookieHeader: "a Cookie header line"
    case .cookiesText: "a cookies.txt for curl"
    case .storageState: "a Playwright storage state"
    }
  }

  /// Whether it holds the whole session and not one token.
  public var isWholeSession: Bool {
    switch self {
    case .cookieHeader, .cookiesText, .storageState: true
    default: false
    }
  }

  /// Whether it makes no sense without a page's origin.
  public var needsOrigin: Bool { self == .cookiesText || self == .storageState }
}
