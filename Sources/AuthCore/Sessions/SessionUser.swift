/// One user of one app client, in whatever backend; told apart and ordered by bytes, as keys are.
package struct SessionUser: Hashable, Comparable, Sendable {
  package let username: String
  package let clientID: String

  package init(username: String, clientID: String) {
    self.username = username
    self.clientID = clientID
  }

  package init(_ id: SessionID) {
    self.init(username: id.username, clientID: id.clientID)
  }

  package func id(in backend: BackendID) -> SessionID {
    SessionID(backend: backend, clientID: clientID, username: username)
  }

  package static func == (left: Self, right: Self) -> Bool {
    left.username.hasSameBytes(as: right.username)
      && left.clientID.hasSameBytes(as: right.clientID)
  }

  package func hash(into hasher: inout Hasher) { id(in: BackendID("")).hash(into: &hasher) }

  package static func < (left: Self, right: Self) -> Bool {
    if !left.username.hasSameBytes(as: right.username) {
      return left.username.isBefore(right.username)
    }
    return left.clientID.isBefore(right.clientID)
  }
}
