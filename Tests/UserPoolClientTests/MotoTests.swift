import AsyncHTTPClient
import AuthCore
import Foundation
import NIOCore
import NIOHTTP1
import Testing
import UserPoolClient

/// A pool that nobody here wrote: moto's, at the address in AUTHTOP_MOTO.
@Suite(
  .serialized,
  .enabled(
    if: Moto.endpoint != nil,
    "AUTHTOP_MOTO names no moto server, such as http://127.0.0.1:5055"
  )
)
struct MotoTests {
  private let now = NumericDate(seconds: 1_772_510_706)

  @Test func `a sign-in gives tokens that the user can be asked for with`() async throws {
    try await withPool { pool, configuration in
      let user = try await signIn(pool, configuration)
      let reply = try await pool.getUser(GetUserRequest(accessToken: user.result.accessToken ?? ""))
      #expect(reply.answer.username == "mia")
      #expect(reply.serverDate != nil)
      let claims = try CompactToken(user.result.accessToken ?? "").claims
      #expect(claims.clientID == configuration.clientID)
    }
  }

  /// moto checks no proof, and its secret block is a UUID where the service sends base64.
  @Test func `a secret block that is not base64 gets no proof`() async throws {
    try await withPool { pool, configuration in
      await #expect(
        throws: SignInError.badParameter(
          challenge: .passwordVerifier,
          parameter: "SECRET_BLOCK"
        )
      ) { _ = try await signIn(pool, configuration, .srp) }
    }
  }

  @Test func `a wrong password is refused in the service's words`() async throws {
    try await withPool { pool, configuration in
      await #expect(
        throws: UserPoolError.refused(
          name: "NotAuthorizedException",
          message: "Incorrect username or password.",
          status: 400
        )
      ) { _ = try await signIn(pool, configuration, password: "wrong") }
    }
  }

  @Test func `the newer refresh is an HTML page and the older one works`() async throws {
    try await withPool { pool, configuration in
      let token = try await signIn(pool, configuration).result.refreshToken ?? ""
      await #expect(
        throws: UserPoolError.unreadable(status: 500, reason: "an HTML page instead of JSON")
      ) {
        _ = try await pool.getTokensFromRefreshToken(
          GetTokensFromRefreshTokenRequest(refreshToken: token, clientID: configuration.clientID)
        )
      }
      let answer = try await refresh(token, pool, configuration)
      #expect(answer.authenticationResult?.accessToken != nil)
      #expect(answer.authenticationResult?.refreshToken == nil)
    }
  }

  @Test func `a global sign-out ends the refresh token`() async throws {
    try await withPool { pool, configuration in
      let result = try await signIn(pool, configuration).result
      _ = try await pool.globalSignOut(GlobalSignOutRequest(accessToken: result.accessToken ?? ""))
      await #expect(
        throws: UserPoolError.refused(
          name: "NotAuthorizedException",
          message: "Refresh Token has been revoked",
          status: 400
        )
      ) { _ = try await refresh(result.refreshToken ?? "", pool, configuration) }
    }
  }

  @Test func `a demanded new password is set`() async throws {
    try await withPool(permanent: false) { pool, configuration in
      let user = try await signIn(pool, configuration)
      #expect(user.username == "mia")
      await #expect(throws: UserPoolError.self) {
        _ = try await signIn(pool, configuration)
      }
    }
  }

  /// moto takes any code, so that this shows the challenge and its answer, not the arithmetic.
  @Test func `an authenticator is set up and then asked for at the sign-in`() async throws {
    try await withPool { pool, configuration in
      let token = try await signIn(pool, configuration).result.accessToken ?? ""
      let secret = try await pool.associateSoftwareToken(
        AssociateSoftwareTokenRequest(accessToken: token)
      ).answer.secretCode
      #expect(secret?.isEmpty == false)
      let verified = try await pool.verifySoftwareToken(
        VerifySoftwareTokenRequest(accessToken: token, userCode: "123456")
      )
      #expect(verified.answer.status == "SUCCESS")
      try await Moto.preferSoftwareToken(accessToken: token)
      let user = try await signIn(pool, configuration)
      #expect(user.username == "mia" && user.result.refreshToken != nil)
    }
  }

  @Test func `the key set is there`() async throws {
    try await withPool { pool, _ in
      let keySet = try JSONParser.parse(try await pool.keySet().answer).value
      guard case .object(let object) = keySet, case .array(let keys)? = object["keys"] else {
        Issue.record("no key set")
        return
      }
      #expect(keys.count == 1)
    }
  }

  private func withPool(
    permanent: Bool = true,
    _ body: (UserPool, PoolConfiguration) async throws -> Void
  ) async throws {
    let http = UserPoolHTTP()
    do {
      let configuration = try await Moto.makePool(permanent: permanent)
      try await body(http.userPool(for: configuration), configuration)
    } catch {
      Issue.record(error)
    }
    await http.shutdown()
  }

  private func signIn(
    _ pool: UserPool,
    _ configuration: PoolConfiguration,
    _ method: SignInFlow.Method = .password,
    password: String = Moto.password
  ) async throws -> SignedInUser {
    var flow = SignInFlow(
      username: "mia",
      password: Password(password),
      method: method,
      pool: configuration
    )
    let action = try await SignInDriver.run(&flow, pool, at: now) { challenge in
      switch challenge {
      case .newPassword: .newPassword(Password("Newer-horse-2"), attributes: [:])
      case .code(.softwareToken, _): .code(Password("123456"))
      default: throw SignInError.nothingAsked
      }
    }
    guard case .finish(let user) = action else { throw SignInError.emptyAnswer }
    return user
  }

  private func refresh(
    _ token: String,
    _ pool: UserPool,
    _ configuration: PoolConfiguration
  ) async throws -> AuthenticationAnswer {
    try await pool.initiateAuth(
      InitiateAuthRequest(
        authFlow: .refreshTokenAuth,
        authParameters: ["REFRESH_TOKEN": token],
        clientID: configuration.clientID
      )
    ).answer
  }
}

/// Makes pools and users in moto by the operations an administrator has.
enum Moto {
  static let endpoint = ProcessInfo.processInfo.environment["AUTHTOP_MOTO"]
  static let password = "Correct-horse-1"

  static func makePool(permanent: Bool) async throws -> PoolConfiguration {
    let pool = try await call("CreateUserPool", ["PoolName": "authtop"], "UserPool")
    let poolID = try #require(pool["Id"] as? String)
    let names = ["UserPoolId": poolID]
    let client = try await call(
      "CreateUserPoolClient",
      names.merging(["ClientName": "authtop"]) { $1 },
      "UserPoolClient"
    )
    let user = names.merging(["Username": "mia"]) { $1 }
    _ = try await call(
      "AdminCreateUser",
      user.merging(["TemporaryPassword": password]) { $1 },
      "User"
    )
    if permanent {
      _ = try await call(
        "AdminSetUserPassword",
        ["UserPoolId": poolID, "Username": "mia", "Password": password, "Permanent": true],
        nil
      )
    }
    return PoolConfiguration(
      name: "moto",
      endpoint: endpoint ?? "",
      poolID: poolID,
      clientID: try #require(client["ClientId"] as? String)
    )
  }

  static func preferSoftwareToken(accessToken: String) async throws {
    _ = try await call(
      "SetUserMFAPreference",
      [
        "AccessToken": accessToken,
        "SoftwareTokenMfaSettings": ["Enabled": true, "PreferredMfa": true],
      ],
      nil
    )
  }

  private static func call(
    _ operation: String,
    _ parameters: [String: Any],
    _ member: String?
  ) async throws -> [String: Any] {
    var request = HTTPClientRequest(url: "\(endpoint ?? "")/")
    request.method = .POST
    request.headers.add(name: "content-type", value: "application/x-amz-json-1.1")
    request.headers.add(
      name: "x-amz-target",
      value: "AWSCognitoIdentityProviderService.\(operation)"
    )
    let body = try JSONSerialization.data(withJSONObject: parameters)
    request.body = .bytes(ByteBuffer(bytes: body))
    let response = try await HTTPClient.shared.execute(request, timeout: .seconds(120))
    let text = Data(try await response.body.collect(upTo: 1 << 20).readableBytesView)
    guard let member else { return [:] }
    let answer = try JSONSerialization.jsonObject(with: text) as? [String: Any]
    return try #require(answer?[member] as? [String: Any])
  }
}
