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
      return .perform(attempt)
    default:
      if !isWaiting { _ = field.handle(key) }
      return .none
    }
  }

  /// Takes that its own try did not succeed; what goes on after a success is not the box's.
  mutating func take(_ finished: Event.Finished, of effect: Effect) -> Taken {
    guard isWaiting, effect == attempt, case .failed(.storage(_, let error)) = finished else {
      return .notMine
    }
    failure = error
    isWaiting = false
    field = TextField(isSecret: true)
    return .taken
  }

  private var attempt: Effect { .unlock(backend, Password(field.text)) }
}
