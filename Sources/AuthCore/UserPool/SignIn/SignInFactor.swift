/// A way to prove who one is, by Cognito's name; names not listed are kept as they are.
public struct SignInFactor: RawRepresentable, Hashable, Sendable {
  public let rawValue: String

  public init(rawValue: String) {
    self.rawValue = rawValue
  }

  public static let password = SignInFactor(rawValue: "PASSWORD")
  public static let passwordSRP = SignInFactor(rawValue: "PASSWORD_SRP")
  public static let emailOTP = SignInFactor(rawValue: "EMAIL_OTP")
  public static let smsOTP = SignInFactor(rawValue: "SMS_OTP")
  public static let smsMFA = SignInFactor(rawValue: "SMS_MFA")
  public static let softwareToken = SignInFactor(rawValue: "SOFTWARE_TOKEN_MFA")

  /// The factors that can be answered as the first one of USER_AUTH.
  public static let first: [SignInFactor] = [.passwordSRP, .password, .emailOTP, .smsOTP]
  /// The factors that can be answered as the second one.
  public static let second: [SignInFactor] = [.softwareToken, .emailOTP, .smsMFA]
  /// The factors that can be set up during a sign-in.
  public static let settable: [SignInFactor] = [.softwareToken, .emailOTP]

  /// Whether it needs the password to be known.
  public var usesPassword: Bool { self == .password || self == .passwordSRP }

  /// The factor in words.
  public var title: String {
    switch self {
    case .password: "the password, which is sent"
    case .passwordSRP: "the password, proved by SRP and not sent"
    case .emailOTP: "a code by email"
    case .smsOTP, .smsMFA: "a code by text message"
    case .softwareToken: "a code from an authenticator app"
    default: rawValue
    }
  }
}
