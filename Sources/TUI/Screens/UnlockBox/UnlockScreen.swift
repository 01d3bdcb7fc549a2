package import AuthCore

/// The box that asks for the passphrase of an encrypted backend, when a token is needed.
package struct UnlockScreen: Equatable, Sendable {
  package let backend: BackendID
  /// What was asked for and goes on once the backend is open.
  let effect: Effect?
  package internal(set) var field = TextField(isSecret: true)
  package internal(set) var isWaiting = false
  /// Why the last try did not succeed.
  package internal(set) var failure: StorageError?

  init(_ backend: BackendID, then effect: Effect?) {
    self.backend = backend
    self.effect = effect
  }

  /// What a key does in the box: letters are typed, Enter goes on.
  mutating func handle(_ key: Key) -> Reaction {
    switch key {
    case .escape: return .close
    case .enter:
      guard !isWaiting, !field.isEmpty else { return .none }
      isWaiting = true
      failure = nil
      return .perform(.unlock(backend, Password(field.text)))
    default:
      if !isWaiting { _ = field.handle(key) }
      return .none
    }
  }

  /// Takes what came of the try; true when the box is over.
  mutating func take(_ finished: Event.Finished) -> Bool {
    switch finished {
    case .unlocked(backend): return true
    case .failed(.storage(backend, let error)) where isWaiting:
      failure = error
      isWaiting = false
      field = TextField(isSecret: true)
    default: break
    }
    return false
  }
}
