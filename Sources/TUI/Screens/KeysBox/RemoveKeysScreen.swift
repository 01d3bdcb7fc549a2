package import AuthCore

/// The box that asks before keys are removed which a check found left over; it lists each of them.
package struct RemoveKeysScreen: Equatable, Sendable {
  /// How far it has come.
  package enum Phase: Equatable, Sendable {
    case planning
    case asking(KeyRemovalPlan)
    case running(KeyRemovalPlan)
    case failed(SessionError)
  }

  /// A button and what it does.
  package enum Choice: Hashable, Sendable {
    case cancel, remove
  }

  package let backend: BackendID
  /// What a check found.
  package let keys: [String]
  package private(set) var phase = Phase.planning
  package private(set) var dialog = Dialog<Choice>(title: "", sections: [], buttons: [])

  package init(_ keys: [String], in backend: BackendID, _ context: Context) {
    self.keys = keys
    self.backend = backend
    rebuild(context)
  }

  /// What a key does in the box.
  mutating func handle(_ key: Key, _ context: Context) -> Reaction {
    switch dialog.handle(key) {
    case .chosen(.remove):
      guard case .asking(let plan) = phase else { return .none }
      phase = .running(plan)
      rebuild(context)
      return .perform(.removeKeys(plan))
    case .chosen(.cancel), .dismissed: return .close
    case .handled: return .none
    case .ignored: return key == .character("q") ? .close : .none
    }
  }

  /// Takes what came of its own plan or removal.
  mutating func take(
    _ finished: Event.Finished,
    of effect: Effect,
    _ context: Context
  ) -> Taken {
    guard effect == awaited else { return .notMine }
    switch finished {
    case .keyRemovalPlanned(let plan): phase = .asking(plan)
    case .keysRemoved: return .over
    case .failed(let error): phase = .failed(error)
    default: return .notMine
    }
    rebuild(context)
    return .taken
  }

  /// What it asked for and waits for.
  private var awaited: Effect? {
    switch phase {
    case .planning: .planKeyRemoval(keys, in: backend)
    case .running(let plan): .removeKeys(plan)
    case .asking, .failed: nil
    }
  }

  mutating func fit(_ context: Context) {
    dialog.fit(columns: context.columns, rows: context.rows)
  }

  private mutating func rebuild(_ context: Context) {
    dialog = Dialog(
      title: StyledLine("Remove keys", .danger),
      sections: sections(context),
      buttons: buttons
    )
    fit(context)
  }

  private var buttons: [Dialog<Choice>.Button] {
    guard case .asking(let plan) = phase, !plan.items.isEmpty else {
      return [Dialog.Button(.cancel, "Close")]
    }
    return [
      Dialog.Button(.cancel, "Cancel"),
      Dialog.Button(.remove, "Remove \(Self.count(plan))", isDanger: true),
    ]
  }

  private static func count(_ plan: KeyRemovalPlan) -> SafeText {
    SafeText(foreign: plan.items.count.keys)
  }

  private func sections(_ context: Context) -> [Dialog<Choice>.Section] {
    switch phase {
    case .planning: [Dialog.Section(["looking at what is there…"])]
    case .asking(let plan): sections(plan, context)
    case .running(let plan): sections(plan, context) + [.init("…", .accent, ["at work"])]
    case .failed(let error): [.init("failed", .danger, [SafeText(foreign: "\(error)")])]
    }
  }

  private func sections(
    _ plan: KeyRemovalPlan,
    _ context: Context
  ) -> [Dialog<Choice>.Section] {
    let place = SafeText(foreign: plan.backend.rawValue)
    var sections: [Dialog<Choice>.Section] = []
    if plan.items.isEmpty {
      sections.append(Dialog.Section(["nothing is left to remove from \(place)"]))
    } else {
      let lines = plan.items.flatMap { item -> [SafeText] in
        [SafeText(foreign: item.key), "  \(SafeText(foreign: item.meaning))"]
      }
      sections.append(.init("will", .danger, ["remove \(Self.count(plan)) from \(place):"] + lines))
      sections.append(.init("won't", .key, ["tell a pool anything, or touch a token"]))
      let undo = context.settings.keys.label(of: .undo)
      sections.append(.init("undo", .key, ["\(undo) puts them back"]))
    }
    if !plan.kept.isEmpty {
      let lines = plan.kept.map { one -> SafeText in
        "\(SafeText(foreign: one.key)): \(SafeText(foreign: one.reason))"
      }
      sections.append(.init("keeps", .key, lines))
    }
    return sections
  }
}
