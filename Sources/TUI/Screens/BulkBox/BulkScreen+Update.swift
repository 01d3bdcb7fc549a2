import AuthCore

extension BulkScreen {
  /// What a key does in the box.
  mutating func handle(_ key: Key, _ context: Context) -> Reaction {
    switch phase {
    case .asking: return answer(key, context)
    case .running:
      guard key == .escape else { return .none }
      phase = .stopping
      return .perform(.cancel)
    // Those under way end without anybody looking on, too.
    case .stopping: return key == .escape ? .close : .none
    case .done: return look(key)
    }
  }

  private mutating func answer(_ key: Key, _ context: Context) -> Reaction {
    switch dialog.handle(key) {
    case .chosen(.start):
      phase = .running
      started = context.clock
      return .perform(effect(context))
    case .chosen(.cancel), .dismissed: return .close
    case .handled: return .none
    case .ignored: return key == .character("q") ? .close : .none
    }
  }

  /// In the summary keys move; Enter shows the session.
  private mutating func look(_ key: Key) -> Reaction {
    if let move = ScrollMove(key) {
      _ = table.move(move, count: results.count) { results[$0].id }
      return .none
    }
    switch key {
    case .enter: return results.first { $0.id == table.selection }?.place.map { .show($0) } ?? .none
    case .escape, .character("q"): return .close
    case .mouse(let mouse) where mouse.action == .wheelUp: scroll(by: -3)
    case .mouse(let mouse) where mouse.action == .wheelDown: scroll(by: 3)
    default: break
    }
    return .none
  }

  private mutating func scroll(by step: Int) {
    table.scroll(by: step, count: results.count) { results[$0].id }
  }

  /// A click chooses a result; one on the chosen result shows its session.
  mutating func click(row: Int) -> Reaction {
    guard phase == .done, results.indices.contains(row) else { return .none }
    let before = table.selection
    table.select(index: row, count: results.count) { results[$0].id }
    return table.selection == before ? results[row].place.map { .show($0) } ?? .none : .none
  }

  /// Whether an effect is the one that this box began.
  func isMine(_ effect: Effect) -> Bool {
    if case .bulk(work, ids, atOnce: _) = effect {
      phase == .running || phase == .stopping
    } else {
      false
    }
  }

  /// Takes what became of all of them, or that nothing was begun.
  mutating func take(
    _ finished: Event.Finished,
    of effect: Effect,
    _ context: Context
  ) -> Taken {
    guard isMine(effect) else { return .notMine }
    guard case .bulk(_, let all) = finished else {
      if isAgreed { return .over }
      phase = .asking
      return .taken
    }
    results = all.enumerated()
      .sorted { ($0.element.rank, $0.offset) < ($1.element.rank, $1.offset) }.map(\.element)
    done = all.count
    phase = .done
    fit(context)
    return .taken
  }

  mutating func fit(_ context: Context) {
    dialog.fit(columns: context.columns, rows: context.rows)
    table.fit(count: results.count, rows: Self.listRows(results.count, of: context.rows) + 1) {
      results[$0].id
    } index: { id in
      results.firstIndex { $0.id == id }
    }
  }
}

extension BulkResult {
  /// What needs a look comes first.
  fileprivate var rank: Int {
    switch outcome {
    case .failed: 0
    case .refused: 1
    case .notStarted: 2
    case .done: 3
    }
  }
}
