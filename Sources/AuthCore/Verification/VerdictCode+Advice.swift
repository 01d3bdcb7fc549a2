extension VerdictCode {
  /// What to do about it, in a sentence; nil where there is nothing to do.
  public var advice: String? {
    switch self {
    case .ok, .notAsked: nil
    case .segments, .emptySegment, .base64url, .utf8, .json, .notObject:
      "get the token again: it was cut, or something changed it on its way"
    case .duplicateMember, .claimType:
      "ask who issued it: readers differ in what they make of such a token"
    case .encrypted: "use the access or the ID token: only its issuer can read this one"
    case .tooLarge: "see what fills it: a pre token generation trigger, or too many groups"
    case .header, .crit, .unsecuredAlgorithm, .unsupportedAlgorithm:
      "do not accept it: a Cognito user pool issues no such token"
    case .badKeySet: "check the address of the key set"
    case .keysUnavailable: "check the network, or give the key set as a file"
    case .kidMissing, .kidNotFound:
      "check that the token is of this pool; keys are asked for again in ten seconds at most"
    case .keyRemoved: "refresh to get a token of a current key"
    case .badKey, .weakKey, .keyUse, .keyMismatch:
      "ask the issuer to mend its key set: no verifier should use this key"
    case .badSignature: "do not accept it, and find out who changed it"
    case .missingClaim: "get a token that has the claim: another flow, scope or trigger"
    case .expired: "refresh to get a new one"
    case .notYetValid: "check both clocks: this one, or the issuer's, is off"
    case .issuer: "check which pool it belongs to, and both forms of its issuer"
    case .audience, .clientID: "check which app client it was issued to"
    case .tokenUse: "send the access token to APIs, and keep the ID token in the front end"
    case .scope: "sign in asking for the scope"
    case .groups: "add the user to the group, then refresh"
    case .revoked: "sign in again; whatever verifies offline accepts it until it expires"
    case .noAnswer: "ask again"
    case .cookieSize: "keep it in another backend, or make the token smaller"
    case .storage: "see the session's own problems"
    }
  }
}
