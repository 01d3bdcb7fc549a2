package import Crypto

/// The client's side of one SRP-6a sign-in: its key pair, and the proof that it knows the password.
package struct SRPClient: Equatable, Sendable, Unprinted {
  /// a, secret, gone with this value.
  private let secret: BigInteger
  /// A = g^a mod N, sent as SRP_A.
  package let publicKey: BigInteger

  /// A key pair from 128 random bytes, as Amplify's clients take.
  package init(using generator: inout some RandomNumberGenerator) {
    var bytes: [UInt8] = []
    for _ in 0..<128 { bytes.append(UInt8.random(in: .min ... .max, using: &generator)) }
    // With the lowest bit set, a is above zero and A therefore never 1.
    bytes[127] |= 1
    self.init(secret: BigInteger(bytes))
  }

  /// A key pair of a known secret, for tests.
  package init(secret: BigInteger) {
    self.secret = secret
    publicKey = SRP.generator.power(secret, modulo: SRP.modulus)
  }

  /// The key that both sides share when the password is right.
  package func sessionKey(
    identity: SRPIdentity,
    password: String,
    salt: BigInteger,
    server: BigInteger
  ) throws(SRPError) -> SymmetricKey {
    guard !(server % SRP.modulus).isZero else { throw .serverKeyIsZero }
    let scrambler = SRP.scrambler(client: publicKey, server: server)
    guard !scrambler.isZero else { throw .scramblerIsZero }
    let privateKey = identity.privateKey(salt: salt, password: password)
    let verifier = SRP.generator.power(privateKey, modulo: SRP.modulus)
    let base = BigInteger.difference(server, SRP.multiplier * verifier, modulo: SRP.modulus)
    let shared = base.power(secret + scrambler * privateKey, modulo: SRP.modulus)
    return SRP.sessionKey(secret: shared, scrambler: scrambler)
  }
}

/// Why a server's SRP answer must not be used: a client that went on would show its password.
public enum SRPError: Error, Equatable, Sendable {
  /// B mod N is 0 (RFC 5054 section 2.5.3).
  case serverKeyIsZero
  /// u is 0 (RFC 5054 section 2.5.3).
  case scramblerIsZero
}
