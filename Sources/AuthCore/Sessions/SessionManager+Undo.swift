extension SessionManager {
  /// What was done and can be taken back, the newest first; it holds no token.
  public nonisolated func undoSteps() async throws(SessionError) -> [UndoStep] {
    do {
      try? await undoLog.trim(at: clock())
      return try await undoLog.steps(at: clock())
    } catch {
      throw .undo(.log(StorageError(wrapping: error)))
    }
  }

  /// Forgets the steps that are too old or too many, with the old values that they kept.
  ///
  /// Every change does it as well; a program that only looks calls it once, so that nothing waits for the next change
  /// to go. A helper that does not answer holds it up for as long as one call takes.
  public nonisolated func forgetOldUndoSteps() async { try? await undoLog.trim(at: clock()) }

  /// Forgets every step and the old values that it kept.
  public nonisolated func forgetUndoSteps() async throws(SessionError) {
    let steps = try await undoSteps()
    let keeping: [BackendID]
    do {
      keeping = try await undoLog.forget(steps)
    } catch {
      throw .undo(.log(StorageError(wrapping: error)))
    }
    guard keeping.isEmpty else { throw .undo(.kept(keeping)) }
  }

  /// What taking a step back would do; nothing changes.
  ///
  /// Without a name it is the newest step that can be taken back; with `redo` the newest that was.
  public nonisolated func undoPlan(
    _ id: String? = nil,
    redo: Bool = false
  ) async throws(SessionError) -> UndoPlan {
    let steps = try await undoSteps()
    if let id { return try await plan(try Self.named(id, steps)) }
    if redo {
      guard let step = steps.first(where: { $0.kind == .undo && $0.end == .done }) else {
        throw .undo(.nothing(redo: true))
      }
      return try await plan(step)
    }
    var reason: SessionError?
    for step in steps where step.isCandidate {
      do throws(SessionError) {
        let plan = try await plan(step)
        guard plan.isNothingLeft, plan.keeps.isEmpty else { return plan }
        // It never came about, or somebody took it back by hand.
      } catch .undo(.gone(let title, let backends)) {
        reason = reason ?? .undo(.gone(title, backends))
      }
    }
    throw reason ?? .undo(.nothing(redo: false))
  }

  private static func named(_ id: String, _ steps: [UndoStep]) throws(SessionError) -> UndoStep {
    let found = steps.filter { $0.id == id }
    let matches = found.isEmpty && !id.isEmpty ? steps.filter { $0.id.contains(id) } : found
    guard let step = matches.first else { throw .undo(.unknown(id)) }
    guard matches.count == 1 else { throw .undo(.ambiguous(id, count: matches.count)) }
    guard step.end != .takenBack else {
      let by = steps.first { $0.undoes == step.id && $0.end == .done }
      throw .undo(.takenBack(step.title, by: by?.id))
    }
    return step
  }

  private nonisolated func plan(_ step: UndoStep) async throws(SessionError) -> UndoPlan {
    let items: [UndoItem]
    let gone: [BackendID]
    do {
      (items, gone) = try await undoLog.items(of: step)
    } catch {
      throw .undo(.log(StorageError(wrapping: error)))
    }
    guard gone.isEmpty else { throw .undo(.gone(step.title, gone)) }
    return UndoPlan(step, items, current: try await current(items))
  }

  private nonisolated func current(_ items: [UndoItem]) async throws(SessionError) -> [String?] {
    var values: [String?] = []
    for item in items {
      if let backend = item.backend {
        values.append(try await using(backend) { try await $0.getItem(item.key) })
      } else {
        values.append(await state.activeBackend()?.rawValue)
      }
    }
    return values
  }

  /// Takes a step back, unless something newer is stored where its old values would go.
  ///
  /// It is recorded itself, so that it can be done again. Stopped at any point, calling it again
  /// goes on where it was stopped.
  public func undo(_ id: String) async throws(SessionError) -> UndoPlan {
    let first = try await undoPlan(id)
    return try await alone(withAll: first.step.sessions) { kept async throws(SessionError) in
      try await self.performUndo(id, kept)
    }
  }

  private nonisolated func performUndo(
    _ id: String,
    _ kept: KeptUsers
  ) async throws(SessionError) -> UndoPlan {
    let plan = try await undoPlan(id)
    guard plan.conflicts.isEmpty else { throw .undo(.changed(plan.step.title, plan.conflicts)) }
    let recorded = await recordUndo(plan)
    try await carryOut(plan, recorded, kept)
    await settle(plan.step, recorded)
    noteRestored(plan)
    return plan
  }

  /// The step of this undo; one that was cut short is gone on with.
  private nonisolated func recordUndo(_ plan: UndoPlan) async -> RecordedChange {
    let steps = (try? await undoLog.steps(at: clock())) ?? []
    let begun = steps.first { $0.undoes == plan.step.id && $0.end == .begun }
    if let begun { return RecordedChange(id: begun.id) }
    return await record(
      LocalChange(
        kind: .undo,
        title: plan.step.kind == .undo ? "do again: \(plan.step.title)" : "undo \(plan.step.title)",
        sessions: plan.step.sessions,
        items: plan.items.map { one in
          UndoItem(
            backend: one.item.backend,
            key: one.item.key,
            before: one.current,
            after: one.item.before
          )
        },
        undoes: plan.step.id
      )
    )
  }

  /// Writes the old values in the order of a move.
  ///
  /// Copied, read back, compared, pointed to, and only then removed elsewhere; one backend alone is
  /// changed as one.
  private nonisolated func carryOut(
    _ plan: UndoPlan,
    _ recorded: RecordedChange,
    _ kept: KeptUsers
  ) async throws(SessionError) {
    let backends = plan.backends
    if backends.count == 1 {
      let changes = UndoPlan.Phase.allCases.flatMap { plan.changes(in: backends[0], $0) }
      try await write(changes, to: backends[0], as: recorded, kept)
    } else {
      for backend in backends {
        try await write(plan.changes(in: backend, .copy), to: backend, as: recorded, kept)
      }
      let values = try await current(plan.items.map(\.item))
      for (one, value) in zip(plan.items, values) {
        let isCopied = UndoPlan.Phase.copy.contains(one.item)
        guard let backend = one.item.backend else { continue }
        let standing = one.item.standing(of: value)
        guard standing == (isCopied ? .restored : .asLeft) else {
          throw .undo(.changed(plan.step.title, ["\(backend) changed at this moment"]))
        }
      }
      for phase in [UndoPlan.Phase.point, .remove] {
        for backend in backends {
          try await write(plan.changes(in: backend, phase), to: backend, as: recorded, kept)
        }
      }
    }
    for one in plan.items where one.item.backend == nil {
      do {
        try await state.setActiveBackend(one.item.before.map { BackendID($0) })
      } catch {
        throw .undo(.log(StorageError(wrapping: error)))
      }
    }
  }

  /// Notes what was taken back; the notes beside the sessions follow.
  private nonisolated func settle(_ step: UndoStep, _ recorded: RecordedChange) async {
    await followNotes(step)
    guard step.kind == .undo else {
      try? await undoLog.note(.takenBack, of: step.id)
      await complete(recorded)
      return
    }
    // Done again, the first step is what can be taken back; its undo and this one are past.
    if let first = step.undoes { try? await undoLog.note(.done, of: first) }
    _ = try? await undoLog.forget([step])
    await drop(recorded)
  }

  private nonisolated func noteRestored(_ plan: UndoPlan) {
    var entries = plan.step.sessions.map { entry(.restored, $0, plan.step.title) }
    if entries.isEmpty {
      let detail = plan.step.title
      // A change of the active backend has that backend's name as its value; another's is a secret.
      let first = plan.items.first?.item
      let backend = first?.backend ?? first?.before.map { BackendID($0) } ?? .local
      entries = [JournalEntry(.restored, at: clock(), backend: backend, detail: detail)]
    }
    let touched = plan.step.sessions.flatMap { id in
      plan.step.backends.map {
        SessionID(backend: $0, clientID: id.clientID, username: id.username)
      }
    }
    note(entries, touching: touched)
  }

  /// The way that a session went when a step was taken back; nil where none was moved.
  private nonisolated func way(
    takingBack step: UndoStep
  ) async -> (from: SessionID, to: SessionID)? {
    var (origin, isBack) = (step, true)
    // Taking back what took back a move is to make it again.
    while origin.kind == .undo, let id = origin.undoes, id < origin.id,
      let earlier = try? await undoLog.step(id)
    {
      (origin, isBack) = (earlier, !isBack)
    }
    guard origin.kind == .move, let source = origin.sessions.first,
      let backend = origin.backends.first(where: { $0 != source.backend })
    else { return nil }
    let target = SessionID(
      backend: backend,
      clientID: source.clientID,
      username: source.username
    )
    return isBack ? (target, source) : (source, target)
  }

  /// Keys that are back are removed no more: what nobody knows of their sign-out ends as any such doubt.
  private nonisolated func doubtAgain(_ id: SessionID) async {
    guard let back = try? await stored(id), let notes = try? await state.signOuts(of: id),
      let note = notes.first(where: { $0.stage == .removed && $0.isAbout(back) })
    else { return }
    try? await state.note(note.at(.unanswered), of: id)
  }

  private nonisolated func followNotes(_ step: UndoStep) async {
    if let (from, to) = await way(takingBack: step) {
      let stored = try? await items(to, in: to.backend)
      let notes = await state.copyNotes(of: from, to: to, about: stored)
      await state.forget(notes, of: from)
    }
    for id in step.sessions {
      if step.kind == .move { try? await state.endMove(id) }
      await doubtAgain(id)
      guard step.isRevoked, let stored = try? await stored(id) else { continue }
      let refusal = Refusal(
        kind: .revoked,
        name: "signed out",
        message: "the pool revoked these tokens when they were signed out",
        date: step.date
      )
      let token = stored.token(.refresh)
      try? await state.remember(RememberedRefusal(refusal, token: token), of: id)
    }
  }
}
