import AuthCore
import LoopbackPool
import Testing

@Suite struct PoolUserAuthTests {
  private let mia = UserSeed(
    username: "mia",
    password: PoolBench.password,
    attributes: ["email": "mia@example.com", "phone_number": "+15550001234"]
  )

  @Test(arguments: [SignInFactor.passwordSRP, .password, .emailOTP, .smsOTP])
  func `each first factor signs in, chosen and preferred`(factor: SignInFactor) async throws {
    for preferred in [nil, factor] {
      var bench = try await PoolBench(users: [mia])
      var choices = 0
      let flow = bench.flow("mia", password: nil, method: .userAuth, preferred: preferred)
      let user = try bench.run(flow) { challenge, bench in
        switch challenge {
        case .choice(.firstFactor, let factors):
          choices += 1
          #expect(factors == [.passwordSRP, .password, .emailOTP, .smsOTP])
          return .factor(factor)
        case .password: return .password(Password(PoolBench.password))
        case .code(let asked, _):
          #expect(asked == factor)
          return .code(try bench.lastCode())
        default: throw SignInError.nothingAsked
        }
      }
      #expect(choices == (preferred == nil ? 1 : 0))
      #expect(user.username == "mia" && user.result.accessToken != nil)
    }
  }

  @Test func `a wrong password for the chosen factor is refused`() async throws {
    var bench = try await PoolBench(users: [mia])
    for factor in [SignInFactor.password, .passwordSRP] {
      #expect(throws: notAuthorized("Incorrect username or password.")) {
        try bench.run(bench.flow("mia", password: "wrong", method: .userAuth)) { _, _ in
          .factor(factor)
        }
      }
    }
  }

  @Test func `a user with a second factor is offered the passwords only`() async throws {
    var seed = mia
    seed.mfa = [.email]
    var bench = try await PoolBench(users: [seed])
    let answer = try bench.initiate("USER_AUTH", ["USERNAME": "mia"])
    #expect(answer.challengeName == .selectChallenge)
    #expect(answer.availableChallenges == ["PASSWORD_SRP", "PASSWORD"])
    let preferred = try bench.initiate(
      "USER_AUTH",
      ["USERNAME": "mia", "PREFERRED_CHALLENGE": "EMAIL_OTP"]
    )
    #expect(preferred.challengeName == .selectChallenge)
  }

  @Test func `an unknown user looks like one with a password`() async throws {
    var bench = try await PoolBench(users: [mia])
    let answer = try bench.initiate("USER_AUTH", ["USERNAME": "nobody"])
    #expect(answer.availableChallenges == ["PASSWORD_SRP", "PASSWORD"])
    #expect(throws: notAuthorized("Incorrect username or password.")) {
      try bench.run(bench.flow("nobody", method: .userAuth)) { _, _ in .factor(.passwordSRP) }
    }
  }

  @Test func `a client's secret is asked for in each step`() async throws {
    var bench = try await PoolBench(client: AppClient(secret: ClientSecret("s")), users: [mia])
    _ = try bench.run(bench.flow("mia", method: .userAuth, preferred: .emailOTP)) { _, bench in
      .code(try bench.lastCode())
    }
    #expect(throws: PoolBench.Refused.self) {
      try bench.initiate("USER_AUTH", ["USERNAME": "mia"])
    }
  }
}
