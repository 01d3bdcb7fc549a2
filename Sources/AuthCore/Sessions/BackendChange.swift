/// What is different in a backend since it was read.
package struct BackendChange: Sendable {
  package let id: BackendID
  /// Whether sign-in writes here and the app reads here.
  package var isActive = false
  /// Sessions that are new or other than before.
  package var updated: [Session] = []
  package var removed: [SessionID] = []
  /// Where the next change begins.
  package let mark: BackendMark

  init(id: BackendID, mark: BackendMark) {
    self.id = id
    self.mark = mark
  }

  package var isEmpty: Bool { updated.isEmpty && removed.isEmpty }
}

/// A moment of a backend, from which its changes can be asked.
package struct BackendMark: Sendable {
  let number: Int64
  let view: SessionView
}

extension SessionView {
  /// Users whose sessions are shown otherwise by another view of the same items; nil when these
  /// are too many to be named.
  func usersThatLookOtherwise(in other: SessionView) -> Set<SessionUser>? {
    var users: Set<SessionUser> = []
    for (mine, theirs) in [(pointers, other.pointers), (other.pointers, pointers)] {
      for pointer in mine where !theirs.contains(pointer) {
        // The first pointer of a client, or the end of its last one, is told by all its sessions.
        guard theirs.contains(where: { $0.clientID.hasSameBytes(as: pointer.clientID) }) else {
          return nil
        }
        users.insert(pointer)
      }
    }
    for (mine, theirs) in [(refusals, other.refusals), (other.refusals, refusals)] {
      for (id, refusal) in mine where id.backend == backend && theirs[id] != refusal {
        users.insert(SessionUser(id))
      }
    }
    for id in Set(intents.keys).union(other.intents.keys)
    where id.backend == backend && intents[id] != other.intents[id] {
      users.insert(SessionUser(id))
    }
    for id in Set(signOuts.keys).union(other.signOuts.keys)
    where id.backend == backend && signOuts[id] != other.signOuts[id] {
      users.insert(SessionUser(id))
    }
    if isActiveBackend != other.isActiveBackend { users.formUnion(pointers + other.pointers) }
    return users
  }
}
