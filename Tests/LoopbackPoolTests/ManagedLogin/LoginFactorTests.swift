import AuthCore
import LoopbackPool
import Testing

/// What managed login's page asks beyond a password.
struct LoginFactorTests {
  private static let address = ["email": "mia@example.com", "email_verified": "true"]

  private static func mia(_ change: (inout UserSeed) -> Void) -> UserSeed {
    var seed = UserSeed(username: "mia", password: PoolBench.password, attributes: address)
    change(&seed)
    return seed
  }

  /// Posts the page's own form with something typed into it, or a button pressed.
  private func submit(
    _ page: PoolAnswer,
    _ typed: [String: String],
    _ bench: inout LoginBench
  ) -> PoolAnswer {
    let text = LoginBench.text(page)
    var fields = typed
    for name in ["_csrf", "session", "challenge"] {
      fields[name] = Self.value(of: name, in: text)
    }
    return bench.post("/login", fields, query: bench.query())
  }

  private static func value(of name: String, in text: String) -> String? {
    let parts = text.split(separator: "name=\"\(name)\" value=\"", maxSplits: 1)
    return parts.count == 2 ? String(parts[1].prefix { $0 != "\"" }) : nil
  }

  private static func secret(in text: String) -> String {
    let parts = text.split(separator: "<code>", maxSplits: 1)
    return parts.count == 2 ? String(parts[1].prefix { $0 != "<" }) : ""
  }

  @Test func `an authenticator is set up on the page, and asked for at the next sign-in`()
    async throws
  {
    var bench = try await LoginBench(users: [Self.mia { $0.mfaSetup = [.softwareToken] }])
    let page = bench.login("mia")
    let secret = Self.secret(in: LoginBench.text(page))
    #expect(LoginBench.text(page).contains("otpauth://totp/") && secret.count == 52)
    let wrong = submit(page, ["code": "12"], &bench)
    // The same secret again: it may be in the app already.
    #expect(Self.secret(in: LoginBench.text(wrong)) == secret)
    let authenticator = try #require(Authenticator(base32: secret))
    let done = submit(wrong, ["code": authenticator.code(at: bench.pool.now)], &bench)
    #expect(LoginBench.callback(done)?["code"]?.isEmpty == false)
    bench.cookies = [:]
    bench.pool.advance(seconds: 60)
    let asked = bench.login("mia")
    #expect(LoginBench.text(asked).contains("your authenticator app"))
    let code = authenticator.code(at: bench.pool.now)
    #expect(LoginBench.callback(submit(asked, ["code": code], &bench))?["code"] != nil)
  }

  @Test func `of several factors one is chosen, to set up or to use`() async throws {
    var bench = try await LoginBench(
      users: [
        Self.mia {
          $0.mfa = [.softwareToken, .email]
          $0.totpSecret = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
        }
      ]
    )
    let choice = bench.login("mia")
    #expect(LoginBench.text(choice).contains("value=\"EMAIL_OTP\""))
    let asked = submit(choice, ["answer": "EMAIL_OTP"], &bench)
    #expect(LoginBench.text(asked).contains("m***@e***"))
    let again = submit(asked, ["code": "000000x"], &bench)
    #expect(LoginBench.text(again).contains("Type the code from the message."))
    let code = bench.pool.state.takeMessages().last?.code ?? ""
    #expect(LoginBench.callback(submit(again, ["code": code], &bench))?["code"] != nil)
  }

  @Test func `codes by email are set up with an address`() async throws {
    var bench = try await LoginBench(
      users: [Self.mia { $0.mfaSetup = [.softwareToken, .email] }]
    )
    let choice = bench.login("mia")
    let address = submit(choice, ["answer": "EMAIL_OTP"], &bench)
    #expect(LoginBench.text(address).contains("name=\"email\""))
    let bad = submit(address, ["email": "nowhere"], &bench)
    #expect(LoginBench.text(bad).contains("Invalid email address format."))
    let asked = submit(
      submit(bad, ["answer": "EMAIL_OTP"], &bench),
      ["email": "new@example.com"],
      &bench
    )
    let message = try #require(bench.pool.state.takeMessages().last)
    #expect(message.destination == "new@example.com")
    #expect(LoginBench.callback(submit(asked, ["code": message.code], &bench))?["code"] != nil)
  }

  @Test func `a password for one time only is replaced on the page`() async throws {
    var bench = try await LoginBench(users: [Self.mia { $0.status = .forceChangePassword }])
    let page = bench.login("mia")
    let weak = submit(page, ["password": "short"], &bench)
    #expect(LoginBench.text(weak).contains("New password"))
    let done = submit(weak, ["password": "Newer-horse-2"], &bench)
    #expect(LoginBench.callback(done)?["code"]?.isEmpty == false)
  }

  @Test func `a setup's session is of no use without the browser's own form`() async throws {
    var bench = try await LoginBench(users: [Self.mia { $0.mfaSetup = [.softwareToken] }])
    let page = bench.login("mia")
    let session = Self.value(of: "session", in: LoginBench.text(page)) ?? ""
    let forged = bench.post(
      "/login",
      ["_csrf": "guessed", "challenge": "MFA_SETUP", "session": session, "code": "000000"],
      query: bench.query()
    )
    #expect(LoginBench.text(forged).contains("too old") && forged["location"] == nil)
  }
}
