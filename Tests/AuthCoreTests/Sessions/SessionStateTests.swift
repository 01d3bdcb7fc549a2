import AuthCore
import TestSupport
import Testing

/// The arithmetic of Amplify's `isTokenExpired`: `now + drift + 5000 > exp * 1000`.
struct SessionStateTests {
  private let exp: Int64 = 1_772_513_600

  private func session(_ change: (inout SampleTokens) -> Void = { _ in }) throws -> Session {
    let tokens = SampleTokens(change)
    let items = tokens.items.merging(tokens.pointer) { $1 }
    return try #require(
      SessionScan.scan(
        items.map { StorageItem(key: $0.key, value: $0.value) },
        backend: .local,
        isActiveBackend: true
      ).sessions.first
    )
  }

  @Test(
    arguments: [
      (-3_600_000, "live"), (-300_000, "live"), (-299_999, "expiring"), (-5001, "expiring"),
      (-5000, "expiring"), (-4999, "expired"), (0, "expired"), (1, "expired"),
      (Int64.max / 2, "expired"),
    ] as [(Int64, String)]
  )
  func `the state follows the time to exp`(distance: Int64, word: String) throws {
    let now = NumericDate(seconds: exp).advanced(byMilliseconds: distance)
    #expect(try session().state(at: now).word == word)
  }

  @Test(
    arguments: [
      ("3600000", "expired"), ("-3600000", "live"), ("", "live"), ("x", "live"), (nil, "live"),
    ] as [(String?, String)]
  )
  func `the drift is added to the client's clock`(drift: String?, word: String) throws {
    let now = NumericDate(seconds: exp - 1800)
    #expect(try session { $0.drift = drift }.state(at: now).word == word)
  }

  @Test(
    arguments: [
      ("0", 0), ("-250", -250), ("+3", 3), (" 12", 12), ("12.7", 12), ("10abc", 10),
      ("9223372036854775807", Int64.max), ("\n-1 2", -1),
    ] as [(String, Int64)]
  )
  func `the drift is read as parseInt reads it`(text: String, drift: Int64) throws {
    #expect(try session { $0.drift = text }.clockDrift == .milliseconds(drift))
  }

  @Test(arguments: ["", "NaN", "-", "+", "--1", "null", "٣", "Infinity", ".5"])
  func `a drift that is no number is a problem`(text: String) throws {
    let session = try session { $0.drift = text }
    #expect(session.clockDrift == .notANumber)
    #expect(session.problems.map(\.code) == ["drift-not-a-number"])
  }

  @Test func `a missing exp counts as long past`() throws {
    let token = SampleTokens.token([("sub", "\"s\"")])
    let stored = StoredSession(
      clientID: "c",
      username: "u",
      values: [.accessToken: token, .idToken: token, .refreshToken: "r"]
    )
    let session = stored.session(id: ManagerBench.id())
    #expect(session.state(at: NumericDate(seconds: exp)) == .expired)
  }

  @Test func `the earlier end of the two tokens counts`() throws {
    let stored = StoredSession(
      clientID: "c",
      username: "u",
      values: [
        .accessToken: SampleTokens().access,
        .idToken: SampleTokens { $0.lifetime = 300 }.id, .refreshToken: "r",
      ]
    )
    let session = stored.session(id: ManagerBench.id())
    #expect(session.state(at: NumericDate(seconds: 1_772_510_400)) == .expired)
  }

  @Test func `broken wins over revoked and revoked over time`() throws {
    var session = try session()
    session.refusal = Refusal(kind: .reused, name: "n", message: "m", date: ManagerBench.now)
    #expect(session.state(at: NumericDate(seconds: 0)) == .revoked)
    session.problems = [Problem(code: "c", message: "why", breaks: true)]
    #expect(session.state(at: NumericDate(seconds: 0)) == .broken("why"))
  }

  @Test func `moments at the ends of time do not overflow`() throws {
    for now in [Int64.min, .max] {
      let state = try session { $0.drift = "\(now)" }.state(at: NumericDate(milliseconds: now))
      #expect([.live, .expired].contains(state))
    }
  }

  @Test(arguments: [
    ("3600", true, false, Int64(-3_600_000)), ("-3600", true, false, 3_600_000),
    ("1", true, false, -1000), ("0", true, false, 0), ("-850", true, false, -850),
    ("3600000", true, false, 3_600_000), ("3600", false, false, 3600),
    ("3600", true, true, 3600),
  ])
  func `a drift in version 5's seconds is told from milliseconds`(
    text: String,
    hasUserData: Bool,
    hasDetails: Bool,
    drift: Int64
  ) async throws {
    let tokens = SampleTokens { $0.drift = text }
    var items = tokens.items
    items[tokens.key(.userData)] = hasUserData ? "{}" : nil
    items[tokens.key(.signInDetails)] = hasDetails ? "{}" : nil
    let session = try await ManagerBench(local: MemoryStorage(items)).manager
      .session(ManagerBench.id())
    #expect(session.clockDrift == .milliseconds(drift))
    #expect(session.problems.contains { $0.code == "drift-in-seconds" } == (drift != Int64(text)))
  }
}
