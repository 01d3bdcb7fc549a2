/// What the cache knows of one issuer's keys.
struct IssuerKeys: Sendable {
  private(set) var set: (keys: KeySet, at: Int64)?
  /// When the last download began; nil before the first.
  private var began: Int64?
  private var isInFlight = false
  private var failures = 0
  private var lastReason = ""
  private var gone: [(kid: [UInt8], lastSeen: Int64)] = []

  init() {}

  mutating func want(_ kid: String, at now: Int64) -> KeySetCache.Action {
    if isInFlight, let began, now - began >= KeySetCache.patience { _ = fail("no answer in time") }
    if let set, set.keys.contains(kid: kid) {
      let age = max(0, now - set.at)
      return .use(age: age, renew: age >= KeySetCache.freshness && mayBegin(at: now))
    }
    if isInFlight { return .wait }
    return mayBegin(at: now)
      ? .download
      : .refuse(absence(of: kid, at: now), retryAt: (began ?? now) + KeySetCache.interval)
  }

  /// Whether a download may begin; if so it has begun.
  private mutating func mayBegin(at now: Int64) -> Bool {
    guard !isInFlight, began.map({ now - $0 >= KeySetCache.interval }) ?? true else { return false }
    began = now
    isInFlight = true
    return true
  }

  private func absence(of kid: String, at now: Int64) -> KeySetCache.Absence {
    if failures > 0 { return .unavailable(failures: failures, reason: lastReason) }
    let bytes = Array(kid.utf8)
    guard let gone = gone.first(where: { $0.kid == bytes }) else { return .neverPublished }
    return .removed(lastSeen: max(0, now - gone.lastSeen))
  }

  mutating func take(
    _ keys: KeySet,
    at now: Int64,
    endsFlight: Bool = true
  ) -> KeySetCache.Action {
    let before = set?.keys.kids ?? []
    let added = keys.kids.filter { kid in !(set?.keys.contains(kid: kid) ?? false) }
    let removed = before.filter { !keys.contains(kid: $0) }
    let lastSeen = set?.at ?? now
    gone.removeAll { entry in keys.contains(kid: String(decoding: entry.kid, as: UTF8.self)) }
    gone += removed.map { (Array($0.utf8), lastSeen) }
    gone.removeFirst(max(0, gone.count - KeySetCache.memory))
    set = (keys, now)
    if endsFlight { isInFlight = false }
    failures = 0
    return .changed(added: added, removed: removed)
  }

  mutating func fail(_ reason: String) -> KeySetCache.Action {
    isInFlight = false
    failures += 1
    lastReason = reason
    return .noted
  }
}
