package import AuthCore

/// The box that takes the last local change back, after it said what comes back and what does not.
package struct UndoScreen: Equatable, Sendable {
  /// How far it has come.
  package enum Phase: Equatable, Sendable {
    case planning
    case asking(UndoOffer)
    case running(UndoPlan)
    case failed(SessionError)
  }

  /// A button and what it does.
  package enum Choice: Hashable, Sendable {
    case cancel, undo, redo
  }

  package private(set) var phase = Phase.planning
  package private(set) var dialog = Dialog<Choice>(title: "", sections: [], buttons: [])

  package init(_ context: Context) {
    rebuild(context)
  }

  /// What a key does in the box.
  mutating func handle(_ key: Key, _ context: Context) -> Reaction {
    switch dialog.handle(key) {
    case .chosen(.undo): return perform(\.undo, context)
    case .chosen(.redo): return perform(\.redo, context)
    case .chosen(.cancel), .dismissed: return .close
    case .handled: return .none
    case .ignored: return key == .character("q") ? .close : .none
    }
  }

  private mutating func perform(
    _ plan: KeyPath<UndoOffer, UndoPlan?>,
    _ context: Context
  ) -> Reaction {
    guard case .asking(let offer) = phase, let plan = offer[keyPath: plan] else { return .none }
    phase = .running(plan)
    rebuild(context)
    return .perform(.undo(plan.step.id))
  }

  /// Takes what came of its own plan or step.
  mutating func take(
    _ finished: Event.Finished,
    of effect: Effect,
    _ context: Context
  ) -> Taken {
    guard effect == awaited else { return .notMine }
    switch finished {
    case .undoPlanned(let offer): phase = .asking(offer)
    case .undone: return .over
    case .failed(let error): phase = .failed(error)
    default: return .notMine
    }
    rebuild(context)
    return .taken
  }

  /// What it asked for and waits for.
  private var awaited: Effect? {
    switch phase {
    case .planning: .planUndo
    case .running(let plan): .undo(plan.step.id)
    case .asking, .failed: nil
    }
  }

  mutating func fit(_ context: Context) {
    dialog.fit(columns: context.columns, rows: context.rows)
  }

  private mutating func rebuild(_ context: Context) {
    dialog = Dialog(
      title: StyledLine("Undo", .title),
      sections: sections(context),
      buttons: buttons
    )
    fit(context)
  }

  private var buttons: [Dialog<Choice>.Button] {
    guard case .asking(let offer) = phase, offer.undo != nil || offer.redo != nil else {
      return [Dialog.Button(.cancel, "Close")]
    }
    var buttons = [Dialog.Button(Choice.cancel, "Cancel")]
    if let redo = offer.redo, redo.conflicts.isEmpty {
      buttons.append(Dialog.Button(.redo, "Do again"))
    }
    if offer.undo?.conflicts.isEmpty ?? false {
      buttons.append(Dialog.Button(.undo, "Take back"))
    }
    return buttons
  }

  private func sections(_ context: Context) -> [Dialog<Choice>.Section] {
    switch phase {
    case .planning: return [Dialog.Section(["looking at what can be taken back…"])]
    case .running(let plan): return sections(plan, context) + [.init("…", .accent, ["at work"])]
    case .failed(let error): return [.init("failed", .danger, [SafeText(foreign: "\(error)")])]
    case .asking(let offer):
      var sections: [Dialog<Choice>.Section] = []
      if let plan = offer.undo {
        sections += self.sections(plan, context)
      } else if let reason = offer.reason {
        sections.append(Dialog.Section([SafeText(foreign: "\(reason)")]))
      }
      if let redo = offer.redo {
        let title = redo.step.title.hasPrefix("undo ") ? redo.step.title.dropFirst(5) : ""
        sections.append(.init("again", .key, [SafeText(foreign: String(title))]))
      }
      return sections
    }
  }

  private func sections(_ plan: UndoPlan, _ context: Context) -> [Dialog<Choice>.Section] {
    let when = SafeText(foreign: context.shortDateText(plan.step.date))
    var sections: [Dialog<Choice>.Section] = [
      Dialog.Section(["\(SafeText(foreign: plan.step.title)), \(when)", " "])
    ]
    func add(_ label: SafeText, _ style: Style, _ lines: [String]) {
      if !lines.isEmpty {
        sections.append(.init(label, style, lines.map { SafeText(foreign: $0) }))
      }
    }
    if plan.conflicts.isEmpty {
      add("will", .key, plan.restores)
    } else {
      add("cannot", .danger, plan.conflicts + ["something newer is stored there; it stays"])
      if plan.step.kind == .move { add("could", .key, ["m moves the session back"]) }
    }
    add("keeps", .key, plan.keeps)
    add("won't", .key, plan.step.beyond)
    return sections
  }
}
