import Crypto

/// One key that a step changed: what it held before, and what to know the value by that the step
/// left there.
struct UndoItem: Equatable, Sendable, Codable {
  /// Nil for authtop's own notes.
  let backend: BackendID?
  let key: String
  /// The value to put back, nil where there was none.
  let before: String?
  /// The digest of what the step wrote, nil where it removed the key.
  let after: String?

  init(backend: BackendID?, key: String, before: String?, after: String?) {
    self.backend = backend
    self.key = key
    self.before = before
    self.after = after.map(Self.digest)
  }

  /// How a key stands to a step.
  enum Standing: Equatable {
    /// It holds what it held before the step.
    case restored
    /// It holds what the step left.
    case asLeft
    /// Somebody wrote something newer.
    case changed
  }

  func standing(of current: String?) -> Standing {
    if let current, let before {
      if current.hasSameBytes(as: before) { return .restored }
    } else if current == nil, before == nil {
      return .restored
    }
    return current.map(Self.digest) == after ? .asLeft : .changed
  }

  /// The write that puts the old value back.
  var restoring: StorageChange {
    before.map { .set(key: key, value: $0) } ?? .remove(key: key)
  }

  var isPointer: Bool {
    if case .lastAuthUser = AmplifyKey(key) { true } else { false }
  }

  /// Whether it is about a client's browser sign-ins and no user's tokens.
  var isOfClient: Bool {
    if case .oauth = AmplifyKey(key) { true } else { false }
  }

  /// Sixteen bytes of the value's SHA-256 in hexadecimal.
  static func digest(_ value: String) -> String {
    SHA256.hash(data: Array(value.utf8)).prefix(16)
      .map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
  }

  /// The keys of some writes that change anything, with what they hold now.
  static func items(
    _ changes: [StorageChange],
    in backend: BackendID,
    over stored: StoredSession,
    pointer: String?
  ) -> [UndoItem] {
    var last: [KeyBytes: String?] = [:]
    var order: [KeyBytes] = []
    for change in changes {
      let key = KeyBytes(change.key)
      if last[key] == nil { order.append(key) }
      switch change {
      case .set(_, let value): last[key] = .some(value)
      case .remove: last[key] = .some(nil)
      }
    }
    return order.compactMap { key in
      let after = last[key] ?? nil
      let before: String? =
        switch AmplifyKey(key.text) {
        case .tokenSet(_, _, let name): stored[name]
        case .lastAuthUser: pointer
        case .oauth, nil: nil
        }
      if let before, before.hasSameBytes(as: after ?? ""), after != nil { return nil }
      if before == nil, after == nil { return nil }
      return UndoItem(backend: backend, key: key.text, before: before, after: after)
    }
  }
}

extension BackendID: Codable {}
