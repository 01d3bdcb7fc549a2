import AuthCore

/// The sessions of some backends in their order, read a page at a time and again as often as needed.
///
/// A few sessions are kept from the first reading; of many no more than a page is ever held.
struct SessionPages {
  private let manager: SessionManager
  private let backends: [BackendID]
  private let after: SessionID?
  private let limit: Int?
  /// What was read first, while that is little.
  private var held: [BackendSnapshot]? = []
  private var isRead = false

  /// Up to so many sessions are kept.
  private static let few = 2000

  init(_ manager: SessionManager, _ backends: [BackendID], after: SessionID?, limit: Int?) {
    self.manager = manager
    self.backends = backends
    self.after = after
    self.limit = limit
  }

  /// Hands over each page; one that cannot be read is a page too.
  mutating func read(_ take: (BackendSnapshot) -> Void) async throws {
    if isRead, let held {
      for page in held { take(page) }
      return
    }
    var count = 0
    var rest = limit ?? .max
    for id in backends.drop(while: { after != nil && $0 != after?.backend }) where rest > 0 {
      let user = after.flatMap { $0.backend == id ? SessionUser($0) : nil }
      var kept = held
      try await manager.pages(of: id, after: user, atMost: rest) { page in
        take(page)
        count += page.sessions.count
        rest -= page.sessions.count
        if count > Self.few { kept = nil } else { kept?.append(page) }
      }
      held = kept
    }
    isRead = true
  }
}
