/// One app client of one user pool, and where to reach it.
public struct PoolConfiguration: Equatable, Sendable {
  /// What kind of issuer this is.
  public enum Kind: String, CaseIterable, Sendable {
    /// An Amazon Cognito user pool.
    case cognito
    /// Any other issuer with OpenID Connect Discovery; it has no user pool operations.
    case oidc
  }

  /// Which values of `iss` a pool on Amazon's hosts may write (AWS: IssuerConfigurationType).
  public enum IssuerForm: String, CaseIterable, Sendable {
    case original, updated, either
  }

  /// The user's own name for it, for lists and messages.
  public let name: String
  /// Where operations are posted, without a slash at the end:
  /// `https://cognito-idp.<region>.amazonaws.com` or a loopback address; the issuer for `oidc`.
  public let endpoint: String
  /// `<region>_<name>`; the last segment of the issuer for `oidc`.
  public let poolID: String
  public let clientID: String
  /// The app client's secret, when it has one.
  public var clientSecret: ClientSecret?
  /// The app client's RefreshTokenValidity in seconds, when it is known; no token tells it.
  public let refreshTokenValidity: Int64?
  /// AccessTokenValidity in seconds, when it is known.
  public var accessTokenValidity: Int64?
  /// IdTokenValidity in seconds, when it is known.
  public var idTokenValidity: Int64?
  public var kind: Kind = .cognito
  public var issuerForm: IssuerForm = .either
  /// Managed login, when the app client has it and its domain is known.
  public var oauth: OAuthSettings?
  /// When its sessions are renewed without anybody asking.
  public var refreshPolicy: RefreshPolicy

  public init(
    name: String,
    endpoint: String,
    poolID: String,
    clientID: String,
    clientSecret: ClientSecret? = nil,
    refreshTokenValidity: Int64? = nil,
    refreshPolicy: RefreshPolicy = .manual
  ) {
    self.name = name
    self.endpoint = endpoint
    self.poolID = poolID
    self.clientID = clientID
    self.clientSecret = clientSecret
    self.refreshTokenValidity = refreshTokenValidity
    self.refreshPolicy = refreshPolicy
  }

  /// The region, the part of the pool id before `_`.
  public var region: String { String(poolID.prefix { $0 != "_" }) }

  /// The part of the pool id after `_`, which SRP hashes (facts: Amplify's `poolName`).
  public var shortPoolName: String {
    poolID.firstIndex(of: "_").map { String(poolID[poolID.index(after: $0)...]) } ?? poolID
  }
}

/// An app client's secret; it prints as its length.
public struct ClientSecret: Hashable, Sendable, CustomStringConvertible, CustomReflectable {
  private let text: String

  public init(_ text: String) {
    self.text = text
  }

  /// The secret itself, for the request that needs it.
  public func reveal() -> String { text }

  public var description: String { "client secret, \(text.utf8.count) bytes" }
  public var customMirror: Mirror { Mirror(self, children: [] as [Mirror.Child]) }
}
