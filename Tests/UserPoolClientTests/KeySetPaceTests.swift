import AuthCore
import Synchronization
import Testing

@testable import UserPoolClient

/// A key set is asked for a second time where the first ended quickly, and no more: when again is for
/// the cache to say, which counts downloads.
struct KeySetPaceTests {
  private let bench = ClientBench()

  private static let faults: [ScriptedServer.Step] = [
    .answer(ScriptedServer.http(500, "<html>")), .answer(ScriptedServer.http(503, "")),
    .answer(ScriptedServer.refusal(429, "TooManyRequestsException")), .answerAndClose(""),
    .answerAndClose("HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\n{"),
  ]

  private static let good = ScriptedServer.Step.answer(ScriptedServer.http(200, #"{"keys":[]}"#))

  @Test(arguments: 0..<5)
  func `a key set that is not had is asked for once more, and no third time`(
    number: Int
  ) async throws {
    let fault = Self.faults[number]
    try await bench.run([fault, Self.good]) { pool, script in
      _ = try await pool.keySet()
      #expect(await script.requests.count == 2)
    }
    #expect(bench.waited == [.milliseconds(200)])
    try await bench.run([fault, fault, Self.good]) { pool, script in
      await #expect(throws: UserPoolError.self) { _ = try await pool.keySet() }
      #expect(await script.requests.count == 2)
    }
  }

  @Test(arguments: [(4799, 2), (4800, 1), (20_000, 1)])
  func `one that failed slowly is not`(milliseconds: Int, requests: Int) async throws {
    let clock = Mutex(ContinuousClock.now)
    let change: (inout HTTPSettings) -> Void = { settings in
      // Each look at the clock is so much later than the one before.
      settings.now = {
        clock.withLock { now in
          defer { now += .milliseconds(milliseconds) }
          return now
        }
      }
    }
    try await bench.run([Self.faults[1], Self.good], change: change) { pool, script in
      _ = try? await pool.keySet()
      #expect(await script.requests.count == requests)
    }
  }

  @Test(arguments: ["4", "5"])
  func `a server that wants to be left alone longer is`(seconds: String) async throws {
    let fault = ScriptedServer.http(503, "", ["retry-after: \(seconds)"])
    try await bench.run([.answer(fault), Self.good]) { pool, script in
      _ = try? await pool.keySet()
      #expect(await script.requests.count == (seconds == "4" ? 2 : 1))
    }
    #expect(bench.waited == (seconds == "4" ? [.seconds(4)] : []))
  }

  @Test(arguments: [true, false])
  func `so is another issuer's, and its discovery`(isHad: Bool) async throws {
    let server = try await ScriptedServer.start([Self.faults[1]])
    let members = #""issuer":"\#(server.endpoint)","jwks_uri":"\#(server.endpoint)/jwks""#
    await server.script.add(.answer(ScriptedServer.http(200, "{\(members)}")))
    await server.script.add(Self.faults[1])
    if !isHad { await server.script.add(Self.faults[1]) }
    await server.script.add(Self.good)
    let http = UserPoolHTTP(settings: bench.settings())
    var pool = ClientBench.pool(server.endpoint)
    pool.kind = .oidc
    let reply = try? await http.userPool(for: pool).keySet()
    #expect((reply != nil) == isHad)
    #expect(await server.script.requests.count == 4)
    await http.shutdown()
    await server.stop()
  }

  @Test func `a download has ended before it would be given up as lost`() {
    // Discovery, then the key set, each failing at the last moment that allows a second request.
    let longest = (RetryLoop.briefness + HTTPSettings().totalTimeout) * 2
    #expect(longest < .milliseconds(KeySetCache.patience))
  }
}
