import AuthCore

/// Carries the pools' refresh policies out, as their schedule says; with none it does nothing.
actor PolicyRunner {
  private let manager: SessionManager
  private let tell: @Sendable (String, _ isFailure: Bool) -> Void
  private var schedule = RefreshSchedule(seed: UInt64.random(in: 0 ... .max))
  private var timer: Task<Void, Never>?
  private var isLooking = false
  private var wantsLook = false

  /// `tell` gets a line for each renewal, done or failed, and one before it where copies share the token.
  init(
    manager: SessionManager,
    tell: @escaping @Sendable (String, _ isFailure: Bool) -> Void
  ) {
    self.manager = manager
    self.tell = tell
  }

  /// Whether any configured pool has a policy.
  nonisolated var isNeeded: Bool {
    manager.pools.configurations.contains { !$0.refreshPolicy.isManual }
  }

  /// Runs until the task is cancelled.
  func run() async {
    guard isNeeded else { return }
    await look()
    for await _ in manager.changes() {
      if Task.isCancelled { break }
      await look()
    }
    timer?.cancel()
  }

  /// Reads what is stored anew; also after the clock was set or the machine slept.
  func look() async {
    guard isNeeded else { return }
    wantsLook = true
    guard !isLooking else { return }
    isLooking = true
    while wantsLook {
      wantsLook = false
      let sessions = await manager.snapshots().flatMap(\.sessions)
      schedule.update(
        sessions,
        pool: { manager.pools.configuration(clientID: $0.id.clientID, issuer: $0.issuer) },
        now: Wiring.clock(),
        at: Wiring.bootTime()
      )
    }
    isLooking = false
    turn()
  }

  private func turn() {
    let decision = schedule.next(at: Wiring.bootTime())
    for id in decision.begin { Task { await renew(id) } }
    timer?.cancel()
    timer = decision.next.map { next in
      Task {
        // Swift's continuous clock counts sleep, as the schedule's does.
        let wait = max(1, next - Wiring.bootTime())
        try? await Task.sleep(for: .milliseconds(min(wait, 86_400_000)))
        if !Task.isCancelled { self.turn() }
      }
    }
  }

  private func renew(_ id: SessionID) async {
    var ending = RefreshSchedule.Ending.renewed
    do throws(SessionError) {
      let outcome = try await manager.refreshIfDue(id) { [tell] copies in
        tell(RefreshText.notice(id, copies), false)
      }
      if let outcome {
        tell("refreshed \(id) by its pool's policy: \(outcome)", false)
      }
    } catch {
      ending = RefreshSchedule.Ending(error)
      tell("the pool's policy could not refresh \(id): \(error)", true)
    }
    schedule.ended(id, ending, at: Wiring.bootTime())
    await look()
  }
}
