import AuthCore
import LoopbackPool
import Testing

@Suite struct PoolCustomTests {
  private let mia = UserSeed(
    username: "mia",
    password: PoolBench.password,
    custom: Riddle(question: "One and one?", answer: "Two")
  )

  @Test(arguments: [SignInFlow.Method.custom, .customSRP])
  func `the riddle is asked, after the password's proof where SRP comes first`(
    method: SignInFlow.Method
  ) async throws {
    var bench = try await PoolBench(users: [mia])
    let flow = bench.flow("mia", method: method)
    let user = try bench.run(flow) { challenge, _ in
      #expect(challenge == .custom(["question": "One and one?", "try": "1 of 3"]))
      return .code(Password("two"))
    }
    #expect(user.username == "mia")
    if method == .customSRP {
      #expect(throws: notAuthorized("Incorrect username or password.")) {
        try bench.run(bench.flow("mia", password: "wrong", method: method)) { _, _ in
          .code(Password("two"))
        }
      }
    }
  }

  @Test func `a wrong answer is asked again twice and then refused`() async throws {
    var bench = try await PoolBench(users: [mia])
    var tries: [String?] = []
    #expect(throws: notAuthorized("Incorrect username or password.")) {
      try bench.run(bench.flow("mia", method: .custom)) { challenge, _ in
        if case .custom(let parameters) = challenge { tries.append(parameters["try"]) }
        return .code(Password("three"))
      }
    }
    #expect(tries == ["1 of 3", "2 of 3", "3 of 3"])
  }

  @Test func `nobody gets in by the riddle of an unknown user`() async throws {
    var bench = try await PoolBench(users: [mia])
    #expect(throws: notAuthorized("Incorrect username or password.")) {
      try bench.run(bench.flow("nobody", method: .custom)) { _, _ in
        .code(Password(Riddle.standard.answer))
      }
    }
  }
}
