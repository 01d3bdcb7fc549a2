import FoundationEssentials

/// A refusal as authtop remembers it beside the session, tied to the refresh token it was about.
///
/// Amplify would clear the tokens; authtop keeps them and marks the session instead.
package struct RememberedRefusal: Codable, Equatable, Sendable {
  package var kind: String
  package var name: String
  package var message: String
  /// Milliseconds since 1970.
  package var date: Int64
  /// Eight bytes of the refresh token's SHA-256, in hexadecimal: enough to see that it changed.
  package var tokenDigest: String

  package init(_ refusal: Refusal, token: TokenText?) {
    kind = refusal.kind.rawValue
    name = refusal.name
    message = refusal.message
    date = refusal.date.milliseconds
    tokenDigest = token?.digest ?? ""
  }

  /// The refusal, unless the session has another refresh token by now.
  package func refusal(for token: TokenText?) -> Refusal? { refusal(digest: token?.digest) }

  /// The refusal, unless the refresh token's digest is another one by now.
  package func refusal(digest: String?) -> Refusal? {
    guard (digest ?? "") == tokenDigest else { return nil }
    return Refusal(
      kind: Refusal.Kind(rawValue: kind) ?? .unknown,
      name: name,
      message: message,
      date: NumericDate(milliseconds: date)
    )
  }
}
