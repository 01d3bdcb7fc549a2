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
    let judged = [kind(), scope(), group()].compactMap(\.self)
    if let failure = judged.first(where: { $0.status == .fail }) { return failure }
    guard judged.count > 1 else {
      return judged.first ?? .notAsked("no use was asked for", actual: claims.tokenUse)
    }
    return .pass(
      judged.map(\.message).joined(separator: "; "),
      expected: judged.compactMap(\.expected).joined(separator: "; "),
      actual: judged.compactMap(\.actual).joined(separator: "; ")
    )
  }

  private func kind() -> AxisVerdict? {
    guard let wanted = checks.tokenUse else { return nil }
    guard let actual = claims.tokenUse else {
      return .missing("token_use", "its kind is not known", expected: wanted)
    }
    guard isSameText(actual, wanted) else {
      return .fail(.tokenUse, "it is a token of another kind", expected: wanted, actual: actual)
    }
    return .pass("a token of the kind asked for", expected: wanted, actual: actual)
  }

  private func scope() -> AxisVerdict? {
    guard let wanted = checks.scopes else { return nil }
    let expected = wanted.joined(separator: " or ")
    guard let actual = claims.scopes else {
      return .missing("scope", "it grants no scope", expected: expected)
    }
    return Self.overlap(
      actual,
      wanted,
      pass: "it grants the scope asked for",
      .scope,
      "it does not grant the scope asked for"
    )
  }

  private func group() -> AxisVerdict? {
    guard let wanted = checks.groups else { return nil }
    let expected = wanted.joined(separator: " or ")
    guard let value = claims["cognito:groups"] else {
      return .missing("cognito:groups", "its user is in no group", expected: expected)
    }
    guard let actual = claims.groups else {
      return .wrongType("cognito:groups", value, expected: "a list of names")
    }
    return Self.overlap(
      actual,
      wanted,
      pass: "its user is in the group asked for",
      .groups,
      "its user is not in the group asked for"
    )
  }

  /// One of the wanted must be there (AWS: aws-jwt-verify takes any overlap).
  private static func overlap(
    _ actual: [String],
    _ wanted: [String],
    pass: String,
    _ code: VerdictCode,
    _ failure: String
  ) -> AxisVerdict {
    let expected = wanted.joined(separator: " or ")
    let common = actual.first { one in wanted.contains { isSameText($0, one) } }
    guard let common else {
      return .fail(code, failure, expected: expected, actual: actual.joined(separator: " "))
    }
    return .pass(pass, expected: expected, actual: common)
  }
}
