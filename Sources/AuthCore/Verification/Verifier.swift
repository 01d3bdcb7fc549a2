/// Checks tokens against an issuer's keys and against what somebody expects of them.
public struct Verifier: Sendable {
  /// Where the keys come from: never from the token.
  public enum Keys: Sendable {
    /// Nobody asked for the signature to be checked.
    case notAsked
    /// The pinned issuer's set, and when it was had.
    case set(KeySet, date: NumericDate?)
    /// What was given as a key set is none.
    case unusable(KeySetError)
    /// The set could not be had, for the reason given.
    case unavailable(String)
  }

  /// What is asked of a token; nil asks for nothing.
  public struct Checks: Sendable {
    public var keys: Keys = .notAsked
    /// Why the key that a token names is not in the set, as far as a cache knows.
    public var absence: KeySetCache.Absence?
    /// The issuers that are accepted, each byte by byte.
    public var issuers: [String]?
    /// The app client that the token must be for.
    public var clientID: String?
    /// `access` or `id`.
    public var tokenUse: String?
    /// Scopes of which the token must have one.
    public var scopes: [String]?
    /// Groups of which the user must be in one.
    public var groups: [String]?
    /// Now, by the issuer's clock.
    public var now: NumericDate?

    public init() {}

    /// Whether anything but the shape is asked for.
    public var isEmpty: Bool {
      if case .notAsked = keys {
        return issuers == nil && clientID == nil && tokenUse == nil && scopes == nil
          && groups == nil && now == nil
      }
      return false
    }
  }

  /// Proves that a verdict comes from here.
  struct Seal {
    fileprivate init() {}
  }

  public let checks: Checks

  public init(_ checks: Checks) {
    self.checks = checks
  }

  /// The verdict on a token that could be read.
  public func verdict(on token: CompactToken) -> Verdict {
    guard token.duplicateNames.isEmpty else {
      return unread(
        .fail(
          .duplicateMember,
          "a name is there twice, and readers differ in which value they take (RFC 7519 section 4)",
          actual: token.duplicateNames.joined(separator: ", ")
        )
      )
    }
    let timeCheck = TimeCheck(token.claims)
    let claims = ClaimChecks(claims: token.claims, checks: checks)
    let signature = signature(of: token)
    let parts = Verdict.Parts(
      shape: claims.wrongType() ?? .pass("a signed token in compact form"),
      signature: signature.axis,
      time: checks.now.map(timeCheck.axis) ?? .notAsked("no time was asked for"),
      issuer: claims.issuer(),
      audience: claims.audience(),
      use: claims.use(),
      checkedAt: checks.now,
      keyID: signature.keyID,
      keySetDate: keySetDate
    )
    return Verdict(parts, timeCheck: timeCheck, by: Seal())
  }

  /// The verdict on a text that is no token.
  public func verdict(on error: TokenError) -> Verdict {
    unread(.fail(error.code, "\(error)"))
  }

  private func unread(_ shape: AxisVerdict) -> Verdict {
    let rest = AxisVerdict.unknown(shape.code, "not checked: the token cannot be relied on to say")
    let parts = Verdict.Parts(
      shape: shape,
      signature: rest,
      time: rest,
      issuer: rest,
      audience: rest,
      use: rest,
      keySetDate: keySetDate
    )
    return Verdict(parts, timeCheck: nil, by: Seal())
  }

  private var keySetDate: NumericDate? {
    if case .set(_, let date) = checks.keys { date } else { nil }
  }

  private func signature(of token: CompactToken) -> SignatureCheck.Finding {
    switch checks.keys {
    case .set(let keys, _):
      let finding = SignatureCheck(keys: keys).finding(
        header: token.header,
        input: token.signedBytes,
        signature: token.signatureBytes
      )
      guard finding.axis.code == .kidNotFound, let absence = checks.absence else { return finding }
      return SignatureCheck.Finding(axis: finding.axis.explained(by: absence))
    case .unusable(let error): return SignatureCheck.Finding(axis: .fail(.badKeySet, "\(error)"))
    case .unavailable(let reason):
      return SignatureCheck.Finding(
        axis: .unknown(.keysUnavailable, "the keys could not be had: \(reason)")
      )
    case .notAsked:
      return SignatureCheck.Finding(axis: .notAsked("no key set was given: not verified"))
    }
  }
}

extension TokenError {
  /// The word for scripts.
  var code: VerdictCode {
    switch self {
    case .empty, .partCount: .segments
    case .tooLarge: .tooLarge
    case .encrypted: .encrypted
    case .emptyPart: .emptySegment
    case .base64url: .base64url
    case .json(_, .invalidUTF8), .json(_, .byteOrderMark): .utf8
    case .json: .json
    case .notAnObject: .notObject
    }
  }
}
