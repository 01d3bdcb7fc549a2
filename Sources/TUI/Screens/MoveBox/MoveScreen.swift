package import AuthCore

/// The box that chooses a backend: to move sessions there, or to make it the active one.
package struct MoveScreen: Equatable, Sendable {
  /// What the choice is for.
  package enum Purpose: Equatable, Sendable {
    case move([SessionID])
    case activate
  }

  package let purpose: Purpose
  /// What is looked at beforehand; of very many sessions only the first.
  private let looked: [SessionID]
  /// The box; its buttons are the backends, and the first leaves everything as it is.
  package internal(set) var dialog: Dialog<Choice>

  /// What moving to each backend would mean, once it was looked at.
  private var previews: [BackendID: MovePreview] = [:]
  /// Whether the sessions that the app reads go along to a new active backend.
  package internal(set) var takesAlong = false

  /// What can be chosen.
  package enum Choice: Hashable, Sendable {
    case cancel
    case backend(BackendID)
  }

  package init(_ purpose: Purpose, _ context: Context) {
    self.purpose = purpose
    looked = Array(purpose.sessions(context).prefix(50))
    dialog = Dialog(title: "", sections: [], buttons: [])
    rebuild(context)
  }

  /// The sessions that would be moved.
  package func sessions(_ context: Context) -> [SessionID] { purpose.sessions(context) }

  /// What is asked when the box opens.
  func wishes(_ context: Context) -> [Effect] {
    looked.isEmpty ? [] : [.previewMove(looked, to: choices(context))]
  }

  /// Takes what was found about the targets for its own sessions.
  mutating func take(
    _ finished: Event.Finished,
    of effect: Effect,
    _ context: Context
  ) -> Taken {
    guard case .previewMove(looked, to: _) = effect, case .previewed(let found) = finished else {
      return .notMine
    }
    for preview in found { previews[preview.target] = preview }
    rebuild(context)
    return .taken
  }

  /// What a move to a backend would mean, nil until it was looked at.
  func preview(_ backend: BackendID) -> MovePreview? { previews[backend] }

  /// The keys of the buttons, and the numbers of the backends.
  func hints(_ context: Context) -> KeyHints {
    var hints = dialog.hints
    for (index, id) in context.ledger.backends.enumerated() where index < 9 {
      guard choices(context).contains(id) else { continue }
      let digit = Key.character(Character("\(index + 1)"))
      hints.hints.append(.init(digit, SafeText(foreign: id.rawValue)))
    }
    if purpose == .activate, !sessions(context).isEmpty {
      hints.hints.append(.init(.character("m"), takesAlong ? "leaves it" : "takes it along"))
    }
    return hints
  }

  /// The backends that can be chosen.
  package func choices(_ context: Context) -> [BackendID] {
    switch purpose {
    case .activate: context.ledger.backends.filter { $0 != context.ledger.activeBackend }
    case .move(let ids):
      // The place where all of them are already is no choice.
      context.ledger.backends.filter { backend in !ids.allSatisfy { $0.backend == backend } }
    }
  }
}

extension MoveScreen.Purpose {
  /// The sessions that would be moved.
  fileprivate func sessions(_ context: Context) -> [SessionID] {
    switch self {
    case .move(let ids): ids
    case .activate: context.ledger.sessions.filter(\.isActive).map(\.id)
    }
  }
}
