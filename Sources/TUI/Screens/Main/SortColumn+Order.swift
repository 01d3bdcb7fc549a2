import AuthCore

extension MainScreen.SortColumn {
  /// The sessions in this order; sessions that compare equal keep theirs.
  func ordered(_ sessions: [Session]) -> [Session] {
    sessions.enumerated().sorted { left, right in
      if isBefore(left.element, right.element) { return true }
      return !isBefore(right.element, left.element) && left.offset < right.offset
    }.map(\.element)
  }

  private func isBefore(_ left: Session, _ right: Session) -> Bool {
    switch self {
    case .user: left.id < right.id
    case .backend: left.id.backend < right.id.backend
    case .access: Self.end(left.access?.expiresAt) < Self.end(right.access?.expiresAt)
    case .id: Self.end(left.idToken?.expiresAt) < Self.end(right.idToken?.expiresAt)
    case .refresh: Self.end(left.refresh?.deadline) < Self.end(right.refresh?.deadline)
    }
  }

  /// What is unknown comes first.
  private static func end(_ date: NumericDate?) -> NumericDate {
    date ?? NumericDate(milliseconds: .min)
  }
}
