/// How bad a finding is.
public enum CheckSeverity: String, CaseIterable, Comparable, Sendable {
  /// The login does not work, or will not after the next step.
  case error
  /// It works now and will fail, or works otherwise than it seems.
  case warning
  /// Worth knowing; nothing has to be done.
  case note

  private var rank: Int {
    switch self {
    case .error: 0
    case .warning: 1
    case .note: 2
    }
  }

  /// What is worse comes first.
  public static func < (left: Self, right: Self) -> Bool { left.rank < right.rank }
}
