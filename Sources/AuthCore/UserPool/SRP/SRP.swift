package import Crypto

/// The parts of SRP-6a that client and server share, with Cognito's group, hash and padding
/// (RFC 5054 section 2 with other parameters; RFC 3526 section 5 for the prime).
///
/// The generator is 2, not the 5 of RFC 5054's group of the same size, and numbers are padded as
/// Java's BigInteger writes them.
package enum SRP {
  /// N, the 3072-bit prime of RFC 3526 group 15.
  package static let modulus = BigInteger(modulusBytes)
  /// g.
  package static let generator = BigInteger([2])
  /// k = H(pad(N) || pad(g)).
  package static let multiplier = hash(modulus.padded, generator.padded)

  /// u = H(pad(A) || pad(B)).
  package static func scrambler(client: BigInteger, server: BigInteger) -> BigInteger {
    hash(client.padded, server.padded)
  }

  /// HKDF-SHA256 of the shared secret S: 16 bytes, salted with u (RFC 5869).
  package static func sessionKey(secret: BigInteger, scrambler: BigInteger) -> SymmetricKey {
    HKDF<SHA256>.deriveKey(
      inputKeyMaterial: SymmetricKey(data: secret.padded),
      salt: scrambler.padded,
      info: Array("Caldera Derived Key".utf8),
      outputByteCount: 16
    )
  }

  /// What PASSWORD_CLAIM_SIGNATURE signs: pool name, user, secret block and timestamp in a row.
  package static func message(
    identity: SRPIdentity,
    secretBlock: some Sequence<UInt8>,
    timestamp: String
  ) -> [UInt8] {
    Array(identity.poolName.utf8) + Array(identity.userID.utf8) + Array(secretBlock)
      + Array(timestamp.utf8)
  }

  static func hash(_ parts: [UInt8]...) -> BigInteger {
    var hash = SHA256()
    for part in parts { hash.update(data: part) }
    return BigInteger(hash.finalize())
  }

  private static let modulusBytes: [UInt8] = {
    let hex = """
      ffffffffffffffffc90fdaa22168c234c4c6628b80dc1cd129024e088a67cc74\
      020bbea63b139b22514a08798e3404ddef9519b3cd3a431b302b0a6df25f1437\
      4fe1356d6d51c245e485b576625e7ec6f44c42e9a637ed6b0bff5cb6f406b7ed\
      ee386bfb5a899fa5ae9f24117c4b1fe649286651ece45b3dc2007cb8a163bf05\
      98da48361c55d39a69163fa8fd24cf5f83655d23dca3ad961c62f356208552bb\
      9ed529077096966d670c354e4abc9804f1746c08ca18217c32905e462e36ce3b\
      e39e772c180e86039b2783a2ec07a28fb5c55df06f4c52c9de2bcbf695581718\
      3995497cea956ae515d2261898fa051015728e5a8aaac42dad33170d04507a33\
      a85521abdf1cba64ecfb850458dbef0a8aea71575d060c7db3970f85a6e1e4c7\
      abf5ae8cdb0933d71e8c94e04a25619dcee3d2261ad2ee6bf12ffa06d98a0864\
      d87602733ec86a64521f2b18177b200cbbe117577a615d6c770988c0bad946e2\
      08e24fa074e5ab3143db5bfce0fd108e4b82d120a93ad2caffffffffffffffff
      """
    return BigInteger(hex: hex)?.bytes ?? []
  }()
}

/// Whose password it is: the two names that SRP's hash covers.
package struct SRPIdentity: Equatable, Sendable {
  /// The part of the pool id after `_`; for a device, its group key.
  package let poolName: String
  /// USER_ID_FOR_SRP, which may differ from what the user typed; for a device, its key.
  package let userID: String

  package init(poolName: String, userID: String) {
    self.poolName = poolName
    self.userID = userID
  }

  /// x = H(pad(salt) || H(poolName || userID || ":" || password)).
  package func privateKey(salt: BigInteger, password: String) -> BigInteger {
    let inner = SHA256.hash(data: Array("\(poolName)\(userID):\(password)".utf8))
    return SRP.hash(salt.padded, Array(inner))
  }

  /// v = g^x mod N, what a server keeps instead of the password.
  package func verifier(salt: BigInteger, password: String) -> BigInteger {
    SRP.generator.power(privateKey(salt: salt, password: password), modulo: SRP.modulus)
  }
}
