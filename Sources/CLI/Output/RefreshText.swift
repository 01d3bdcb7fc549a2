import AuthCore

/// A refresh in words, before it is sent.
enum RefreshText {
  static func plan(_ plan: RefreshPlan) -> String {
    if let obstacle = plan.obstacle { return "cannot refresh \(plan.id): \(obstacle)" }
    guard !plan.copies.isEmpty else {
      return "would refresh \(plan.id) at \(plan.pool); no other backend holds its refresh token"
    }
    return "would refresh \(plan.id) at \(plan.pool); \(shared(with: plan.copies))"
  }

  /// Which copies a refresh that is about to be sent may end.
  static func notice(_ id: SessionID, _ copies: [SessionID]) -> String {
    "\(id) is refreshed now; \(shared(with: copies))"
  }

  private static func shared(with copies: [SessionID]) -> String {
    let places = copies.map(\.backend.rawValue).joined(separator: ", ")
    return copies.count == 1
      ? "the copy in \(places) holds the same refresh token: if the pool rotates it gets the new "
        + "tokens too"
      : "the copies in \(places) hold the same refresh token: if the pool rotates they get the new "
        + "tokens too"
  }
}
