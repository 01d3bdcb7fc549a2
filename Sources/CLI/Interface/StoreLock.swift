import AuthCore
import Backends

/// The encryption of the store behind `local`, as the screen deals with it.
struct StoreLock: Sendable {
  private let store: LocalStore
  private let passphrases: PassphraseSource

  init(_ store: LocalStore, _ passphrases: PassphraseSource) {
    self.store = store
    self.passphrases = passphrases
  }

  /// Whether a passphrase must be asked for, nil when nothing is encrypted.
  ///
  /// One that the environment names is taken at once.
  func isLocked() async -> Bool? {
    guard let found = try? await store.encryption() else { return nil }
    guard case .passphrase(isLocked: true) = found else { return found == .off ? nil : false }
    if passphrases.environment[PassphraseSource.variable]?.isEmpty == false {
      return (try? await store.openKey()) == nil
    }
    return true
  }

  func unlock(_ passphrase: Password) async throws(SessionError) {
    do throws(StorageError) {
      try await store.unlock(StoreSecret(passphrase: passphrase))
    } catch {
      throw .storage(.local, error)
    }
  }
}
