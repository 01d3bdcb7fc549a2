package import AuthCore

extension NextStep {
  /// The action of the screen that does it.
  package var action: Action {
    switch self {
    case .refresh: .refresh
    case .verify: .verify
    case .verifyOnline: .verifyOnline
    case .signIn: .signIn
    case .signOut: .signOut
    case .signOutEverywhere: .signOutEverywhere
    case .move: .moveSession
    case .use: .activateBackend
    case .diff: .diff
    case .reload: .reload
    case .point: .point
    case .removeKeys: .removeKeys
    }
  }

  /// The key that does it by the table, as it is printed.
  package var key: String { KeyMap.standard.label(of: action).plain }
}
