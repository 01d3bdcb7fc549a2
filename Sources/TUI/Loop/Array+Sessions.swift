import AuthCore

/// Sessions in the order of user, client and backend.
extension [Session] {
  /// Where a session stands, or would stand.
  func place(of id: SessionID) -> Int {
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      if self[middle].id < id { low = middle + 1 } else { high = middle }
    }
    return low
  }

  /// Puts a session in its place; false when that very session stands there.
  @discardableResult
  mutating func put(_ session: Session) -> Bool {
    let place = place(of: session.id)
    guard place < count, self[place].id == session.id else {
      insert(session, at: place)
      return true
    }
    guard self[place] != session else { return false }
    self[place] = session
    return true
  }

  /// Takes a session away; false when it was not there.
  @discardableResult
  mutating func remove(_ id: SessionID) -> Bool {
    let place = place(of: id)
    guard place < count, self[place].id == id else { return false }
    remove(at: place)
    return true
  }
}
