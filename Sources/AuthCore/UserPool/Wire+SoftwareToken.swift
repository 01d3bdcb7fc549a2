/// AssociateSoftwareToken: asks for the shared secret of an authenticator app.
///
/// It is authorised by a sign-in's challenge session or by an access token.
public struct AssociateSoftwareTokenRequest: Codable, Equatable, Sendable, Unprinted {
  public var accessToken: String?
  public var session: String?

  public init(accessToken: String? = nil, session: String? = nil) {
    self.accessToken = accessToken
    self.session = session
  }

  enum CodingKeys: String, CodingKey {
    case accessToken = "AccessToken"
    case session = "Session"
  }
}

/// The answer of AssociateSoftwareToken.
public struct AssociateSoftwareTokenAnswer: Codable, Equatable, Sendable, Unprinted {
  /// The shared secret in base32 (RFC 4648 section 6).
  public var secretCode: String?
  /// Replaces the session that the request was sent in.
  public var session: String?

  public init(secretCode: String?, session: String? = nil) {
    self.secretCode = secretCode
    self.session = session
  }

  enum CodingKeys: String, CodingKey {
    case secretCode = "SecretCode"
    case session = "Session"
  }
}

/// VerifySoftwareToken: proves that an authenticator app has the shared secret.
public struct VerifySoftwareTokenRequest: Codable, Equatable, Sendable, Unprinted {
  public var accessToken: String?
  public var session: String?
  /// The code of the moment (RFC 6238), six digits.
  public var userCode: String
  public var friendlyDeviceName: String?

  public init(
    accessToken: String? = nil,
    session: String? = nil,
    userCode: String,
    friendlyDeviceName: String? = nil
  ) {
    self.accessToken = accessToken
    self.session = session
    self.userCode = userCode
    self.friendlyDeviceName = friendlyDeviceName
  }

  enum CodingKeys: String, CodingKey {
    case accessToken = "AccessToken"
    case session = "Session"
    case userCode = "UserCode"
    case friendlyDeviceName = "FriendlyDeviceName"
  }
}

/// The answer of VerifySoftwareToken.
public struct VerifySoftwareTokenAnswer: Codable, Equatable, Sendable, Unprinted {
  /// `SUCCESS` or `ERROR`.
  public var status: String?
  /// In which MFA_SETUP is answered.
  public var session: String?

  public init(status: String?, session: String? = nil) {
    self.status = status
    self.session = session
  }

  enum CodingKeys: String, CodingKey {
    case status = "Status"
    case session = "Session"
  }
}
