/// InitiateAuth (Amazon Cognito user pools API reference); member names are the service's own.
public struct InitiateAuthRequest: Codable, Equatable, Sendable, Unprinted {
  public var authFlow: AuthFlow
  public var authParameters: [String: String]
  public var clientID: String

  public init(authFlow: AuthFlow, authParameters: [String: String], clientID: String) {
    self.authFlow = authFlow
    self.authParameters = authParameters
    self.clientID = clientID
  }

  enum CodingKeys: String, CodingKey {
    case authFlow = "AuthFlow"
    case authParameters = "AuthParameters"
    case clientID = "ClientId"
  }
}

/// How a sign-in begins, by Cognito's names; names not listed are kept as they are.
public struct AuthFlow: RawRepresentable, Codable, Hashable, Sendable {
  public let rawValue: String

  public init(rawValue: String) {
    self.rawValue = rawValue
  }

  public static let userSRPAuth = AuthFlow(rawValue: "USER_SRP_AUTH")
  public static let userPasswordAuth = AuthFlow(rawValue: "USER_PASSWORD_AUTH")
  /// The pool offers a choice of first factors, or takes the preferred one.
  public static let userAuth = AuthFlow(rawValue: "USER_AUTH")
  /// The pool's own triggers pose the challenges.
  public static let customAuth = AuthFlow(rawValue: "CUSTOM_AUTH")
  public static let refreshTokenAuth = AuthFlow(rawValue: "REFRESH_TOKEN_AUTH")
}

/// A challenge by Cognito's name; names not listed are kept as they are.
public struct ChallengeName: RawRepresentable, Codable, Hashable, Sendable {
  public let rawValue: String

  public init(rawValue: String) {
    self.rawValue = rawValue
  }

  public static let passwordVerifier = ChallengeName(rawValue: "PASSWORD_VERIFIER")
  public static let newPasswordRequired = ChallengeName(rawValue: "NEW_PASSWORD_REQUIRED")
  public static let selectChallenge = ChallengeName(rawValue: "SELECT_CHALLENGE")
  public static let password = ChallengeName(rawValue: "PASSWORD")
  public static let passwordSRP = ChallengeName(rawValue: "PASSWORD_SRP")
  public static let smsMFA = ChallengeName(rawValue: "SMS_MFA")
  public static let smsOTP = ChallengeName(rawValue: "SMS_OTP")
  public static let emailOTP = ChallengeName(rawValue: "EMAIL_OTP")
  public static let softwareTokenMFA = ChallengeName(rawValue: "SOFTWARE_TOKEN_MFA")
  public static let selectMFAType = ChallengeName(rawValue: "SELECT_MFA_TYPE")
  public static let mfaSetup = ChallengeName(rawValue: "MFA_SETUP")
  public static let customChallenge = ChallengeName(rawValue: "CUSTOM_CHALLENGE")
  public static let deviceSRPAuth = ChallengeName(rawValue: "DEVICE_SRP_AUTH")
  public static let devicePasswordVerifier = ChallengeName(rawValue: "DEVICE_PASSWORD_VERIFIER")
}

/// RespondToAuthChallenge.
public struct RespondToAuthChallengeRequest: Codable, Equatable, Sendable, Unprinted {
  public var challengeName: ChallengeName
  public var challengeResponses: [String: String]
  public var clientID: String
  /// The session of the answer that posed the challenge; some clients send none with
  /// PASSWORD_VERIFIER, whose secret block identifies it as well.
  public var session: String?

  public init(
    challengeName: ChallengeName,
    challengeResponses: [String: String],
    clientID: String,
    session: String?
  ) {
    self.challengeName = challengeName
    self.challengeResponses = challengeResponses
    self.clientID = clientID
    self.session = session
  }

  enum CodingKeys: String, CodingKey {
    case challengeName = "ChallengeName"
    case challengeResponses = "ChallengeResponses"
    case clientID = "ClientId"
    case session = "Session"
  }
}

/// GetTokensFromRefreshToken, the only refresh that a pool with rotation accepts.
public struct GetTokensFromRefreshTokenRequest: Codable, Equatable, Sendable, Unprinted {
  public var refreshToken: String
  public var clientID: String
  /// The plain secret, not a hash of it.
  public var clientSecret: String?
  public var deviceKey: String?

  public init(
    refreshToken: String,
    clientID: String,
    clientSecret: String? = nil,
    deviceKey: String? = nil
  ) {
    self.refreshToken = refreshToken
    self.clientID = clientID
    self.clientSecret = clientSecret
    self.deviceKey = deviceKey
  }

  enum CodingKeys: String, CodingKey {
    case refreshToken = "RefreshToken"
    case clientID = "ClientId"
    case clientSecret = "ClientSecret"
    case deviceKey = "DeviceKey"
  }
}

/// RevokeToken: ends one refresh token and every token of its family.
public struct RevokeTokenRequest: Codable, Equatable, Sendable, Unprinted {
  public var token: String
  public var clientID: String
  /// The plain secret, not a hash of it.
  public var clientSecret: String?
  /// `LINKED` also ends the managed-login session that the tokens came through, `NONE` is the default.
  ///
  /// Amplify's sign-out does not send it.
  public var revokeAssociatedSessions: String?

  public init(
    token: String,
    clientID: String,
    clientSecret: String? = nil,
    revokeAssociatedSessions: String? = nil
  ) {
    self.token = token
    self.clientID = clientID
    self.clientSecret = clientSecret
    self.revokeAssociatedSessions = revokeAssociatedSessions
  }

  enum CodingKeys: String, CodingKey {
    case token = "Token"
    case clientID = "ClientId"
    case clientSecret = "ClientSecret"
    case revokeAssociatedSessions = "RevokeAssociatedSessions"
  }
}

/// GlobalSignOut: ends every refresh token of the access token's user.
public struct GlobalSignOutRequest: Codable, Equatable, Sendable, Unprinted {
  public var accessToken: String

  public init(accessToken: String) {
    self.accessToken = accessToken
  }

  enum CodingKeys: String, CodingKey {
    case accessToken = "AccessToken"
  }
}

/// GetUser: the online question whether an access token is still alive.
public struct GetUserRequest: Codable, Equatable, Sendable, Unprinted {
  public var accessToken: String

  public init(accessToken: String) {
    self.accessToken = accessToken
  }

  enum CodingKeys: String, CodingKey {
    case accessToken = "AccessToken"
  }
}
