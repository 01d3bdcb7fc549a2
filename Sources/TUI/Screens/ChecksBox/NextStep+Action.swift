package import AuthCore

extension NextStep {
  /// The action of the screen that does it.
  package var action: Action {
    switch self {
    case .refresh: .refresh
    case .verify: .verify
    case .signIn: .signIn
    case .signOut: .signOut
    case .signOutEverywhere: .signOutEverywhere
    case .move: .moveSession
    case .use: .activateBackend
    case .diff: .diff
    case .reload: .reload
    }
  }

  /// The key that does it, as people write it.
  package var key: String? {
    KeyBinding.table.first { $0.action == action }.flatMap { binding in
      switch binding.keys.first {
      case .character(let character): String(character)
      case .ctrl(let character): "Ctrl-\(character.uppercased())"
      default: nil
      }
    }
  }
}
