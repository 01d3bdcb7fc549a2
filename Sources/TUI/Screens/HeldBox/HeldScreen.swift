package import AuthCore

/// The box that offers other backends for new tokens that their own could not take.
package struct HeldScreen: Equatable, Sendable {
  /// A button and what it does.
  package enum Choice: Hashable, Sendable {
    case later
    case again
    case backend(BackendID)
    /// End the program, and the tokens with it.
    case lose
  }

  package let id: SessionID
  private var reason: String
  /// Whether the program waits to end.
  package let isLeaving: Bool
  /// Other sessions whose new tokens are held too.
  private var others: Int
  private var places: [BackendID]?
  /// Copies that have the tokens, which so do not end with the program.
  private var copies: [SessionID] = []
  private var failure: SessionError?
  package private(set) var dialog = Dialog<Choice>(title: "", sections: [], buttons: [])

  package init(
    _ held: HeldSession,
    _ context: Context,
    isLeaving: Bool = false,
    others: Int = 0
  ) {
    id = held.id
    reason = held.reason
    self.isLeaving = isLeaving
    self.others = others
    rebuild(context)
  }

  /// What a key does in the box.
  mutating func handle(_ key: Key, _ context: Context) -> Reaction {
    switch dialog.handle(key) {
    case .chosen(.again): return .perform(.storeHeld(id, in: id.backend))
    case .chosen(.backend(let place)): return .perform(.storeHeld(id, in: place))
    case .chosen(.lose): return .perform(.quit)
    case .chosen(.later), .dismissed: return .close
    case .handled: return .none
    case .ignored:
      switch key {
      case .character("r"): return .perform(.storeHeld(id, in: id.backend))
      case .character("q"): return .perform(.quit)
      default: return .none
      }
    }
  }

  /// Takes what is held now, its own tokens among them.
  mutating func take(_ held: [HeldSession], _ context: Context) {
    reason = held.first { $0.id == id }?.reason ?? reason
    others = held.count - 1
    rebuild(context)
  }

  /// Takes what came of its own questions; it is over when these tokens are stored.
  mutating func take(
    _ finished: Event.Finished,
    of effect: Effect,
    _ context: Context
  ) -> Taken {
    switch (effect, finished) {
    case (.planHeld(id), .heldPlaces(_, let places, let copies)):
      (self.places, self.copies) = (places, copies)
    case (.storeHeld(id, in: _), .storedHeld): return .over
    case (.planHeld(id), .failed(let error)), (.storeHeld(id, in: _), .failed(let error)):
      failure = error
    default: return .notMine
    }
    rebuild(context)
    return .taken
  }

  mutating func fit(_ context: Context) {
    dialog.fit(columns: context.columns, rows: context.rows)
  }

  var hints: KeyHints {
    var hints = dialog.hints
    if isLeaving, let index = hints.hints.firstIndex(where: { $0.key == .escape }) {
      hints.hints[index] = .init(.escape, "stays")
    }
    hints.hints.append(.init(.character("r"), "tries again"))
    return hints
  }

  private mutating func rebuild(_ context: Context) {
    let title: SafeText =
      switch (isLeaving, copies.isEmpty || others > 0) {
      case (true, true): "Quit and lose new tokens?"
      case (true, false): "Quit with a session behind its copy?"
      case (false, _): "New tokens are not stored"
      }
    dialog = Dialog(
      title: StyledLine(title, .danger),
      sections: what + offers(context) + rest,
      buttons: buttons
    )
    fit(context)
  }

  private var what: [Dialog<Choice>.Section] {
    [
      Dialog.Section([
        "The pool issued new tokens for \(SafeText(foreign: id.username)), and they are not stored "
          + "in \(SafeText(foreign: id.backend.rawValue)).",
        " ",
      ]),
      .init("why", .danger, [SafeText(foreign: reason)]),
      .init(
        "kept",
        .key,
        ["what is stored, as it is; the new tokens in memory, until authtop ends"]
      ),
    ]
  }

  /// What can take them, and what has them.
  private func offers(_ context: Context) -> [Dialog<Choice>.Section] {
    var sections: [Dialog<Choice>.Section] = []
    for place in (places ?? []).filter({ !isCopy($0) }) {
      let warning = context.ledger.snapshots[place]?.lifetime.warning
      let text = warning.map { SafeText(foreign: $0) } ?? "can take them"
      sections.append(.init(SafeText(foreign: place.rawValue), .key, [text]))
    }
    for copy in copies {
      sections.append(
        .init(
          SafeText(foreign: copy.backend.rawValue),
          .key,
          ["has them: the copy there goes on; the tokens here may be used up"]
        )
      )
    }
    if places?.isEmpty ?? false {
      sections.append(.init("none", .expiring, ["no other backend can take them now"]))
    }
    return sections
  }

  private var rest: [Dialog<Choice>.Section] {
    var sections: [Dialog<Choice>.Section] = []
    if others > 0 {
      // Copies are known of this session alone.
      let words: SafeText =
        switch (others, copies.isEmpty) {
        case (1, true): "1 other session waits like this one"
        case (_, true): "\(others) other sessions wait like this one"
        case (1, false): "1 other session waits too, and nothing else may have its tokens"
        case (_, false): "\(others) other sessions wait too, and nothing else may have their tokens"
        }
      sections.append(.init("more", .expiring, [words]))
    }
    if let failure {
      sections.append(.init("failed", .danger, [SafeText(foreign: "\(failure)")]))
    }
    return sections
  }

  private func isCopy(_ place: BackendID) -> Bool { copies.contains { $0.backend == place } }

  private var buttons: [Dialog<Choice>.Button] {
    [Dialog.Button(.later, isLeaving ? "Stay" : "Later"), Dialog.Button(.again, "Try again")]
      + (places ?? []).filter { !isCopy($0) }.map {
        Dialog.Button(.backend($0), SafeText(foreign: $0.rawValue))
      }
      + (isLeaving ? [Dialog.Button(.lose, "Quit without them", isDanger: true)] : [])
  }
}
