extension Problem {
  /// A token of the set is not there.
  static func missing(_ kind: TokenKind) -> Problem {
    switch kind {
    case .access:
      Problem(
        code: "access-token-missing",
        message: "access token is missing: an app sees no session; refresh to get one",
        breaks: true
      )
    case .id:
      Problem(
        code: "id-token-missing",
        message: "ID token is missing: getCurrentUser finds nobody; refresh to get one",
        breaks: true
      )
    case .refresh:
      Problem(
        code: "refresh-token-missing",
        message: "no refresh token: it ends with its access token; sign in again to renew it"
      )
    }
  }

  static func undecodable(_ kind: TokenKind, _ reason: String) -> Problem {
    Problem(
      code: "\(kind.rawValue)-token-undecodable",
      message: "\(kind.title) cannot be decoded: \(reason); refresh to replace it",
      breaks: true
    )
  }

  /// No pointer names this user, so an app does not see the session.
  static func orphan(pointer: String?) -> Problem { pointer == nil ? unpointed : pointedElsewhere }

  private static let unpointed = Problem(
    code: "orphan",
    message: "LastAuthUser does not point here (there is none): an app does not see this session; "
      + "make LastAuthUser name this user, or sign the leftover out"
  )

  private static let pointedElsewhere = Problem(
    code: "orphan",
    message: "LastAuthUser does not point here (it names another user): an app does not see this "
      + "session; make LastAuthUser name this user, or sign the leftover out"
  )

  static let driftNotANumber = Problem(
    code: "drift-not-a-number",
    message: "clockDrift is not a number: Amplify never sees this session expire; "
      + "refresh to rewrite it"
  )

  static let driftInSeconds = Problem(
    code: "drift-in-seconds",
    message: "clockDrift is in the seconds of Amplify's version 5: version 6 takes it for "
      + "milliseconds with the other sign; refresh to rewrite it"
  )

  static let mixedGenerations = Problem(
    code: "mixed-generations",
    message: "access and ID token come from different refreshes: a write was cut short; "
      + "refresh to get a whole set"
  )

  static let twoIssuers = Problem(
    code: "two-issuers",
    message: "access and ID token name different issuers; sign in again"
  )
}
