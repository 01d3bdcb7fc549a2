package import AuthCore

/// The box about many sessions: it asks once, shows how far it has come, and says what became of each.
package struct BulkScreen: Equatable, Sendable {
  /// How far it has come.
  package enum Phase: Equatable, Sendable {
    case asking
    case running
    /// What has not started will not; what has is waited for.
    case stopping
    case done
  }

  /// A button and what it does.
  package enum Choice: Hashable, Sendable {
    case cancel, start
  }

  package let work: BulkWork
  package let ids: [SessionID]
  package internal(set) var phase: Phase
  /// Whether another box has asked already.
  let isAgreed: Bool
  /// Those that nothing can be done for, as far as is known beforehand.
  package let hopeless: [SessionID]
  package internal(set) var dialog: Dialog<Choice>
  /// How many have ended.
  package internal(set) var done = 0
  var started = NumericDate(milliseconds: 0)
  /// The results, the worst first.
  package internal(set) var results: [BulkResult] = []
  package internal(set) var table = Table<SessionID>(columns: [])

  /// Asks first, unless another box has asked already.
  package init(_ work: BulkWork, _ ids: [SessionID], isAgreed: Bool = false, _ context: Context) {
    self.work = work
    self.ids = ids
    self.isAgreed = isAgreed
    phase = isAgreed ? .running : .asking
    hopeless = ids.filter { id in
      guard let session = context.ledger[id] else { return true }
      return work == .refresh && session.refresh == nil
    }
    dialog = Dialog(title: "", sections: [], buttons: [])
    started = context.clock
    rebuild(context)
  }

  /// The effect that begins the work.
  func effect(_ context: Context) -> Effect {
    .bulk(work, ids, atOnce: context.settings.atOnce)
  }

  /// Counts of done, refused, failed and not started.
  package var counts: (done: Int, refused: Int, failed: Int, notStarted: Int) {
    results.reduce(into: (0, 0, 0, 0)) { counts, result in
      switch result.outcome {
      case .done: counts.0 += 1
      case .refused: counts.1 += 1
      case .failed: counts.2 += 1
      case .notStarted: counts.3 += 1
      }
    }
  }
}
