package import AuthCore

/// The box that signs a user in: user and password, then a page for whatever the pool asks.
package struct SignInScreen: Equatable, Sendable {
  /// What the box shows.
  package enum Page: Equatable, Sendable {
    case credentials
    case asked(SignInChallenge)
    /// Signed in and stored; the device may be remembered.
    case remember(SessionID)
  }

  /// A line that is typed into.
  package struct Entry: Equatable, Sendable {
    /// What the entry is called, and the attribute's name where it is one.
    package let name: String
    package var field: TextField
  }

  package internal(set) var page = Page.credentials
  /// What the pool is being asked; the end of anything else is not for this box.
  var awaited: Effect?
  package internal(set) var entries: [Entry]
  package internal(set) var focus = 0
  /// The user name, for coming back to the first page.
  package internal(set) var username = ""
  /// Which of the configured pools.
  package internal(set) var pool = 0
  package internal(set) var method = SignInFlow.Method.srp
  /// Why the last try did not succeed.
  package internal(set) var failure: SessionError?
  /// Whether the pool asked the same once more, which is how a custom challenge says no.
  package internal(set) var isAskedAgain = false
  /// When the pool stops waiting for the answer, if it keeps to its usual time.
  package internal(set) var deadline: NumericDate?
  /// The secret of a new authenticator for a camera.
  package internal(set) var pattern: QRCode?

  package init() {
    entries = Self.credentials("", .srp)
  }

  /// Whether the pool is being asked.
  package var isWaiting: Bool { awaited != nil }

  static let user = "user"
  static let password = "password"
  static let newPassword = "new password"
  static let code = "code"
  static let email = "email"
  static let answer = "answer"

  static func credentials(_ username: String, _ method: SignInFlow.Method) -> [Entry] {
    var entries = [Entry(name: user, field: TextField(username))]
    if method.needsPassword { entries.append(secret(password)) }
    return entries
  }

  static func secret(_ name: String) -> Entry {
    Entry(name: name, field: TextField(isSecret: true))
  }

  static func entries(for challenge: SignInChallenge) -> [Entry] {
    switch challenge {
    case .newPassword(let required, let known):
      let missing = required.filter { known[$0, default: ""].isEmpty }
      return [secret(newPassword)] + missing.map { Entry(name: $0, field: TextField()) }
    case .password: return [secret(password)]
    case .choice: return []
    case .code, .softwareTokenSetup: return [Entry(name: code, field: TextField())]
    case .emailSetup: return [Entry(name: email, field: TextField())]
    case .custom: return [Entry(name: answer, field: TextField())]
    }
  }

  func text(_ name: String) -> String {
    entries.first { $0.name == name }?.field.text ?? ""
  }

  /// What can be chosen on this page, with the reply that each choice is.
  var options: [SafeText] {
    switch page {
    case .asked(.choice(_, let factors)): factors.map { SafeText(foreign: $0.title) }
    case .remember: ["do not remember this device", "remember this device"]
    default: []
    }
  }

  /// The countdown to the pool's deadline, nil where the pool does not wait.
  package func countdown(at now: NumericDate) -> Countdown? {
    guard !isWaiting, case .asked = page, let deadline else { return nil }
    return Countdown(milliseconds: Int(clamping: deadline.milliseconds(since: now)))
  }
}
