/// Who is renewed next, and when: the policies of all pools over all sessions, as a value.
///
/// Times of its own are milliseconds of a clock that counts sleep and never jumps; the client's wall
/// clock only says how long tokens still live. A wall clock that was set, or a laptop that slept,
/// therefore moves what is due and starts no storm: a session is tried once in a minute at most, and
/// what became due together is spread by jitter.
public struct RefreshSchedule: Equatable, Sendable {
  /// Milliseconds between two tries of one session, at least.
  public static let shortestPause: Int64 = 60_000
  /// Milliseconds for which a pool is left alone after it asked for it the first time; doubled each
  /// time after, up to `longestBackOff`.
  public static let firstBackOff: Int64 = 5000
  public static let longestBackOff: Int64 = 300_000

  /// How a renewal ended, as far as others are concerned.
  public enum Ending: Equatable, Sendable {
    /// Done, by us or by somebody else.
    case renewed
    /// It can never be done, or not before a person acts.
    case refused
    /// No answer, or a server fault: to be tried again later.
    case failed
    /// The pool wants to be left alone, for so many milliseconds if it said so.
    case throttled(retryAfter: Int64?)
  }

  /// What is to be done now.
  public struct Decision: Equatable, Sendable {
    /// Sessions to begin with, those that end first before the others.
    public var begin: [SessionID] = []
    /// When to ask again, in milliseconds of the clock that never jumps; nil when nothing is due
    /// until something changes.
    public var next: Int64?
    /// Sessions that are due and wait for their turn or for the pool.
    public var waiting = 0

    public init() {}
  }

  private struct Entry: Equatable, Sendable {
    let pool: String
    let policy: RefreshPolicy
    /// By the clock that never jumps.
    let due: Int64
    /// Milliseconds until the policy wanted it, negative when that is past: what comes first.
    let wait: Int64
  }

  private struct Tries: Equatable, Sendable {
    var last: Int64
    var failures = 0
  }

  private struct BackOff: Equatable, Sendable {
    var until: Int64
    var count: Int
    /// Whether the pool itself named the time: then nothing shortens it.
    var isWished: Bool
  }

  /// Makes the jitter of this process another than that of others.
  private let seed: UInt64
  private var entries: [SessionID: Entry] = [:]
  private var tries: [SessionID: Tries] = [:]
  private var flying: [SessionID: String] = [:]
  private var backOffs: [String: BackOff] = [:]

  public init(seed: UInt64) {
    self.seed = seed
  }

  /// Whether any session is renewed by itself.
  public var isEmpty: Bool { entries.isEmpty }

  /// How many sessions are renewed by themselves.
  public var count: Int { entries.count }

  /// Takes in what is stored now, with the pool of each session that has one.
  public mutating func update(
    _ sessions: [Session],
    pool: (Session) -> PoolConfiguration?,
    now: NumericDate,
    at time: Int64
  ) {
    entries = [:]
    for session in sessions {
      guard let configuration = pool(session), !configuration.refreshPolicy.isManual,
        let due = configuration.refreshPolicy.due(session)
      else { continue }
      let policy = configuration.refreshPolicy
      let issuerNow = now.advanced(byMilliseconds: session.driftMilliseconds)
      let wait = due.milliseconds(since: issuerNow)
      let earlier = jitter(of: session, due, upTo: policy.jitter)
      let (early, isFar) = wait.subtractingReportingOverflow(earlier)
      let (sum, overflow) = time.addingReportingOverflow(isFar ? wait : early)
      entries[session.id] = Entry(
        pool: ManagerState.pool(configuration),
        policy: policy,
        // What is overdue is spread too: many may be, after a sleep.
        due: overflow ? .max : max(sum, wait <= 0 ? time + min(earlier, .max - time) : sum),
        wait: wait
      )
    }
    tries = tries.filter { entries[$0.key] != nil || flying[$0.key] != nil }
  }

  /// What to begin, and when to ask again.
  public mutating func next(at time: Int64) -> Decision {
    var decision = Decision()
    let order = entries.sorted { ($0.value.wait, $0.key) < ($1.value.wait, $1.key) }
    for (id, entry) in order where flying[id] == nil {
      let moment = max(entry.due, restUntil(id))
      guard moment <= time else {
        decision.next = min(decision.next ?? .max, moment)
        continue
      }
      if let backOff = backOffs[entry.pool], backOff.until > time {
        decision.waiting += 1
        decision.next = min(decision.next ?? .max, backOff.until)
        continue
      }
      // A full pool wakes us by the end of a renewal.
      guard flying.values.count(where: { $0 == entry.pool }) < limit(entry) else {
        decision.waiting += 1
        continue
      }
      flying[id] = entry.pool
      tries[id] = Tries(last: time, failures: tries[id]?.failures ?? 0)
      decision.begin.append(id)
    }
    return decision
  }

  /// Takes in how a renewal ended.
  public mutating func ended(_ id: SessionID, _ ending: Ending, at time: Int64) {
    guard let pool = flying.removeValue(forKey: id) else { return }
    switch ending {
    case .renewed:
      tries[id]?.failures = 0
      if let backOff = backOffs[pool], !backOff.isWished || backOff.until <= time {
        backOffs[pool] = nil
      }
    case .refused: entries[id] = nil
    case .failed: tries[id]?.failures += 1
    case .throttled(let wish):
      let count = (backOffs[pool]?.count ?? 0) + 1
      let usual = min(Self.longestBackOff, Self.firstBackOff << min(10, count - 1))
      let until = time + max(0, min(wish ?? usual, 24 * 3_600_000))
      backOffs[pool] = BackOff(
        until: max(until, backOffs[pool]?.until ?? 0),
        count: count,
        isWished: wish != nil || (backOffs[pool].map { $0.isWished && $0.until > time } ?? false)
      )
      // It was the pool's fault: its turn comes as soon as the pool is to be asked again.
      tries[id] = nil
    }
  }

  /// After a back-off one session tries alone, so that not all are refused together again.
  private func limit(_ entry: Entry) -> Int {
    backOffs[entry.pool] == nil ? entry.policy.limit : 1
  }

  /// Until when a session is left alone after its last try: a minute, doubled by each failure up to
  /// a quarter of an hour.
  private func restUntil(_ id: SessionID) -> Int64 {
    guard let tries = tries[id] else { return .min }
    return tries.last + min(900_000, Self.shortestPause << min(4, max(0, tries.failures - 1)))
  }

  /// Between 0 and the limit, the same for the same token however often it is looked at.
  private func jitter(of session: Session, _ due: NumericDate, upTo limit: Int64) -> Int64 {
    guard limit > 0 else { return 0 }
    // FNV-1a: what matters is that neighbours differ.
    var hash = seed ^ 0xcbf2_9ce4_8422_2325
    let text = session.id.description.utf8
    for byte in Array(text) + withUnsafeBytes(of: due.milliseconds, Array.init) {
      hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3
    }
    return Int64((hash >> 1) % (UInt64(limit) + 1))
  }
}

extension RefreshSchedule.Ending {
  /// What an error of a refresh means for the schedule.
  public init(_ error: SessionError) {
    switch error {
    case .poolRests(let milliseconds): self = .throttled(retryAfter: milliseconds)
    case .pool(let error) where error.retryAfter != nil || Refusal.Kind(error) == .throttled:
      self = .throttled(retryAfter: error.retryAfter)
    case .pool(.refused(_, _, let status, _)) where status < 500: self = .refused
    case .pool, .notSaved, .storage, .notLocked, .notNoted, .changedMeanwhile,
      .removedMeanwhile:
      self = .failed
    default: self = .refused
    }
  }
}
