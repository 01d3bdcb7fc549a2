package import AuthCore

/// What is different in a backend since it was last told.
package struct SessionChange: Equatable, Sendable {
  package let backend: BackendID
  package let isActive: Bool
  package let updated: [Session]
  package let removed: [SessionID]

  package init(
    backend: BackendID,
    isActive: Bool,
    updated: [Session],
    removed: [SessionID] = []
  ) {
    self.backend = backend
    self.isActive = isActive
    self.updated = updated
    self.removed = removed
  }

  /// Whether a session is among those that changed.
  func concerns(_ id: SessionID?) -> Bool {
    guard let id else { return false }
    return updated.contains { $0.id == id } || removed.contains(id)
  }
}
