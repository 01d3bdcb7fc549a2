package import AuthCore

/// The box that signs a user in: user and password, then whatever the pool asks.
package struct SignInScreen: Equatable, Sendable {
  /// How far the sign-in has come.
  package enum Phase: Equatable, Sendable {
    case credentials
    /// The pool demands a new password, together with these attributes.
    case newPassword(attributes: [String])
    /// The pool is being asked.
    case waiting
  }

  /// A line that is typed into.
  package struct Entry: Equatable, Sendable {
    /// What the entry is called, and the attribute's name where it is one.
    package let name: String
    package var field: TextField
  }

  package internal(set) var phase = Phase.credentials
  package internal(set) var entries: [Entry]
  package internal(set) var focus = 0
  /// Which of the configured pools.
  package internal(set) var pool = 0
  package internal(set) var method = SignInFlow.Method.srp
  /// Why the last try did not succeed.
  package internal(set) var failure: SessionError?

  package init() {
    entries = Self.credentials
  }

  static let user = "user"
  static let password = "password"
  static let newPassword = "new password"

  static var credentials: [Entry] {
    [
      Entry(name: user, field: TextField()),
      Entry(name: password, field: TextField(isSecret: true)),
    ]
  }

  func text(_ name: String) -> String {
    entries.first { $0.name == name }?.field.text ?? ""
  }
}
