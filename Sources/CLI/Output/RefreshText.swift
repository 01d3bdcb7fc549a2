import AuthCore

/// A refresh in words, before it is sent.
enum RefreshText {
  static func plan(_ plan: RefreshPlan) -> String {
    if let obstacle = plan.obstacle { return "cannot refresh \(plan.id): \(obstacle)" }
    guard !plan.copies.isEmpty else {
      return "would refresh \(plan.id) at \(plan.pool); no other backend holds its refresh token"
    }
    let places = plan.copies.map(\.backend.rawValue).joined(separator: ", ")
    return "would refresh \(plan.id) at \(plan.pool); the copy in \(places) holds the same refresh "
      + "token: if the pool rotates it gets the new tokens too"
  }
}
