/// What the claims must say beyond time (RFC 7519 section 4.1, AWS: "Verifying JSON Web Tokens").
struct ClaimChecks {
  let claims: Claims
  let checks: Verifier.Checks

  /// Claims that must be strings whoever asks (RFC 7519 section 4.1.2 and 4.1.7), nil when they are.
  func wrongType() -> AxisVerdict? {
    for name in ["sub", "jti"] {
      if let value = claims[name], value.text == nil {
        return .wrongType(name, value, expected: "a string")
      }
    }
    return nil
  }

  func issuer() -> AxisVerdict {
    let value = claims["iss"]
    if let value, value.text == nil { return .wrongType("iss", value, expected: "a string") }
    let actual = value?.text
    guard let issuers = checks.issuers else {
      return .notAsked("no issuer was asked for", actual: actual)
    }
    let expected = issuers.joined(separator: " or ")
    guard let actual else {
      return .missing("iss", "nobody says who issued it", expected: expected)
    }
    guard issuers.contains(where: { isSameText($0, actual) }) else {
      return .fail(.issuer, "another issuer made it", expected: expected, actual: actual)
    }
    return .pass("issued by the one asked for", expected: expected, actual: actual)
  }

  /// Cognito names the app client in `client_id` of an access token and in `aud` of an ID token;
  /// OpenID Connect in `aud`.
  func audience() -> AxisVerdict {
    if let value = claims["aud"], claims.aud == nil {
      return .wrongType("aud", value, expected: "a string or an array of strings")
    }
    if let value = claims["client_id"], value.text == nil {
      return .wrongType("client_id", value, expected: "a string")
    }
    let isAccess = claims["token_use"].map { $0 == .string("access") } ?? false
    let actual = isAccess ? claims.clientID.map { [$0] } : claims.aud
    guard let wanted = checks.clientID else {
      return .notAsked("no app client was asked for", actual: actual?.joined(separator: ", "))
    }
    let claim = isAccess ? "client_id" : "aud"
    guard let actual else { return .missing(claim, "it is for nobody", expected: wanted) }
    let found = actual.joined(separator: ", ")
    guard actual.contains(where: { isSameText($0, wanted) }) else {
      return .fail(
        isAccess ? .clientID : .audience,
        "it is for another app client: \(claim) differs",
        expected: wanted,
        actual: found
      )
    }
    return .pass("for the app client asked for", expected: wanted, actual: found)
  }

  /// Kind, scopes and groups.
  func use() -> AxisVerdict {
    for name in ["token_use", "scope"] {
      if let value = claims[name], value.text == nil {
        return .wrongType(name, value, expected: "a string")
      }
    }
    let actual = claims.tokenUse
    if let wanted = checks.tokenUse {
      guard let actual else {
        return .missing("token_use", "its kind is not known", expected: wanted)
      }
      guard isSameText(actual, wanted) else {
        return .fail(.tokenUse, "it is a token of another kind", expected: wanted, actual: actual)
      }
    }
    if let failure = membership("scope", claims.scopes, checks.scopes, .scope)
      ?? membership("cognito:groups", claims.groups, checks.groups, .groups)
    {
      return failure
    }
    guard checks.tokenUse != nil || checks.scopes != nil || checks.groups != nil else {
      return .notAsked("no use was asked for", actual: actual)
    }
    return .pass("a token of the kind asked for", expected: checks.tokenUse, actual: actual)
  }

  /// One of the wanted must be there (AWS: aws-jwt-verify takes any overlap).
  private func membership(
    _ claim: String,
    _ actual: [String]?,
    _ wanted: [String]?,
    _ code: VerdictCode
  ) -> AxisVerdict? {
    guard let wanted else { return nil }
    let expected = wanted.joined(separator: " ")
    guard let value = claims[claim] else {
      return .missing(claim, "nothing is granted", expected: expected)
    }
    guard let actual else { return .wrongType(claim, value, expected: "a list of names") }
    guard actual.contains(where: { one in wanted.contains { isSameText($0, one) } }) else {
      return .fail(
        code,
        "the claim \(claim) has none of those asked for",
        expected: expected,
        actual: actual.joined(separator: " ")
      )
    }
    return nil
  }
}
