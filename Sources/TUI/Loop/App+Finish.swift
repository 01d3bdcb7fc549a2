import AuthCore

extension App {
  /// Takes the end of a piece of work: the result in words, and what to look at again.
  ///
  /// A box learns only of the end of what it asked for itself; the line above the keys tells of all.
  mutating func finish(_ finished: Event.Finished, of effect: Effect) -> [Effect] {
    end(effect)
    let isAwaited = tellBoxes(finished, of: effect)
    var effects: [Effect] = []
    switch finished {
    case .refreshed(let ids, let failed, let last):
      status = Self.refreshed(ids, failed, last)
      effects = reloading(ids + failed.map(\.id)) + planAgain(ids)
    case .moved(let moves, let failed):
      status = Self.moved(moves, failed)
      follow(moves)
      effects = reloading(moves.flatMap { [$0.source, $0.target] } + failed.map(\.id))
    case .signedOut(let report):
      status = Self.signedOut(report)
      effects = [.load(nil)]
    case .signedIn(let session), .offersToRemember(let session):
      status = Self.signedIn(session)
      // The cursor of somebody who gave the sign-in up is elsewhere by now.
      if isAwaited { main.wanted = session.id }
      effects = [.load(session.id.backend)]
    case .remembered(let id): status = Self.remembered(id)
    case .verified(let verdicts):
      context.verdicts[verdicts.id] = verdicts
      status = Self.verified(verdicts)
    case .bulk(let work, let results): effects = finishBulk(work, results)
    case .unlocked(let backend): effects = opened(backend)
    case .exported(let outcome): status = Self.exported(outcome)
    case .planned, .asked, .previewed, .undoPlanned, .heldPlaces, .keyRemovalPlanned: break
    case .activated, .activatedMoving, .undone, .storedHeld, .endedPoolSession, .pointed,
      .keysRemoved:
      effects = finishChange(finished)
    case .failed(let error): status = Self.failed(error)
    }
    return effects
  }

  private mutating func finishBulk(_ work: BulkWork, _ results: [BulkResult]) -> [Effect] {
    status = Self.bulk(work, results)
    main.marks.subtract(results.filter(\.isDone).map(\.id))
    return reloading(results.flatMap { [$0.id, $0.place ?? $0.id] })
  }

  private static func exported(_ outcome: ExportOutcome) -> Status {
    Status(kind: outcome.isDone ? .done : .failed, text: outcome.sentence)
  }

  /// The chosen session stays chosen in the place that it moved to.
  private mutating func follow(_ moves: [SessionManager.MoveOutcome]) {
    for move in moves where move.source == main.selection { main.wanted = move.target }
    main.marks.subtract(moves.map(\.source))
  }

  private func reloading(_ ids: [SessionID]) -> [Effect] {
    Set(ids.map(\.backend)).sorted().map { .load($0) }
  }

  /// A sign-out that waited for a refresh goes on with a fresh plan.
  private func planAgain(_ ids: [SessionID]) -> [Effect] {
    boxes.compactMap { box in
      guard case .signOut(let screen) = box, screen.isOpen, ids.contains(screen.id) else {
        return nil
      }
      return .planSignOut(screen.id, screen.scope)
    }
  }

  private static func refreshed(
    _ ids: [SessionID],
    _ failed: [Event.Failed],
    _ last: RefreshOutcome?
  ) -> Status {
    if let failure = failed.first {
      let others: SafeText = failed.count > 1 ? " (and \(failed.count - 1) more)" : ""
      // First, because a narrow window cuts the end off.
      let done: SafeText = ids.isEmpty ? "" : "\(ids.count) refreshed; "
      return Status(
        kind: .failed,
        text: done + SafeText(foreign: "\(failure.error)") + others
      )
    }
    guard let last else { return Status(kind: .note, text: "nothing needed a refresh") }
    let seconds =
      Double(last.duration.components.attoseconds) / 1e18
      + Double(last.duration.components.seconds)
    let hundredths = Int((seconds * 100).rounded())
    var status = Status(
      kind: .done,
      text: ids.count == 1
        ? "refreshed \(SafeText(foreign: last.session.id.username)): \(SafeText(foreign: "\(last)"))"
        : "refreshed \(ids.count) sessions"
    )
    status.aside = "\(hundredths / 100).\(hundredths % 100, digits: 2) s"
    return status
  }

  private static func moved(
    _ moves: [SessionManager.MoveOutcome],
    _ failed: [Event.Failed]
  ) -> Status {
    if let failure = failed.first {
      return Status(kind: .failed, text: SafeText(foreign: "\(failure.error)"))
    }
    guard let move = moves.first else { return Status(kind: .note, text: "nothing was moved") }
    let target = SafeText(foreign: move.target.backend.rawValue)
    if moves.count > 1 {
      return Status(kind: .done, text: "moved \(moves.count) sessions to \(target)")
    }
    let pointer: SafeText = move.movedPointer ? ", pointer included" : ""
    return Status(
      kind: .done,
      text: "moved \(SafeText(foreign: move.source.username)) from "
        + "\(SafeText(foreign: move.source.backend.rawValue)) to \(target)\(pointer)"
    )
  }

  private static func bulk(_ work: BulkWork, _ results: [BulkResult]) -> Status {
    let done = results.count(where: \.isDone)
    let others = results.count - done
    let rest: SafeText = others > 0 ? ", \(others) not" : ""
    let text: SafeText = "\(work.doing): \(done) of \(results.count) done\(rest)"
    return Status(kind: others > 0 ? .failed : .done, text: text)
  }

  private static func verified(_ verdicts: SessionVerdicts) -> Status {
    let user = SafeText(foreign: verdicts.id.username)
    for (title, entry) in [("access token", verdicts.access), ("ID token", verdicts.idToken)] {
      guard let bad = entry?.verdict.axes.first(where: { $0.verdict.status != .pass }) else {
        continue
      }
      let reason = "\(title): \(bad.name): \(bad.verdict.message)"
      return Status(kind: .failed, text: "\(user): \(SafeText(foreign: reason))")
    }
    for (title, axis) in [("tokens", verdicts.nothingJudged), ("revocation", verdicts.revocation)] {
      guard let axis, axis.status != .pass else { continue }
      return Status(
        kind: .failed,
        text: "\(user): \(SafeText(foreign: "\(title): \(axis.message)"))"
      )
    }
    let alive: SafeText = verdicts.revocation == nil ? "" : ", and honoured by the pool"
    let which: SafeText = verdicts.unjudgedAccess == nil ? "" : "the ID token alone is "
    return Status(
      kind: .verified,
      text: "✓ \(which)verified with the pool's keys\(alive): \(user)"
    )
  }

  private static func failed(_ error: SessionError) -> Status {
    // What somebody gave up did not go wrong.
    let kind: Status.Kind = error == .managed(.cancelled) ? .note : .failed
    return Status(kind: kind, text: SafeText(foreign: "\(error)"))
  }

  static func activated(_ backend: BackendID, _ previous: BackendID) -> Status {
    Status(
      kind: .done,
      text: "\(SafeText(foreign: backend.rawValue)) is active now, before it was "
        + "\(SafeText(foreign: previous.rawValue)); no session was moved"
    )
  }

  static func endedPoolSession(_ id: SessionID) -> Status {
    Status(
      kind: .done,
      text: "another session of \(SafeText(foreign: id.username)) was ended at the pool"
    )
  }

  private static func remembered(_ id: SessionID) -> Status {
    Status(
      kind: .done,
      text: "the pool remembers this device for \(SafeText(foreign: id.username))"
    )
  }

  private static func signedIn(_ session: Session) -> Status {
    Status(
      kind: .done,
      text: "signed \(SafeText(foreign: session.id.username)) in, stored in "
        + "\(SafeText(foreign: session.id.backend.rawValue))"
    )
  }

  private static func signedOut(_ report: SignOutReport) -> Status {
    let user = SafeText(foreign: report.plan.id.username)
    if report.isStillAlive {
      return Status(
        kind: .failed,
        text: "\(user) is NOT signed out: the pool confirmed and an old token still works"
      )
    }
    if !report.removed.isEmpty, !report.isRemoved {
      return Status(kind: .failed, text: "signed \(user) out, but a copy could not be removed")
    }
    if report.isUnknown, !report.isRemoved {
      return Status(
        kind: .failed,
        text: "the sign-out of \(user) got no answer and stays unknown: sign out again to be sure"
      )
    }
    guard report.isRemoved else {
      return Status(kind: .failed, text: "\(user) is still signed in here: nothing was removed")
    }
    if let unread = report.plan.unread.first {
      let place = SafeText(foreign: unread.backend.rawValue)
      return Status(
        kind: .failed,
        text: "signed \(user) out everywhere, but \(place) could not be looked at for copies"
      )
    }
    if report.proofs.isEmpty, report.steps.first?.isConfirmed != true {
      return Status(
        kind: .note,
        text: "removed \(user) here; the pool ended nothing that is known, and the tokens may work "
          + "until they expire"
      )
    }
    let where_: SafeText = report.plan.scope == .here ? "" : " everywhere"
    return Status(kind: .done, text: "signed \(user) out\(where_)")
  }
}
