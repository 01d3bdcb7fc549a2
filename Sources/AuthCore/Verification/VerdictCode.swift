/// What a check found, in one word that scripts can compare.
public enum VerdictCode: String, Sendable, CaseIterable {
  case ok
  case notAsked = "not-asked"

  // Shape.
  case segments
  case emptySegment = "empty-segment"
  case base64url
  case utf8
  case json
  case notObject = "not-object"
  case duplicateMember = "duplicate-member"
  case encrypted
  case tooLarge = "too-large"

  // Signature.
  case header
  case crit
  case unsecuredAlgorithm = "unsecured-alg"
  case unsupportedAlgorithm = "unsupported-alg"
  case badKeySet = "bad-jwks"
  case keysUnavailable = "jwks-unavailable"
  case kidMissing = "kid-missing"
  case kidNotFound = "kid-not-found"
  /// The issuer published the key once and does no longer.
  case keyRemoved = "key-removed"
  case badKey = "bad-key"
  case weakKey = "weak-key"
  case keyUse = "key-use"
  case keyMismatch = "alg-key-mismatch"
  case badSignature = "bad-signature"

  // Claims.
  case claimType = "claim-type"
  case missingClaim = "missing-claim"
  case expired
  case notYetValid = "not-yet-valid"
  case issuer
  case audience
  case clientID = "client-id"
  case tokenUse = "token-use"
  case scope
  case groups

  // What no token says by itself.
  case revoked
  case noAnswer = "no-answer"
  case cookieSize = "cookie-size"
  case storage
}
