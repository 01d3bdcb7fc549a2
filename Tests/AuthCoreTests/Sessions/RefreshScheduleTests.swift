import AuthCore
import Testing

struct RefreshScheduleTests {
  private static let now = NumericDate(seconds: 1_772_510_000)

  private func pool(
    _ policy: RefreshPolicy,
    client: String = "client1"
  ) -> PoolConfiguration {
    PoolConfiguration(
      name: "p",
      endpoint: "http://127.0.0.1:1",
      poolID: "us-east-1_Demo",
      clientID: client,
      refreshPolicy: policy
    )
  }

  /// A session whose tokens end after so many seconds.
  private func session(_ user: String, endsIn seconds: Int64) -> Session {
    var session = Session(id: SessionID(backend: .local, clientID: "client1", username: user))
    var token = TokenSummary(byteCount: 1)
    token.issuedAt = Self.now
    token.expiresAt = Self.now.advanced(byMilliseconds: seconds * 1000)
    session.access = token
    session.refresh = RefreshTokenSummary(byteCount: 1, isEncrypted: true)
    return session
  }

  private func schedule(
    _ sessions: [Session],
    _ policy: RefreshPolicy,
    at time: Int64 = 0
  ) -> RefreshSchedule {
    var schedule = RefreshSchedule(seed: 7)
    schedule.update(sessions, pool: { _ in pool(policy) }, now: Self.now, at: time)
    return schedule
  }

  private let lead = RefreshPolicy(.leadTime(milliseconds: 300_000), jitter: 0, limit: 2)

  @Test func `by hand nothing is scheduled`() {
    var schedule = schedule([session("alice", endsIn: 10)], .manual)
    #expect(schedule.next(at: 0) == RefreshSchedule.Decision())
    #expect(schedule.isEmpty)
  }

  @Test func `a session is due at its lead time and not before`() {
    var schedule = schedule([session("alice", endsIn: 3600)], lead)
    #expect(schedule.next(at: 0).next == 3_300_000)
    #expect(schedule.next(at: 3_299_999).begin == [])
    #expect(schedule.next(at: 3_300_000).begin.map(\.username) == ["alice"])
    #expect(schedule.next(at: 3_300_001).begin == [])
  }

  @Test func `jitter comes earlier, never later, and stays the same for a token`() {
    let policy = RefreshPolicy(.leadTime(milliseconds: 300_000), jitter: 60_000)
    let users = (0..<50).map { session("user-\($0)", endsIn: 3600) }
    var moments: Set<Int64> = []
    for user in users {
      var schedule = schedule([user], policy)
      let moment = schedule.next(at: 0).next ?? -1
      #expect((3_240_000...3_300_000).contains(moment))
      var again = self.schedule([user], policy)
      #expect(again.next(at: 0).next == moment)
      moments.insert(moment)
    }
    #expect(moments.count > 40)
  }

  @Test func `never more than so many of a pool at once, the most urgent first`() {
    let users = (0..<5).map { session("user-\($0)", endsIn: 100 - $0) }
    var schedule = schedule(users, lead)
    let first = schedule.next(at: 0)
    #expect(first.begin.map(\.username) == ["user-4", "user-3"] && first.waiting == 3)
    #expect(schedule.next(at: 1).begin == [])
    schedule.ended(first.begin[0], .renewed, at: 2)
    #expect(schedule.next(at: 2).begin.map(\.username) == ["user-2"])
  }

  @Test func `throttling stops the whole pool, and one goes first afterwards`() {
    let users = (0..<5).map { session("user-\($0)", endsIn: 100) }
    var schedule = schedule(users, lead)
    let first = schedule.next(at: 0).begin
    schedule.ended(first[0], .throttled(retryAfter: nil), at: 10)
    schedule.ended(first[1], .renewed, at: 10)
    // The one that was renewed says that the pool answers again.
    #expect(schedule.next(at: 10).begin.count == 2)
    var other = self.schedule(users, lead)
    let both = other.next(at: 0).begin
    other.ended(both[0], .throttled(retryAfter: nil), at: 10)
    other.ended(both[1], .throttled(retryAfter: nil), at: 10)
    let rest = other.next(at: 11)
    #expect(rest.begin == [] && rest.waiting == 5 && rest.next == 10_010)
    #expect(other.next(at: 10_010).begin.count == 1)
  }

  @Test func `a server's own delay is obeyed, and others grow to a limit`() {
    var schedule = schedule([session("alice", endsIn: 100)], lead)
    var time: Int64 = 0
    var waits: [Int64] = []
    for _ in 0..<8 {
      let begin = schedule.next(at: time).begin
      #expect(begin.count == 1)
      schedule.ended(begin[0], .throttled(retryAfter: nil), at: time)
      let next = schedule.next(at: time).next ?? 0
      waits.append(next - time)
      time = next
    }
    #expect(waits == [5000, 10_000, 20_000, 40_000, 80_000, 160_000, 300_000, 300_000])
    let begin = schedule.next(at: time).begin
    schedule.ended(begin[0], .throttled(retryAfter: 42_000), at: time)
    #expect(schedule.next(at: time).next == time + 42_000)
  }

  @Test func `what a pool wished for binds all its clients' sessions, and no success shortens it`()
  {
    let users = [session("a", endsIn: 100), session("b", endsIn: 100), session("c", endsIn: 100)]
    var schedule = RefreshSchedule(seed: 7)
    let clients = ["a": "client1", "b": "client1", "c": "client2"]
    schedule.update(
      users,
      pool: { pool(lead, client: clients[$0.id.username] ?? "") },
      now: Self.now,
      at: 0
    )
    let first = schedule.next(at: 0).begin
    #expect(first.map(\.username) == ["a", "b"])
    schedule.ended(first[0], .throttled(retryAfter: 42_000), at: 10)
    schedule.ended(first[1], .renewed, at: 20)
    let rest = schedule.next(at: 30)
    #expect(rest.begin == [] && rest.next == 42_010)
    #expect(schedule.next(at: 42_010).begin.count == 1)
  }

  @Test func `a failure is tried again after a minute, then more and more rarely`() {
    var schedule = schedule([session("alice", endsIn: 100)], lead)
    var time: Int64 = 0
    var waits: [Int64] = []
    for _ in 0..<6 {
      let begin = schedule.next(at: time).begin
      schedule.ended(begin[0], .failed, at: time + 5)
      let next = schedule.next(at: time + 5).next ?? 0
      waits.append(next - time)
      time = next
    }
    #expect(waits == [60_000, 120_000, 240_000, 480_000, 900_000, 900_000])
  }

  @Test func `a refusal is not tried again`() {
    var schedule = schedule([session("alice", endsIn: 100)], lead)
    let begin = schedule.next(at: 0).begin
    schedule.ended(begin[0], .refused, at: 1)
    #expect(schedule.next(at: 1_000_000) == RefreshSchedule.Decision())
  }

  @Test func `a clock that jumps to and fro starts one renewal a minute at most`() {
    let policy = RefreshPolicy(.leadTime(milliseconds: 300_000), jitter: 0)
    let alice = session("alice", endsIn: 3600)
    var schedule = RefreshSchedule(seed: 1)
    var begun = 0
    for step in 0..<10_000 {
      // A hundred jumps a second, of up to fifty years.
      let time = Int64(step) * 10
      let jump = Int64(step % 7 - 3) * 500_000_000_000
      schedule.update(
        [alice],
        pool: { _ in pool(policy) },
        now: Self.now.advanced(byMilliseconds: jump),
        at: time
      )
      for id in schedule.next(at: time).begin {
        begun += 1
        schedule.ended(id, .renewed, at: time)
      }
    }
    #expect((1...2).contains(begun))
  }

  @Test func `what became due together during a sleep is spread`() {
    let policy = RefreshPolicy(.leadTime(milliseconds: 300_000), jitter: 60_000, limit: 1000)
    let users = (0..<100).map { session("user-\($0)", endsIn: -1000) }
    var schedule = schedule(users, policy, at: 500)
    #expect(schedule.next(at: 500).begin.count < 10)
    #expect(schedule.next(at: 60_500).begin.count > 80)
  }

  @Test(arguments: [
    (
      SessionError.pool(.refused(name: "TooManyRequestsException", message: "", status: 400)),
      RefreshSchedule.Ending.throttled(retryAfter: nil)
    ),
    (
      .pool(.refused(name: "X", message: "", status: 503, retryAfter: 7000)),
      .throttled(retryAfter: 7000)
    ),
    (.poolRests(milliseconds: 9), .throttled(retryAfter: 9)),
    (.pool(.unanswered(reason: "r")), .failed), (.pool(.unreachable(reason: "r")), .failed),
    (.pool(.refused(name: "InternalErrorException", message: "", status: 500)), .failed),
    (.pool(.refused(name: "InvalidParameterException", message: "", status: 400)), .refused),
    (.noPool(clientID: "c"), .refused),
  ])
  func `an error tells how to go on`(error: SessionError, ending: RefreshSchedule.Ending) {
    #expect(RefreshSchedule.Ending(error) == ending)
  }
}
