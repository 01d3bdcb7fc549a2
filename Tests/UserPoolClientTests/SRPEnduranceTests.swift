import AuthCore
import LoopbackPool
import Testing
import UserPoolClient

/// Faults of padding show in a fraction of sign-ins only (facts of SRP: one byte in 256).
@Suite struct SRPEnduranceTests {
  @Test(.timeLimit(.minutes(20)))
  func `300 sign-ins by SRP in a row succeed`() async throws {
    let now = NumericDate(seconds: 1_772_510_706)
    let pool = try await LoopbackPool.start(clock: { now })
    let http = UserPoolHTTP()
    let client = pool.configuration.clients[0]
    let configuration = pool.poolConfiguration(name: "loopback", client: client)
    var signedIn = 0
    do {
      for round in 0..<300 {
        let seed = pool.configuration.users[round % 6]
        var flow = SignInFlow(
          username: seed.username,
          password: Password(seed.password),
          method: .srp,
          pool: configuration
        )
        let action = try await SignInDriver.run(
          &flow,
          http.userPool(for: configuration),
          at: now
        ) { _ in throw SignInError.nothingAsked }
        if case .finish(let user) = action, user.username == seed.username { signedIn += 1 }
      }
    } catch {
      Issue.record(error)
    }
    await http.shutdown()
    await pool.stop()
    #expect(signedIn == 300)
  }
}
