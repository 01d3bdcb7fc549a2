/// The operations of an Amazon Cognito user pool that a session needs, as a struct of closures.
///
/// The live value is made by the module `UserPoolClient`; a test fills in what it expects and leaves
/// the rest failing. Operations, member names and limits are those of the Amazon Cognito user pools
/// API reference. A closure's error is always a `UserPoolError`; no error carries a token.
public struct UserPool: Sendable {
  /// One operation: a request in, an answer or an error out.
  public typealias Operation<Request, Answer> =
    @Sendable (Request) async throws(UserPoolError) -> Reply<Answer>

  public var initiateAuth: Operation<InitiateAuthRequest, AuthenticationAnswer>
  public var respondToAuthChallenge: Operation<RespondToAuthChallengeRequest, AuthenticationAnswer>
  public var getTokensFromRefreshToken:
    Operation<GetTokensFromRefreshTokenRequest, AuthenticationAnswer>
  public var revokeToken: Operation<RevokeTokenRequest, EmptyAnswer>
  public var globalSignOut: Operation<GlobalSignOutRequest, EmptyAnswer>
  public var getUser: Operation<GetUserRequest, GetUserAnswer>
  /// The user's sessions as the pool tracks them; a pool of before, or a stand-in, lacks it.
  public var listUserSessions: Operation<ListUserSessionsRequest, ListUserSessionsAnswer> =
    UserPool.unavailable
  public var revokeUserSession: Operation<RevokeUserSessionRequest, EmptyAnswer> =
    UserPool.unavailable
  /// Managed login's endpoints; nil when the app client has none that is known.
  public var oauth: OAuthEndpoints?
  public var associateSoftwareToken:
    Operation<AssociateSoftwareTokenRequest, AssociateSoftwareTokenAnswer>
  public var verifySoftwareToken: Operation<VerifySoftwareTokenRequest, VerifySoftwareTokenAnswer>
  public var confirmDevice: Operation<ConfirmDeviceRequest, ConfirmDeviceAnswer>
  public var updateDeviceStatus: Operation<UpdateDeviceStatusRequest, EmptyAnswer>
  /// The key set at `<issuer>/.well-known/jwks.json`, as its bytes (RFC 7517 section 5).
  public var keySet: @Sendable () async throws(UserPoolError) -> Reply<[UInt8]>

  public init(
    initiateAuth: @escaping Operation<InitiateAuthRequest, AuthenticationAnswer>,
    respondToAuthChallenge:
      @escaping Operation<
        RespondToAuthChallengeRequest, AuthenticationAnswer
      >,
    getTokensFromRefreshToken:
      @escaping Operation<
        GetTokensFromRefreshTokenRequest, AuthenticationAnswer
      >,
    revokeToken: @escaping Operation<RevokeTokenRequest, EmptyAnswer>,
    globalSignOut: @escaping Operation<GlobalSignOutRequest, EmptyAnswer>,
    getUser: @escaping Operation<GetUserRequest, GetUserAnswer>,
    associateSoftwareToken:
      @escaping Operation<
        AssociateSoftwareTokenRequest, AssociateSoftwareTokenAnswer
      > = UserPool.unavailable,
    verifySoftwareToken:
      @escaping Operation<
        VerifySoftwareTokenRequest, VerifySoftwareTokenAnswer
      > = UserPool.unavailable,
    confirmDevice:
      @escaping Operation<ConfirmDeviceRequest, ConfirmDeviceAnswer> = UserPool.unavailable,
    updateDeviceStatus:
      @escaping Operation<UpdateDeviceStatusRequest, EmptyAnswer> = UserPool.unavailable,
    keySet: @escaping @Sendable () async throws(UserPoolError) -> Reply<[UInt8]>
  ) {
    self.initiateAuth = initiateAuth
    self.respondToAuthChallenge = respondToAuthChallenge
    self.getTokensFromRefreshToken = getTokensFromRefreshToken
    self.revokeToken = revokeToken
    self.globalSignOut = globalSignOut
    self.getUser = getUser
    self.associateSoftwareToken = associateSoftwareToken
    self.verifySoftwareToken = verifySoftwareToken
    self.confirmDevice = confirmDevice
    self.updateDeviceStatus = updateDeviceStatus
    self.keySet = keySet
  }

  /// An operation that a pool put together by hand does not have: nothing is sent.
  public static func unavailable<Request: Sendable, Answer: Sendable>(
    _ request: Request
  ) async throws(UserPoolError) -> Reply<Answer> {
    throw .refused(
      name: "UnknownOperationException",
      message: "this pool lacks the operation of \(Request.self)",
      status: 501
    )
  }

  /// An answer with what the transport said beside it.
  public struct Reply<Answer: Sendable>: Sendable {
    public let answer: Answer
    /// The server's `Date` header (RFC 9110 section 6.6.1), whole seconds; nil when absent.
    public let serverDate: NumericDate?

    public init(_ answer: Answer, serverDate: NumericDate? = nil) {
      self.answer = answer
      self.serverDate = serverDate
    }
  }
}
