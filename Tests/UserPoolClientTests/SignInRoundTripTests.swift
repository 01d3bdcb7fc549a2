import AuthCore
import LoopbackPool
import Synchronization
import Testing
import UserPoolClient

/// Whole sign-ins by the session manager over HTTP, device keys stored and used again.
@Suite struct SignInRoundTripTests {
  private static let now = NumericDate(seconds: 1_772_510_706)
  private static let password = "Demo-password-1"

  private static let users = [
    UserSeed(
      username: "mia",
      password: password,
      attributes: ["email": "mia@example.com", "email_verified": "true"],
      mfa: [.email],
      devices: .prompt
    ),
    UserSeed(username: "max", password: password, mfaSetup: [.softwareToken]),
    UserSeed(username: "moe", password: password, custom: Riddle(question: "?", answer: "yes")),
  ]

  /// A manager of one backend in memory over a running pool; the last code that the pool sent.
  private struct Bench {
    let manager: SessionManager
    let storage: MemoryStorage
    let pool: PoolConfiguration
    let code: @Sendable () -> Password

    func signIn(
      _ username: String,
      _ method: SignInFlow.Method,
      preferred: SignInFactor? = nil,
      reply: (SignInChallenge) throws -> SignInReply
    ) async throws -> SignInAttempt.Progress {
      var progress = try await manager.signIn(
        SignInAttempt(
          username: username,
          password: Password(SignInRoundTripTests.password),
          method: method,
          preferred: preferred,
          pool: pool,
          backend: .local
        )
      )
      while case .asks(let challenge, let attempt) = progress {
        progress = try await manager.answer(attempt, try reply(challenge))
      }
      return progress
    }

    func item(_ name: AmplifyKey.Name, of username: String) async -> String? {
      let key = AmplifyKey.tokenSet(clientID: pool.clientID, username: username, name: name)
      return await storage.getItem(key.text)
    }
  }

  private func withBench(
    client: AppClient = AppClient(),
    _ body: (Bench) async throws -> Void
  ) async throws {
    try await Self.run(client, CodeBox(), body)
  }

  /// Where the pool's last code lies.
  private final class CodeBox: Sendable {
    let code = Mutex("")
  }

  private static func run(
    _ client: AppClient,
    _ box: CodeBox,
    _ body: (Bench) async throws -> Void
  ) async throws {
    let pool = try await LoopbackPool.start(
      configuration: LoopbackPoolConfiguration(clients: [client], users: users),
      clock: { now },
      deliver: { message in box.code.withLock { $0 = message.code } }
    )
    let http = UserPoolHTTP()
    let configuration = pool.poolConfiguration(name: "loopback", client: client)
    let storage = MemoryStorage()
    let bench = Bench(
      manager: SessionManager(
        backends: [Backend(id: .local, storage: storage, lifetime: .permanent)],
        state: MemoryStorage(),
        pools: Pools([configuration]) { http.userPool(for: $0) },
        clock: { now }
      ),
      storage: storage,
      pool: configuration,
      code: { Password(box.code.withLock { $0 }) }
    )
    do {
      try await body(bench)
    } catch {
      Issue.record(error)
    }
    await http.shutdown()
    await pool.stop()
  }

  @Test(arguments: [nil, ClientSecret("a client's secret")])
  func `a device is stored under Amplify's keys, remembered, used and named at a refresh`(
    secret: ClientSecret?
  ) async throws {
    try await withBench(client: AppClient(secret: secret)) { bench in
      let first = try await bench.signIn("mia", .srp) { _ in .code(bench.code()) }
      guard case .offersToRemember(let session) = first else {
        Issue.record("no device was offered")
        return
      }
      let key = await bench.item(.deviceKey, of: "mia")
      #expect(key?.hasPrefix("us-east-1_") == true)
      #expect(await bench.item(.deviceGroupKey, of: "mia")?.hasPrefix("-") == true)
      #expect(await bench.item(.randomPasswordKey, of: "mia")?.utf8.count == 56)
      #expect(
        await bench.item(.signInDetails, of: "mia")
          == #"{"loginId":"mia","authFlowType":"USER_SRP_AUTH"}"#
      )
      _ = try await bench.manager.refresh(session.id)
      try await bench.manager.rememberDevice(session.id)
      // From now on the device stands in for the code, whichever name is typed.
      for name in ["mia", "mia@example.com"] {
        let again = try await bench.signIn(name, .srp) { _ in throw SignInError.nothingAsked }
        guard case .signedIn(let session) = again else {
          Issue.record("not signed in")
          return
        }
        #expect(session.id.username == "mia")
        #expect(await bench.item(.deviceKey, of: "mia") == key)
      }
    }
  }

  @Test func `an authenticator is set up, and the next sign-in asks for it`() async throws {
    try await withBench { bench in
      var authenticator: Authenticator?
      let done = try await bench.signIn("max", .srp) { challenge in
        guard case .softwareTokenSetup(let setup) = challenge else {
          throw SignInError.nothingAsked
        }
        authenticator = Authenticator(base32: setup.secret)
        return .code(Password(authenticator?.code(at: Self.now) ?? ""))
      }
      guard case .signedIn = done else {
        Issue.record("not signed in")
        return
      }
      // The same code again: the pool takes none twice, the one before it is too old by then.
      await #expect(
        throws: SessionError.pool(
          .refused(
            name: "ExpiredCodeException",
            message: "Your software token has already been used once.",
            status: 400
          )
        )
      ) {
        _ = try await bench.signIn("max", .password) { _ in
          .code(Password(authenticator?.code(at: Self.now) ?? ""))
        }
      }
    }
  }

  @Test(arguments: [
    (SignInFlow.Method.userAuth, "USER_AUTH"), (.custom, "CUSTOM_WITHOUT_SRP"),
    (.customSRP, "CUSTOM_WITH_SRP"),
  ])
  func `the way of signing in is stored by Amplify's name`(
    method: SignInFlow.Method,
    name: String
  ) async throws {
    try await withBench { bench in
      _ = try await bench.signIn("moe", method) { challenge in
        if case .choice = challenge { .factor(.password) } else { .code(Password("yes")) }
      }
      #expect(
        await bench.item(.signInDetails, of: "moe")
          == #"{"loginId":"moe","authFlowType":"\#(name)"}"#
      )
    }
  }
}
