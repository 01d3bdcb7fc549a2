/// What is known about a token's truth: made only by a `Verifier`, never by who shows it.
public struct Verdict: Equatable, Sendable {
  public let shape: AxisVerdict
  public let signature: AxisVerdict
  public let time: AxisVerdict
  public let issuer: AxisVerdict
  public let audience: AxisVerdict
  public let use: AxisVerdict
  /// By whose clock the time was checked, nil when nothing was.
  public let checkedAt: NumericDate?
  /// The key that the signature was checked with.
  public let keyID: String?
  /// When the key set was had from its issuer, when that is known.
  public let keySetDate: NumericDate?
  private let timeCheck: TimeCheck?

  /// The axes with their names, in the order in which they are read.
  public var axes: [(name: String, verdict: AxisVerdict)] {
    [
      ("shape", shape), ("signature", signature), ("time", time), ("issuer", issuer),
      ("audience", audience), ("use", use),
    ]
  }

  /// Whether the signature holds and so does every check that was asked for.
  public var isValid: Bool {
    signature.status == .pass && time.status == .pass
      && axes.allSatisfy { $0.verdict.status == .pass || $0.verdict.status == .notAsked }
  }

  /// The verdict as it is at another moment; only time can have changed it.
  public func at(_ now: NumericDate) -> Verdict {
    guard let timeCheck, checkedAt != nil else { return self }
    var parts = parts
    parts.time = timeCheck.axis(at: now)
    parts.checkedAt = now
    return Verdict(parts, timeCheck: timeCheck)
  }

  /// What a verifier found, before it is a verdict.
  struct Parts {
    var shape: AxisVerdict
    var signature: AxisVerdict
    var time: AxisVerdict
    var issuer: AxisVerdict
    var audience: AxisVerdict
    var use: AxisVerdict
    var checkedAt: NumericDate?
    var keyID: String?
    var keySetDate: NumericDate?
  }

  private var parts: Parts {
    Parts(
      shape: shape,
      signature: signature,
      time: time,
      issuer: issuer,
      audience: audience,
      use: use,
      checkedAt: checkedAt,
      keyID: keyID,
      keySetDate: keySetDate
    )
  }

  private init(_ parts: Parts, timeCheck: TimeCheck?) {
    shape = parts.shape
    signature = parts.signature
    time = parts.time
    issuer = parts.issuer
    audience = parts.audience
    use = parts.use
    checkedAt = parts.checkedAt
    keyID = parts.keyID
    keySetDate = parts.keySetDate
    self.timeCheck = timeCheck
  }

  /// Only a verifier can hand over its seal.
  init(_ parts: Parts, timeCheck: TimeCheck?, by seal: Verifier.Seal) {
    self.init(parts, timeCheck: timeCheck)
  }
}
