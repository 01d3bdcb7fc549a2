import Synchronization

/// What issuers' discovery documents said, kept for an hour and shared by all operations.
final class DiscoveryCache: Sendable {
  /// How long a document is believed: endpoints move rarely, and never silently for long.
  static let freshness: Duration = .seconds(3600)

  private struct Entry {
    let addresses: OAuthAddresses
    let at: ContinuousClock.Instant
  }

  private let entries = Mutex<[String: Entry]>([:])
  private let now: @Sendable () -> ContinuousClock.Instant

  init(now: @escaping @Sendable () -> ContinuousClock.Instant) {
    self.now = now
  }

  /// The endpoints of an issuer while they are fresh.
  func addresses(of issuer: String) -> OAuthAddresses? {
    let time = now()
    return entries.withLock { entries in
      guard let entry = entries[issuer], time - entry.at < Self.freshness else { return nil }
      return entry.addresses
    }
  }

  func keep(_ addresses: OAuthAddresses, of issuer: String) {
    let entry = Entry(addresses: addresses, at: now())
    entries.withLock { $0[issuer] = entry }
  }
}
