/// One thing that a check saw: where, which claim, and what stands there.
///
/// Tokens and device secrets never are evidence.
public struct CheckEvidence: Equatable, Sendable {
  /// The stored key, the token or the place that was looked at.
  public let place: String
  /// The claim, or the part of the place; nil for the whole.
  public let claim: String?
  /// What stands there, in full; see `shown`.
  public let value: String
  /// Whether it tells something about a person.
  public let isPersonal: Bool

  public init(_ place: String, _ claim: String?, _ value: String, isPersonal: Bool = false) {
    self.place = place
    self.claim = claim
    self.value = value
    self.isPersonal = isPersonal
  }

  public init(_ place: String, _ value: String) {
    self.init(place, nil, value)
  }

  /// The value, masked when it is personal and was not asked for.
  public func shown(revealing: Bool) -> String {
    isPersonal && !revealing ? ClaimName.mask : value
  }
}

extension CheckEvidence {
  /// What a token says in a claim, or that it does not say it.
  static func claim(_ name: String, of token: CompactToken?, _ kind: TokenKind) -> CheckEvidence {
    let value = token?.claims[name].map { $0.text ?? JSONText.text($0) }
    return CheckEvidence(
      kind.title,
      name,
      value ?? "not there",
      isPersonal: value != nil && ClaimName.isPersonal(name)
    )
  }
}
