/// Why an operation of a user pool did not succeed; no case carries a token or a password.
public enum UserPoolError: Error, Equatable, Sendable {
  /// The pool refused by one of Cognito's named errors, such as `NotAuthorizedException`.
  case refused(name: String, message: String, status: Int)
  /// No answer and nothing was sent: name resolution, connection or TLS failed.
  case unreachable(reason: String)
  /// The request may have been carried out: the connection broke or time ran out after sending.
  case unanswered(reason: String)
  /// An answer that is not the service's, such as an HTML page or JSON cut short.
  case unreadable(status: Int, reason: String)
}

extension UserPoolError {
  /// Cognito's name for a refusal, or what kind of failure it was.
  var name: String {
    switch self {
    case .refused(let name, _, _): name
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
