package import AuthCore

/// A message that a real pool would send by email or SMS; here it goes to the outbox.
package struct PoolMessage: Equatable, Sendable, Unprinted {
  /// What carries it.
  package enum Medium: String, Sendable {
    case email = "EMAIL"
    case sms = "SMS"
    /// Not sent at all: what the user's authenticator app shows, for a demonstration without one.
    case authenticator = "AUTHENTICATOR"
  }

  package let medium: Medium
  package let username: String
  /// The whole address, or the user's name for an authenticator.
  package let destination: String
  package let code: String
  package let sentAt: NumericDate

  /// The message as one JSON object.
  package var json: String {
    JSONWriter.text(
      JSONWriter.object([
        ("medium", .string(medium.rawValue)), ("username", .string(username)),
        ("destination", .string(destination)), ("code", .string(code)),
        ("sent_at", .integer(sentAt.seconds)),
      ])
    )
  }

  /// An address as Cognito shows it in a challenge: `a***@e***`, `+*******1234`.
  static func masked(_ address: String) -> String {
    guard let at = address.firstIndex(of: "@") else {
      return "+*******" + address.suffix(4)
    }
    let host = address[address.index(after: at)...]
    return "\(address.prefix(1))***@\(host.prefix(1))***"
  }
}
