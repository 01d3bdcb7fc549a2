/// One of a signed token's three parts (RFC 7515 section 3.1).
public enum TokenPart: String, Sendable, Equatable {
  case header
  case payload
  case signature
}

/// Why a text is not a signed token that can be read: which part, which byte, and why.
public enum TokenError: Error, Equatable, Sendable {
  case empty
  case tooLarge(bytes: Int, limit: Int)
  /// Not the three parts of a signed token (RFC 7515 section 7.1).
  case partCount(Int)
  /// Five parts under a header that names a content encryption (RFC 7516 section 7.1): what
  /// Cognito's refresh tokens are.
  case encrypted(algorithm: String, encryption: String)
  case emptyPart(TokenPart)
  case base64url(TokenPart, Base64URL.Failure)
  case json(TokenPart, JSONError)
  case notAnObject(TokenPart, found: String)
}

extension TokenError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .empty:
      "nothing to decode: the text is empty"
    case .tooLarge(let bytes, let limit):
      "too large to decode: \(bytes) bytes, the limit is \(limit)"
    case .partCount(let count):
      "a signed token has three parts between dots, this text has \(count)"
    case .encrypted(let algorithm, let encryption):
      """
      an encrypted token (\(algorithm), \(encryption)), such as Cognito's refresh token: \
      only its issuer can read it, and nothing is wrong with it
      """
    case .emptyPart(let part):
      "the \(part.rawValue) is empty"
    case .base64url(let part, .forbiddenByte(let byte, let offset)):
      "the \(part.rawValue) is not base64url: byte \(offset) is \(byteName(byte))"
    case .base64url(let part, .impossibleLength(let length)):
      "the \(part.rawValue) is not base64url: no bytes encode to a length of \(length), "
        + "so it was cut or lengthened"
    case .base64url(let part, .unusedBits(let offset)):
      "the \(part.rawValue) is not base64url: the character at byte \(offset) has bits left over"
    case .json(let part, let error):
      "the \(part.rawValue) is not JSON: \(error)"
    case .notAnObject(let part, let found):
      "the \(part.rawValue) is \(found), not a JSON object"
    }
  }
}
