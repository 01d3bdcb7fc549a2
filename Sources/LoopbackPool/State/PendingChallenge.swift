import AuthCore

/// A sign-in that waits for the answer to a challenge; most may be answered once.
struct PendingChallenge: Sendable {
  /// More than these at a time end the oldest: memory stays bounded whatever is sent.
  static let limit = 1000
  /// Wrong codes that a challenge takes before it ends.
  static let tries = 5
  /// Wrong answers to the custom challenge before the sign-in is refused.
  static let riddleTries = 3

  enum Kind: Sendable {
    case passwordVerifier(SRPServer, client: BigInteger, secretBlock: String)
    case newPassword
    case selectChallenge
    /// A code that was sent; the name is SMS_MFA, SMS_OTP or EMAIL_OTP.
    case code(ChallengeName, code: String?, expiresAt: NumericDate)
    case softwareToken
    case selectMFA([MFAType])
    /// With the secret that was given, and whether its first code was right.
    case mfaSetup([MFAType], Authenticator?, isVerified: Bool)
    case custom(Riddle, wrong: Int)
    case deviceSRP
    case devicePasswordVerifier(SRPServer, client: BigInteger, secretBlock: String)
  }

  let session: String
  let kind: Kind
  var context: SignInContext
  let expiresAt: NumericDate
  var wrongCodes = 0

  var name: ChallengeName {
    switch kind {
    case .passwordVerifier: .passwordVerifier
    case .newPassword: .newPasswordRequired
    case .selectChallenge: .selectChallenge
    case .code(let name, _, _): name
    case .softwareToken: .softwareTokenMFA
    case .selectMFA: .selectMFAType
    case .mfaSetup: .mfaSetup
    case .custom: .customChallenge
    case .deviceSRP: .deviceSRPAuth
    case .devicePasswordVerifier: .devicePasswordVerifier
    }
  }

  /// Whether it stays when the answer was wrong.
  var isRepeatable: Bool {
    switch kind {
    case .newPassword, .code, .softwareToken, .mfaSetup: true
    default: false
    }
  }

  /// Whether an answer means this one: by its session or, as some clients send none where SRP is
  /// proved, by its secret block or its device.
  func isMeant(session: String?, _ responses: [String: String]) -> Bool {
    if let session { return session == self.session }
    switch kind {
    case .passwordVerifier(_, _, let block), .devicePasswordVerifier(_, _, let block):
      return block == responses["PASSWORD_CLAIM_SECRET_BLOCK"]
    case .deviceSRP:
      return context.deviceKey == responses["DEVICE_KEY"]
        && context.username == responses["USERNAME"]
    default: return false
    }
  }
}
