import AuthCore
import Crypto

/// The server's side of one SRP-6a sign-in.
struct SRPServer: Sendable, Unprinted {
  private let secret: BigInteger
  private let verifier: BigInteger
  /// B = (k*v + g^b) mod N, sent as SRP_B.
  let publicKey: BigInteger

  /// A key pair for a user's verifier; the secret has 256 bits (RFC 5054 section 2.6).
  init(verifier: BigInteger, secret: BigInteger) {
    self.secret = secret
    self.verifier = verifier
    let power = SRP.generator.power(secret, modulo: SRP.modulus)
    publicKey = (SRP.multiplier * verifier + power) % SRP.modulus
  }

  /// The shared key: S = (A * v^u)^b mod N.
  func sessionKey(client: BigInteger) -> SymmetricKey {
    let scrambler = SRP.scrambler(client: client, server: publicKey)
    let base = client * verifier.power(scrambler, modulo: SRP.modulus)
    return SRP.sessionKey(
      secret: base.power(secret, modulo: SRP.modulus),
      scrambler: scrambler
    )
  }
}
