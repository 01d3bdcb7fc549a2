package import AuthCore

extension App {
  /// Something that is under way.
  package struct Work: Equatable, Sendable {
    /// What was asked for.
    let effect: Effect
    package let title: SafeText
    package var done = 0
    package var total: Int
    /// By the client's clock.
    package var started: NumericDate
    /// Whether it was told to stop; what has begun still comes to its end.
    package var isCancelled = false
  }

  /// What the line above the keys tells of: the last that was begun.
  package var work: Work? { works.last }

  /// Notes that an effect is under way, if it is one that takes its time.
  mutating func note(_ effect: Effect) {
    guard let (doing, total) = effect.doing else { return }
    var title = doing
    if case .refresh(let ids) = effect, let notice = CopyNotice.text(ids, context.ledger) {
      title = "\(doing); \(notice)"
    }
    works.append(Work(effect: effect, title: title, total: total, started: context.clock))
  }

  /// An effect is no longer under way; the others go on.
  mutating func end(_ effect: Effect) {
    if let index = works.firstIndex(where: { $0.effect == effect }) { works.remove(at: index) }
  }

  /// Some of what an effect asked for is done.
  mutating func goOn(_ done: Int, _ total: Int, of effect: Effect) {
    if let index = works.firstIndex(where: { $0.effect == effect }) {
      (works[index].done, works[index].total) = (done, total)
    }
    for index in boxes.indices { boxes[index].progress(done: done, of: effect) }
  }

  /// What came of an effect, for the box that waits for it; true when there is one.
  @discardableResult
  mutating func tellBoxes(_ finished: Event.Finished, of effect: Effect) -> Bool {
    for index in boxes.indices.reversed() {
      switch boxes[index].take(finished, of: effect, context.aboveHints) {
      case .notMine: continue
      case .taken: return true
      case .over:
        boxes.remove(at: index)
        return true
      }
    }
    return false
  }
}

/// What a box says to the end of a piece of work.
enum Taken: Equatable, Sendable {
  /// It was asked for elsewhere, or by a box that is gone.
  case notMine
  case taken
  /// The box was waiting for nothing else and closes.
  case over
}

extension Effect {
  /// What it is called while it is under way, and of how many parts; nil where nobody waits for it.
  var doing: (title: SafeText, total: Int)? {
    switch self {
    case .refresh(let ids): ("refreshing", ids.count)
    case .move(let ids, _), .activateMoving(_, let ids): ("moving", ids.count)
    case .bulk(let work, let ids, _): (work.doing, ids.count)
    case .undo: ("taking back", 1)
    case .point: ("pointing", 1)
    case .removeKeys: ("removing keys", 1)
    case .storeHeld: ("storing", 1)
    case .verify, .verifyOnline: ("verifying", 1)
    case .signIn, .answer, .rememberDevice: ("signing in", 1)
    case .signInManaged: ("waiting for the browser", 1)
    case .endPoolSession: ("ending a session", 1)
    case .signOut: ("signing out", 1)
    default: nil
    }
  }

  /// Whether it belongs to a sign-in that goes on in its own box.
  var isSignIn: Bool {
    switch self {
    case .signIn, .answer: true
    default: false
    }
  }

  var isManagedSignIn: Bool { if case .signInManaged = self { true } else { false } }
}
