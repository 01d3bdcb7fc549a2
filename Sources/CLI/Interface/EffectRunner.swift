import AuthCore
import Backends
import Synchronization
import TUI

/// Carries out what the app asks for: each effect is a task that ends in one event.
final class EffectRunner: Sendable {
  let manager: SessionManager
  private let loader: Loader
  let send: @Sendable (Event) -> Void
  /// The work on many sessions that is under way.
  private let bulkRun = Mutex<BulkRun?>(nil)
  /// What verifiers said, for the checks.
  let learned = Mutex<[SessionID: LearnedFacts]>([:])
  private let work = Mutex<[Task<Void, Never>]>([])
  /// The sign-in that waits for the browser.
  let browserSignIn = Mutex<Task<Void, Never>?>(nil)
  /// The sign-in that waits for an answer; it holds a password and so is no event.
  private let asked = Mutex(Asked())

  /// A sign-in's open question, and which sign-in it is: what an abandoned one comes to is nobody's.
  private struct Asked {
    var attempt: SignInAttempt?
    var number = 0
  }

  let lock: StoreLock?

  init(
    manager: SessionManager,
    lock: StoreLock? = nil,
    send: @escaping @Sendable (Event) -> Void
  ) {
    self.manager = manager
    self.lock = lock
    self.send = send
    loader = Loader(manager: manager, send: send)
  }

  /// Begins an effect; what the terminal must do is not for here.
  func perform(_ effect: Effect) {
    // The tasks that it starts inherit this.
    HelperPatience.$isLong.withValue(!effect.onlyLooks) { begin(effect) }
  }

  private func begin(_ effect: Effect) {
    switch effect {
    case .load(let id): for id in id.map({ [$0] }) ?? manager.backends.map(\.id) { load(id) }
    case .loadDetail(let id): run { await self.loadDetail(id) }
    case .refresh(let ids): run { await self.refresh(ids, effect) }
    case .move(let ids, let target): run { await self.move(ids, to: target, effect) }
    case .signIn(let pool, let username, let password, let method):
      run { await self.signIn(pool, username, password, method, effect) }
    case .answer(let reply): run { await self.answer(reply, effect) }
    case .loadPoolSessions, .endPoolSession: run { await self.performAtPool(effect) }
    case .signInManaged, .openBrowser, .cancelManaged: performInBrowser(effect)
    case .cancelSignIn: asked.withLock { $0 = Asked(number: $0.number + 1) }
    case .rememberDevice, .verify, .verifyOnline, .planSignOut, .signOut, .unlock, .activate:
      performAlone(effect)
    case .check(let scope): run { await self.check(scope) }
    case .activateMoving, .previewMove, .planUndo, .undo, .loadJournal, .planHeld, .storeHeld:
      performChange(effect)
    case .point, .planKeyRemoval, .removeKeys: performOnKeys(effect)
    case .bulk(let work, let ids, let atOnce): Task { await bulk(work, ids, atOnce: atOnce) }
    case .cancel: cancel()
    case .export, .redraw, .searchOn, .suspend, .quit, .apply, .saveSettings, .warn, .title: break
    }
  }

  func begin(_ run: BulkRun) { bulkRun.withLock { $0 = run } }

  /// Starts no more of a bulk run, and cancels what is alone under way.
  private func cancel() {
    bulkRun.withLock { $0?.stop() }
    for task in work.withLock({ $0 }) { task.cancel() }
  }

  private func load(_ id: BackendID) {
    Task { await loader.load(id) }
  }

  func run(_ body: @escaping @Sendable () async -> Void) {
    let task = Task { await body() }
    work.withLock { tasks in
      tasks.append(task)
      // The last ones are enough to cancel what is under way.
      if tasks.count > 64 { tasks.removeFirst(32) }
    }
  }

  /// Does what an effect asks for and ends in one event, which names that effect.
  func finish(
    _ effect: Effect,
    _ body: @escaping @Sendable () async throws(SessionError) -> Event.Finished
  ) {
    run {
      do throws(SessionError) {
        self.send(.finished(try await body(), of: effect))
      } catch {
        self.send(.finished(.failed(error), of: effect))
      }
    }
  }

  private func loadDetail(_ id: SessionID) async {
    do throws(SessionError) {
      send(.detailLoaded(try await manager.detail(id)))
      await check(.session(id))
    } catch {
      // A session that went away meanwhile is told by the list, not by the pane.
      if case .storage(_, .locked) = error { send(.encrypted(id.backend, isLocked: true)) }
    }
  }

  private func refresh(_ ids: [SessionID], _ effect: Effect) async {
    var (done, failed): ([SessionID], [Event.Failed]) = ([], [])
    var last: RefreshOutcome?
    for id in ids where !Task.isCancelled {
      do throws(SessionError) {
        last = try await manager.refresh(id)
        done.append(id)
      } catch {
        failed.append(Event.Failed(id: id, error: error))
      }
      send(.progress(done: done.count + failed.count, total: ids.count, of: effect))
    }
    send(.finished(.refreshed(done, failed, last: last), of: effect))
  }

  private func move(_ ids: [SessionID], to target: BackendID, _ effect: Effect) async {
    var (done, failed): ([SessionManager.MoveOutcome], [Event.Failed]) = ([], [])
    for id in ids where !Task.isCancelled && id.backend != target {
      do throws(SessionError) {
        done.append(try await manager.move(id, to: target))
      } catch {
        failed.append(Event.Failed(id: id, error: error))
      }
      send(.progress(done: done.count + failed.count, total: ids.count, of: effect))
    }
    send(.finished(.moved(done, failed), of: effect))
  }

  private func signIn(
    _ pool: Int,
    _ username: String,
    _ password: Password?,
    _ method: SignInFlow.Method,
    _ effect: Effect
  ) async {
    let configurations = manager.pools.configurations
    guard configurations.indices.contains(pool) else { return }
    asked.withLock { $0 = Asked(number: $0.number + 1) }
    let attempt = SignInAttempt(
      username: username,
      password: password,
      method: method,
      pool: configurations[pool],
      backend: await manager.activeBackend()
    )
    await advance(effect) { () async throws(SessionError) in
      try await self.manager.signIn(attempt)
    }
  }

  private func answer(_ reply: SignInReply, _ effect: Effect) async {
    guard let attempt = asked.withLock({ $0.attempt }) else { return }
    await advance(effect) { () async throws(SessionError) in
      try await self.manager.answer(attempt, reply)
    }
  }

  private func advance(
    _ effect: Effect,
    _ step: () async throws(SessionError) -> SignInAttempt.Progress
  ) async {
    let number = asked.withLock { $0.number }
    do throws(SessionError) {
      switch try await step() {
      case .signedIn(let session):
        keep(nil, of: number)
        send(.finished(.signedIn(session), of: effect))
      case .offersToRemember(let session):
        keep(nil, of: number)
        send(.finished(.offersToRemember(session), of: effect))
      case .asks(let challenge, let attempt):
        if keep(attempt, of: number) { send(.finished(.asked(challenge), of: effect)) }
      }
    } catch {
      if !error.leavesQuestionOpen { keep(nil, of: number) }
      if asked.withLock({ $0.number == number }) { send(.finished(.failed(error), of: effect)) }
    }
  }

  /// Keeps the attempt that waits; false when its sign-in was abandoned meanwhile.
  @discardableResult
  private func keep(_ attempt: SignInAttempt?, of number: Int) -> Bool {
    asked.withLock { asked in
      guard asked.number == number else { return false }
      asked.attempt = attempt
      return true
    }
  }
}

extension Effect {
  /// Whether it shows what is stored and nobody waits for anything else, so that no helper may hold it
  /// up.
  fileprivate var onlyLooks: Bool {
    switch self {
    case .load, .loadDetail, .check, .loadJournal: true
    default: false
    }
  }
}
