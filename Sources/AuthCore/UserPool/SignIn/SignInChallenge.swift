/// What the pool asks of the person before it gives tokens.
public enum SignInChallenge: Equatable, Sendable {
  /// NEW_PASSWORD_REQUIRED: an administrator set the present one. The attributes named as required
  /// must be given with it; those that the user has are there to show, by name.
  case newPassword(requiredAttributes: [String], attributes: [String: String])
  /// The factor that was chosen needs the password, which was not given.
  case password
  /// One of several factors is to be chosen; those that authtop cannot answer are left out.
  case choice(Choice, [SignInFactor])
  /// A code of the moment.
  case code(SignInFactor, CodeDelivery)
  /// MFA_SETUP: the secret is to be taken into an authenticator app, and its code given.
  case softwareTokenSetup(SoftwareTokenSetup)
  /// MFA_SETUP: an email address is to be given for codes.
  case emailSetup
  /// CUSTOM_CHALLENGE with its public parameters.
  case custom([String: String])

  /// What a choice among factors is about.
  public enum Choice: Equatable, Sendable {
    /// SELECT_CHALLENGE: how to begin.
    case firstFactor
    /// SELECT_MFA_TYPE: which second factor to use.
    case secondFactor
    /// MFA_SETUP: which second factor to set up.
    case setup
  }

  /// A challenge session's life when the pool does not say otherwise, in milliseconds
  /// (AuthSessionValidity, 3 to 15 minutes); no answer tells it.
  public static let validity: Int64 = 180_000
}

/// Where the pool says that it sent a code.
public struct CodeDelivery: Equatable, Sendable {
  /// `SMS` or `EMAIL`; nil for an authenticator app.
  public let medium: String?
  /// Masked by the pool, as `a***@e***`; an authenticator app's name at the pool.
  public let destination: String?

  public init(medium: String?, destination: String?) {
    self.medium = medium
    self.destination = destination
  }
}

/// The person's answer to a challenge.
public enum SignInReply: Equatable, Sendable {
  /// With values for the required attributes by their names.
  case newPassword(Password, attributes: [String: String])
  case password(Password)
  case factor(SignInFactor)
  /// A code, or the answer to a custom challenge.
  case code(Password)
  case email(String)
}

/// The end of a sign-in: the tokens, and whose they are.
public struct SignedInUser: Equatable, Sendable {
  public let result: AuthenticationResult
  /// The user name to store them under, chosen as Amplify chooses it.
  public let username: String
  /// What was typed.
  public let loginID: String
  /// The device that the pool has just heard of, to be stored beside the tokens.
  public let device: DeviceMetadata?
  /// Whether the person may say that the device is to be remembered.
  public let offersToRemember: Bool

  public init(
    result: AuthenticationResult,
    username: String,
    loginID: String,
    device: DeviceMetadata? = nil,
    offersToRemember: Bool = false
  ) {
    self.result = result
    self.username = username
    self.loginID = loginID
    self.device = device
    self.offersToRemember = offersToRemember
  }
}
