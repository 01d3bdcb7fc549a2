import AuthCore

extension SessionState {
  /// The sign in front of a session; the state's word or countdown stands beside it.
  var sign: SafeText {
    switch self {
    case .live: "●"
    case .expiring: "◐"
    case .expired, .revoked: "○"
    case .broken: "◌"
    }
  }

  var style: Style {
    switch self {
    case .live: .live
    case .expiring: .expiring
    case .expired: .expired
    case .revoked: .revoked
    case .broken: .broken
    }
  }
}
