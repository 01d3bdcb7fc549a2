import AuthCore

extension App {
  /// Reads the journal of the chosen session while its tab is open.
  mutating func wantJournal() -> [Effect] {
    guard main.tab == .journal, let selection = main.selection else {
      wantedJournal = nil
      return []
    }
    guard hasRested, wantedJournal != selection else { return [] }
    if wantedJournal?.hasSameUser(as: selection) != true { main.journal = nil }
    wantedJournal = selection
    return [.loadJournal(JournalFilter(session: selection))]
  }

  /// Something was written: what is on the screen is read again.
  mutating func readJournalAgain() -> [Effect] {
    wantedJournal = nil
    return boxes.compactMap {
      if case .journal(let box) = $0 { .loadJournal(box.filter) } else { nil }
    }
  }

  mutating func takeJournal(_ entries: [JournalEntry], _ filter: JournalFilter) {
    if let session = main.selection, filter == JournalFilter(session: session) {
      main.journal = entries
    } else if wantedJournal.map({ filter == JournalFilter(session: $0) }) ?? false {
      wantedJournal = nil
    }
    for index in boxes.indices {
      if case .journal(var box) = boxes[index], box.filter == filter {
        box.take(entries, context.aboveHints)
        boxes[index] = .journal(box)
      } else {
        boxes[index].take(.journalLoaded(entries, filter))
      }
    }
  }

  /// Takes the end of a change of the stores that no other screen asked for.
  mutating func finishChange(_ finished: Event.Finished) -> [Effect] {
    switch finished {
    case .activated(let backend, let previous): status = Self.activated(backend, previous)
    case .endedPoolSession(let id):
      status = Self.endedPoolSession(id)
      return [.loadPoolSessions(id)]
    case .activatedMoving(let backend, let previous, let count):
      status = Status(
        kind: .done,
        text: "\(SafeText(foreign: backend.rawValue)) is active now, before it was "
          + "\(SafeText(foreign: previous.rawValue)); \(count) moved along"
      )
    case .undone(let plan): status = Self.undone(plan)
    case .pointed(let id, let before): status = Self.pointed(id, before)
    case .keysRemoved(let plan): return keysRemoved(plan)
    case .storedHeld(let session):
      status = Self.storedHeld(session)
      main.wanted = session.id
      return [.load(session.id.backend)]
    default: return []
    }
    return [.load(nil)]
  }

  static func undone(_ plan: UndoPlan) -> Status {
    let beyond: SafeText =
      plan.step.beyond.isEmpty ? "" : "; \(SafeText(foreign: plan.step.beyond[0]))"
    return Status(kind: .done, text: "took back: \(SafeText(foreign: plan.step.title))\(beyond)")
  }

  static func storedHeld(_ session: Session) -> Status {
    Status(
      kind: .done,
      text: "the new tokens of \(SafeText(foreign: session.id.username)) are stored in "
        + "\(SafeText(foreign: session.id.backend.rawValue))"
    )
  }
}

extension Screen {
  /// What a box asks for when it opens.
  func wishes(_ context: Context) -> [Effect] {
    switch self {
    case .signOut(let box): [.planSignOut(box.id, box.scope)]
    case .undo: [.planUndo]
    case .removeKeys(let box): [.planKeyRemoval(box.keys, in: box.backend)]
    case .journal(let box): [.loadJournal(box.filter)]
    case .move(let box): box.wishes(context)
    case .checks(let box): [.check(box.scope)]
    case .diff(let box): box.wishes
    default: []
    }
  }
}
