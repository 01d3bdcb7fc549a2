/// What the checks over all sessions need of one of them.
package struct LedgerEntry: Sendable {
  package let session: Session
  /// Tells its refresh token from others; nil where only a list was read.
  package let refreshDigest: String?
  /// The stored device key.
  package let deviceKey: String?
  /// The `device_key` claim of the access token.
  package let claimedDeviceKey: String?

  /// What a list knows.
  package init(_ session: Session) {
    self.init(session, deviceKey: nil)
  }

  init(_ session: Session, deviceKey: String?) {
    self.session = session
    self.deviceKey = deviceKey
    refreshDigest = nil
    claimedDeviceKey = nil
  }

  init(_ checked: CheckedSession) {
    session = checked.session
    refreshDigest = checked.stored.token(.refresh)?.digest
    deviceKey = checked.stored[.deviceKey]
    claimedDeviceKey = checked.access?.claims.deviceKey
  }

  var id: SessionID { session.id }
  var issuedAt: Int64 { session.access?.issuedAt?.milliseconds ?? .min }
}

extension [LedgerEntry] {
  /// The entries of each user and client that stands in several backends, the newest first.
  var twins: [[LedgerEntry]] {
    // Where all stand in one backend, as in a large store alone, there are none.
    guard let first, contains(where: { $0.id.backend != first.id.backend }) else { return [] }
    let groups = Dictionary(grouping: self) { entry in
      SessionID(
        backend: BackendID(""),
        clientID: entry.id.clientID,
        username: entry.id.username
      )
    }
    return groups.values.filter { $0.count > 1 }.map { group in
      group.sorted { left, right in
        left.issuedAt == right.issuedAt ? left.id < right.id : left.issuedAt > right.issuedAt
      }
    }
  }
}
