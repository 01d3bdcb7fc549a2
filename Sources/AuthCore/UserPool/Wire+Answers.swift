/// The answer of InitiateAuth, RespondToAuthChallenge and GetTokensFromRefreshToken: tokens, or a
/// challenge with the session to answer it in.
public struct AuthenticationAnswer: Codable, Equatable, Sendable, Unprinted {
  public var authenticationResult: AuthenticationResult?
  public var challengeName: ChallengeName?
  public var challengeParameters: [String: String]?
  public var session: String?
  /// With SELECT_CHALLENGE: the first factors that the user may choose from, by Cognito's names.
  public var availableChallenges: [String]?

  public init(
    authenticationResult: AuthenticationResult? = nil,
    challengeName: ChallengeName? = nil,
    challengeParameters: [String: String]? = nil,
    session: String? = nil,
    availableChallenges: [String]? = nil
  ) {
    self.authenticationResult = authenticationResult
    self.challengeName = challengeName
    self.challengeParameters = challengeParameters
    self.session = session
    self.availableChallenges = availableChallenges
  }

  enum CodingKeys: String, CodingKey {
    case authenticationResult = "AuthenticationResult"
    case challengeName = "ChallengeName"
    case challengeParameters = "ChallengeParameters"
    case session = "Session"
    case availableChallenges = "AvailableChallenges"
  }
}

/// AuthenticationResultType: the tokens of a sign-in or a refresh.
public struct AuthenticationResult: Codable, Equatable, Sendable, Unprinted {
  public var accessToken: String?
  public var idToken: String?
  /// Absent in a refresh unless the pool rotates.
  public var refreshToken: String?
  /// Seconds.
  public var expiresIn: Int?
  public var tokenType: String?
  public var newDeviceMetadata: NewDeviceMetadata?

  public init(
    accessToken: String?,
    idToken: String?,
    refreshToken: String?,
    expiresIn: Int?,
    tokenType: String? = "Bearer",
    newDeviceMetadata: NewDeviceMetadata? = nil
  ) {
    self.accessToken = accessToken
    self.idToken = idToken
    self.refreshToken = refreshToken
    self.expiresIn = expiresIn
    self.tokenType = tokenType
    self.newDeviceMetadata = newDeviceMetadata
  }

  enum CodingKeys: String, CodingKey {
    case accessToken = "AccessToken"
    case idToken = "IdToken"
    case refreshToken = "RefreshToken"
    case expiresIn = "ExpiresIn"
    case tokenType = "TokenType"
    case newDeviceMetadata = "NewDeviceMetadata"
  }
}

/// NewDeviceMetadataType: a device the pool has just heard of.
public struct NewDeviceMetadata: Codable, Equatable, Sendable {
  public var deviceKey: String?
  public var deviceGroupKey: String?

  public init(deviceKey: String?, deviceGroupKey: String?) {
    self.deviceKey = deviceKey
    self.deviceGroupKey = deviceGroupKey
  }

  enum CodingKeys: String, CodingKey {
    case deviceKey = "DeviceKey"
    case deviceGroupKey = "DeviceGroupKey"
  }
}

/// An answer without members, such as RevokeToken's.
public struct EmptyAnswer: Codable, Equatable, Sendable {
  public init() {}
}

/// The answer of GetUser.
public struct GetUserAnswer: Codable, Equatable, Sendable, Unprinted {
  public var username: String
  public var userAttributes: [UserAttribute]
  /// The second factors that are on.
  public var mfaSettings: [String]?
  /// The one of them that is asked for.
  public var preferredMFA: String?

  public init(username: String, userAttributes: [UserAttribute]) {
    self.username = username
    self.userAttributes = userAttributes
  }

  enum CodingKeys: String, CodingKey {
    case username = "Username"
    case userAttributes = "UserAttributes"
    case mfaSettings = "UserMFASettingList"
    case preferredMFA = "PreferredMfaSetting"
  }
}

/// One attribute of a user, by its name in the pool.
public struct UserAttribute: Codable, Equatable, Sendable, Unprinted {
  public var name: String
  public var value: String?

  public init(name: String, value: String?) {
    self.name = name
    self.value = value
  }

  enum CodingKeys: String, CodingKey {
    case name = "Name"
    case value = "Value"
  }
}
