import Synchronization

/// Writes the journal behind everything else: nobody waits for it, and what fails is left out.
final class JournalWriter: Sendable {
  private struct Work {
    var done: [(entries: [JournalEntry], touched: [SessionID])] = []
    /// What storages told of others.
    var foreign: [(change: ForeignChange, backend: BackendID)] = []
    var looks: [BackendID: JournalNotice.Look] = [:]
    /// What authtop is about to write, until it has said what it did or the time is over.
    var touched: [SessionID: Int64] = [:]
    var runner: Task<Void, Never>?
    var pause: Task<Void, Never>?
    var isHurried = false
    var newest: String?
    var untilTrim = 0
  }

  /// How long a change that was seen waits for the program that made it to write it down itself.
  private static let settling = Duration.milliseconds(1500)
  private static let queueLimit = 1000
  /// Milliseconds after which a write that nobody told of counts as another's.
  private static let patience: Int64 = 10_000
  private static let trimInterval = 200

  let log: JournalLog
  private let limit: Int
  private let clock: @Sendable () -> NumericDate
  private let work = Mutex(Work())

  init(
    _ log: JournalLog,
    limit: Int,
    clock: @escaping @Sendable () -> NumericDate
  ) {
    self.log = log
    self.limit = limit
    self.clock = clock
  }

  /// Tells what authtop did, and to which sessions.
  func did(_ entries: [JournalEntry], to touched: [SessionID]) {
    work.withLock { work in
      if work.done.count < Self.queueLimit { work.done.append((entries, touched)) }
      start(&work)
    }
  }

  /// Tells what is about to be written, so that no look takes it for somebody else's doing.
  func touches(_ sessions: Set<SessionID>) {
    let end = clock().advanced(byMilliseconds: Self.patience).milliseconds
    work.withLock { work in
      for id in sessions { work.touched[id] = end }
    }
  }

  /// Tells what a look found; a newer look at the same backend replaces one that waits.
  func saw(_ look: JournalNotice.Look) {
    guard look.sessions.count <= JournalNotice.sessionLimit else { return }
    work.withLock { work in
      work.looks[look.backend] = look
      start(&work)
    }
  }

  /// Tells what a storage knows that others did.
  func told(_ changes: [ForeignChange], in backend: BackendID) {
    guard !changes.isEmpty else { return }
    work.withLock { work in
      if work.foreign.count < Self.queueLimit {
        work.foreign += changes.map { ($0, backend) }
      }
      start(&work)
    }
  }

  /// Waits until everything is written.
  func flush() async {
    while true {
      let runner = work.withLock { work -> Task<Void, Never>? in
        work.isHurried = true
        work.pause?.cancel()
        return work.runner
      }
      guard let runner else { break }
      await runner.value
    }
    work.withLock { $0.isHurried = false }
  }

  private func start(_ work: inout Work) {
    guard work.runner == nil else { return }
    work.runner = Task { await self.run() }
  }

  private func run() async {
    while true {
      let (done, foreign) = work.withLock { work in
        defer { (work.done, work.foreign) = ([], []) }
        return (work.done, work.foreign)
      }
      for one in foreign { try? await write(one.change, in: one.backend) }
      for one in done { try? await write(one.entries, one.touched) }
      if !done.isEmpty || !foreign.isEmpty { continue }
      let pause = work.withLock { work -> Task<Void, Never>? in
        guard !work.looks.isEmpty, !work.isHurried else { return nil }
        let pause = Task { _ = try? await Task.sleep(for: Self.settling) }
        work.pause = pause
        return pause
      }
      await pause?.value
      let looks = work.withLock { work -> [JournalNotice.Look]? in
        work.pause = nil
        guard work.done.isEmpty, work.foreign.isEmpty else { return [] }
        defer { work.looks = [:] }
        if work.looks.isEmpty { work.runner = nil }
        return work.looks.isEmpty ? nil : Array(work.looks.values)
      }
      guard let looks else { return }
      for look in looks { try? await notice(look) }
    }
  }

  private func write(_ entries: [JournalEntry], _ touched: [SessionID]) async throws {
    var entries = entries
    var changes: [BackendID: [StorageChange]] = [:]
    for id in touched {
      let found = await log.look(at: id)
      var drift = found.session?.driftMilliseconds
      if drift == nil { drift = await log.trace(of: id)?.drift }
      for index in entries.indices
      where entries[index].drift == nil && entries[index].session?.hasSameUser(as: id) ?? false {
        entries[index].drift = drift
      }
      // After the look: what is seen differently later was done by somebody else.
      changes[id.backend, default: []] += log.remembering(id, found, at: clock())
    }
    work.withLock { work in
      for id in touched {
        work.touched[id] = nil
        work.touched[id.ofClient] = nil
      }
    }
    for (backend, changes) in changes {
      try? await log.traceStorage(backend).makeChanges(changes)
    }
    try await append(entries)
  }

  /// What others did, and how they left it, so that no look tells it once more.
  private func write(_ change: ForeignChange, in backend: BackendID) async throws {
    let notice = JournalNotice(
      change,
      in: backend,
      lastLook: await log.lastLook(at: backend),
      at: clock()
    )
    try? await log.traceStorage(backend).makeChanges(log.remembering(notice, in: backend))
    try await append(notice.entries)
  }

  private func notice(_ look: JournalNotice.Look) async throws {
    let now = clock().milliseconds
    let touched = work.withLock { work in
      work.touched = work.touched.filter { $0.value > now }
      return Set(work.touched.keys)
    }
    let known = try await log.known(look).without(touched, at: look.date)
    let notice = JournalNotice(look, known: known)
    let isNews = !notice.entries.isEmpty || !notice.traces.isEmpty || !notice.pointers.isEmpty
    guard isNews || known.look == nil else { return }
    try await log.traceStorage(look.backend).makeChanges(log.remembering(notice, look))
    try await append(notice.entries)
  }

  private func append(_ entries: [JournalEntry]) async throws {
    guard !entries.isEmpty else { return }
    let (changes, trims) = work.withLock { work -> ([StorageChange], Bool) in
      let changes = log.adding(entries, after: &work.newest)
      work.untilTrim -= entries.count
      defer { if work.untilTrim < 0 { work.untilTrim = Self.trimInterval } }
      return (changes, work.untilTrim < 0)
    }
    try await log.storage.makeChanges(changes)
    if trims { try await log.trim(to: limit) }
  }
}

extension SessionID {
  /// The pointer of its client, as an id without a user.
  fileprivate var ofClient: SessionID {
    SessionID(backend: backend, clientID: clientID, username: "")
  }
}

extension JournalNotice.Known {
  /// As if what authtop is about to write had been written down at a look.
  fileprivate func without(_ touched: Set<SessionID>, at date: NumericDate) -> Self {
    var known = self
    for id in touched {
      if id.username.isEmpty {
        known.pointers[id.clientID] = JournalNotice.Pointer("", at: .max)
      } else {
        var trace = known.traces[id] ?? .gone(at: date)
        trace.at = .max
        known.traces[id] = trace
      }
    }
    return known
  }
}
