/// ListUserSessions: the user's live sessions at the pool, over all app clients.
public struct ListUserSessionsRequest: Codable, Equatable, Sendable, Unprinted {
  public var accessToken: String
  public var nextToken: String?

  public init(accessToken: String, nextToken: String? = nil) {
    self.accessToken = accessToken
    self.nextToken = nextToken
  }

  enum CodingKeys: String, CodingKey {
    case accessToken = "AccessToken"
    case nextToken = "NextToken"
  }
}

/// The answer of ListUserSessions, one page of it.
public struct ListUserSessionsAnswer: Codable, Equatable, Sendable {
  public var sessions: [UserSession]?
  public var nextToken: String?

  public init(sessions: [UserSession], nextToken: String? = nil) {
    self.sessions = sessions
    self.nextToken = nextToken
  }

  enum CodingKeys: String, CodingKey {
    case sessions = "Sessions"
    case nextToken = "NextToken"
  }
}

/// SessionDescriptionType: one session as the pool counts it.
public struct UserSession: Codable, Equatable, Sendable, Identifiable {
  /// 28 letters and digits that begin with `tkn` or `sso`.
  public var id: String
  /// `TOKEN`, a family of tokens, or `SSO`, a browser's session at managed login.
  public var type: String?
  public var clientID: String?
  /// Seconds since 1970, with a fraction.
  public var createDate: Double?
  public var lastActiveDate: Double?
  /// System and browser or app, guessed from the user agent; may be `unknown`.
  public var deviceType: String?
  public var lastIPAddress: String?
  public var lastLocation: Location?
  /// The SSO session that a token session came through.
  public var originSessionID: String?
  /// Whether the access token that asked belongs to it.
  public var isCurrentSession: Bool?

  /// SessionLocationType: where an address seems to be.
  public struct Location: Codable, Equatable, Sendable {
    public var city: String?
    public var country: String?

    public init(city: String?, country: String?) {
      self.city = city
      self.country = country
    }

    enum CodingKeys: String, CodingKey {
      case city = "City"
      case country = "Country"
    }
  }

  public var created: NumericDate? { Self.moment(createDate) }
  public var lastActive: NumericDate? { Self.moment(lastActiveDate) }

  private static func moment(_ seconds: Double?) -> NumericDate? {
    seconds.flatMap { Int64(exactly: ($0 * 1000).rounded(.down)) }
      .map { NumericDate(milliseconds: $0) }
  }

  public init(id: String, type: String) {
    self.id = id
    self.type = type
  }

  enum CodingKeys: String, CodingKey {
    case id = "SessionId"
    case type = "SessionType"
    case clientID = "ClientId"
    case createDate = "CreateDate"
    case lastActiveDate = "LastActiveDate"
    case deviceType = "DeviceType"
    case lastIPAddress = "LastIPAddress"
    case lastLocation = "LastLocation"
    case originSessionID = "OriginSessionId"
    case isCurrentSession = "IsCurrentSession"
  }
}

/// RevokeUserSession: ends one session and its tokens, not the caller's own.
public struct RevokeUserSessionRequest: Codable, Equatable, Sendable, Unprinted {
  public var accessToken: String
  public var sessionID: String
  /// `LINKED` also ends what hangs together with it, `NONE` is the default.
  public var revokeAssociatedSessions: String?

  public init(accessToken: String, sessionID: String, revokeAssociatedSessions: String? = nil) {
    self.accessToken = accessToken
    self.sessionID = sessionID
    self.revokeAssociatedSessions = revokeAssociatedSessions
  }

  enum CodingKeys: String, CodingKey {
    case accessToken = "AccessToken"
    case sessionID = "SessionId"
    case revokeAssociatedSessions = "RevokeAssociatedSessions"
  }
}
