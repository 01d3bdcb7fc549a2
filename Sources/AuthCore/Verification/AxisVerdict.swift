/// What one check says: whether it holds, why not, and what was wanted and found.
public struct AxisVerdict: Equatable, Sendable {
  /// How a check ended.
  public enum Status: String, Sendable {
    case pass
    case fail
    case notAsked = "not_asked"
    /// It could not be decided, for example because the keys could not be had.
    case unknown
  }

  public let status: Status
  public let code: VerdictCode
  /// One sentence for a person.
  public let message: String
  public let expected: String?
  public let actual: String?

  static func pass(_ message: String, expected: String? = nil, actual: String? = nil) -> Self {
    AxisVerdict(status: .pass, code: .ok, message: message, expected: expected, actual: actual)
  }

  static func fail(
    _ code: VerdictCode,
    _ message: String,
    expected: String? = nil,
    actual: String? = nil
  ) -> Self {
    AxisVerdict(status: .fail, code: code, message: message, expected: expected, actual: actual)
  }

  static func notAsked(_ message: String, actual: String? = nil) -> Self {
    AxisVerdict(status: .notAsked, code: .notAsked, message: message, expected: nil, actual: actual)
  }

  static func unknown(_ code: VerdictCode, _ message: String) -> Self {
    AxisVerdict(status: .unknown, code: code, message: message, expected: nil, actual: nil)
  }

  /// A claim of the wrong JSON type.
  static func wrongType(_ claim: String, _ value: JSONValue, expected: String) -> Self {
    fail(
      .claimType,
      "the claim \(claim) is \(value.kindName), where \(expected) must stand",
      expected: expected,
      actual: value.kindName
    )
  }

  static func missing(_ claim: String, _ why: String, expected: String? = nil) -> Self {
    fail(.missingClaim, "the claim \(claim) is missing: \(why)", expected: expected ?? claim)
  }
}
