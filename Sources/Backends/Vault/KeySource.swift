package import AuthCore

/// Where the secret of an encrypted store comes from when a token is needed and nobody gave it yet.
package struct KeySource: Sendable {
  let passphrase: @Sendable () async throws -> Password?
  let secretService: SecretService?

  /// `passphrase` answers nil where there is nobody to ask, or nobody is to be asked (`KeyAsking`); what
  /// it throws reaches the caller.
  package init(
    secretService: SecretService?,
    passphrase: @escaping @Sendable () async throws -> Password?
  ) {
    self.passphrase = passphrase
    self.secretService = secretService
  }

  /// Nobody to ask: the store is unlocked by a call, or stays locked.
  package static let none = KeySource(secretService: nil) { nil }

  /// The secret for a way of keeping the key, nil when there is none to be had.
  func secret(for record: VaultRecord) async throws -> StoreSecret? {
    switch record.kind {
    case .passphrase: try await passphrase().map { StoreSecret(passphrase: $0) }
    case .secretService:
      // A locked keyring opens a box of its own and waits for its user.
      KeyAsking.isAllowed ? try await secretService?.waitForSecret(of: record.name) : nil
    }
  }
}
