import AuthCore
import Crypto
import CryptoExtras
import FoundationEssentials

/// How a store's key is kept in the store: under a passphrase, or under a key in the Secret Service.
package struct VaultRecord: Equatable, Sendable {
  /// What the store's key is wrapped with.
  enum Kind: String, Sendable {
    case passphrase
    case secretService = "secret-service"
  }

  /// scrypt's parameters (RFC 7914 section 2).
  package struct Cost: Equatable, Sendable {
    /// The binary logarithm of N.
    var rounds: Int64
    var block: Int64
    var lanes: Int64

    /// 64 MiB of memory, and as much work as OWASP's first recommendation (N = 2^17, p = 1).
    package static let standard = Cost(rounds: 16, block: 8, lanes: 2)
    /// For tests alone: no work at all.
    package static let none = Cost(rounds: 4, block: 1, lanes: 1)

    /// What a file may ask for: no number in it makes this program take all of the memory.
    var isBearable: Bool {
      (1...20).contains(rounds) && (1...16).contains(block) && (1...8).contains(lanes)
    }
  }

  var kind: Kind
  /// The name of the store's key.
  var name: [UInt8]
  var salt: [UInt8]
  var cost: Cost
  var wrapped: [UInt8]

  /// Wraps a key with a secret.
  init(
    _ key: StoreKey,
    _ kind: Kind,
    _ secret: StoreSecret,
    cost: Cost
  ) throws(StorageError) {
    var random = SystemRandomNumberGenerator()
    self.kind = kind
    self.cost = cost
    name = key.name
    salt = (0..<16).map { _ in UInt8.random(in: 0 ... .max, using: &random) }
    wrapped = []
    wrapped = try key.wrapped(by: try wrapping(secret), context)
  }

  init(kind: Kind, name: [UInt8], salt: [UInt8], cost: Cost, wrapped: [UInt8]) {
    self.kind = kind
    self.name = name
    self.salt = salt
    self.cost = cost
    self.wrapped = wrapped
  }

  /// The store's key; refuses a secret that does not open it.
  func key(_ secret: StoreSecret) throws(StorageError) -> StoreKey {
    guard let key = StoreKey(name: name, wrapped: wrapped, by: try wrapping(secret), context) else {
      throw .wrongSecret(kind == .passphrase ? "passphrase" : "key in the Secret Service")
    }
    return key
  }

  private func wrapping(_ secret: StoreSecret) throws(StorageError) -> SymmetricKey {
    guard kind == .passphrase else {
      return HKDF<SHA256>.deriveKey(
        inputKeyMaterial: SymmetricKey(data: secret.bytes),
        salt: salt,
        outputByteCount: 32
      )
    }
    guard cost.isBearable else {
      throw .corrupt(reason: "its key asks for more work than any store of authtop's")
    }
    do {
      return try KDF.Scrypt.deriveKey(
        from: secret.bytes,
        salt: salt,
        outputByteCount: 32,
        rounds: 1 << Int(cost.rounds),
        blockSize: Int(cost.block),
        parallelism: Int(cost.lanes)
      )
    } catch {
      throw .failed(reason: "the passphrase could not be worked on")
    }
  }

  /// Everything beside the key itself.
  private var context: [UInt8] {
    let numbers = "\(cost.rounds) \(cost.block) \(cost.lanes)"
    return Array("authtop key 1\0\(kind.rawValue)\0\(numbers)\0".utf8) + name + salt
  }
}
