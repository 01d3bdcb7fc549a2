/// Why an operation of a user pool did not succeed; no case carries a token or a password.
public enum UserPoolError: Error, Equatable, Sendable {
  /// The pool refused by one of Cognito's named errors, such as `NotAuthorizedException`.
  ///
  /// `retryAfter` is for how many milliseconds it wants to be left alone, where it said so (RFC 9110
  /// section 10.2.3).
  case refused(name: String, message: String, status: Int, retryAfter: Int64? = nil)
  /// No answer and nothing was sent: name resolution, connection or TLS failed.
  case unreachable(reason: String)
  /// The request may have been carried out: the connection broke or time ran out after sending.
  case unanswered(reason: String)
  /// An answer that is not the service's, such as an HTML page or JSON cut short.
  case unreadable(status: Int, reason: String)
}

extension UserPoolError {
  /// Milliseconds for which the server wants to be left alone, where it said so.
  public var retryAfter: Int64? {
    if case .refused(_, _, _, let wish) = self { wish } else { nil }
  }

  /// Whether the request may have been carried out all the same: no answer, a fault of the server, or
  /// an answer to a success that cannot be read.
  package var mayBeCarriedOut: Bool {
    switch self {
    case .unreachable: false
    case .unanswered: true
    case .unreadable(let status, _): !(300..<500).contains(status)
    case .refused(_, _, let status, _): status >= 500
    }
  }

  /// Whether an issuer says that it cannot revoke such a token at all: its discovery document names no
  /// `revocation_endpoint` (optional, RFC 8414 section 2), or that one takes no refresh tokens (RFC 7009
  /// section 2.2.1).
  var isOfMissingRevocation: Bool {
    guard case .refused(let name, _, let status, _) = self, status < 500 else { return false }
    return ["UnknownOperationException", "unsupported_token_type"].contains(name)
  }

  /// Whether an access token may have been refused for no more than its age.
  ///
  /// GetUser says that in a word of its own. What userInfo says of expired tokens it says of revoked
  /// ones too (`invalid_token`, RFC 6750 section 3.1), where the token's own end tells them apart.
  func isOfExpiry(mayHaveExpired: Bool?) -> Bool {
    guard case .refused(let name, let message, _, _) = self else { return false }
    let text = message.lowercased()
    guard name == "invalid_token", let mayHaveExpired else { return text.contains("expired") }
    let causes = ["revoked", "disabled", "deleted", "signed out"]
    let isAgeAlone = text.contains("expired") && !causes.contains { text.contains($0) }
    return mayHaveExpired || isAgeAlone
  }

  /// Cognito's name for a refusal, or what kind of failure it was.
  var name: String {
    switch self {
    case .refused(let name, _, _, _): name
    case .unreachable: "unreachable"
    case .unanswered: "unanswered"
    case .unreadable(let status, _): "HTTP \(status)"
    }
  }

  /// The refusal of an operation that this issuer does not have, in Cognito's words for it.
  package static func unavailable(_ operation: String) -> UserPoolError {
    .refused(
      name: "UnknownOperationException",
      message: "\(operation) is not available here",
      status: 400
    )
  }
}
