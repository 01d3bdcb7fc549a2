import AuthCore

/// Says, before a refresh is sent, which copies elsewhere hold the same refresh tokens: a pool that
/// rotates ends those, and the copies get the new ones.
enum CopyNotice {
  /// Nil where there are no copies but those that are refreshed themselves.
  static func text(_ ids: [SessionID], _ ledger: Ledger) -> SafeText? {
    let own = Set(ids)
    let copies = Set(ids.flatMap { ledger.copies(of: $0).map(\.id) }).subtracting(own)
    guard !copies.isEmpty else { return nil }
    let places = Set(copies.map(\.backend)).sorted().map { SafeText(foreign: $0.rawValue) }
      .joined(separator: ", ")
    return copies.count == 1
      ? "the copy in \(places) shares the refresh token: a rotation renews it too"
      : "\(copies.count) copies in \(places) share refresh tokens: a rotation renews them too"
  }
}
