import AuthCore
import Crypto
import Testing

@Suite struct SRPTests {
  @Test func `the multiplier is the one that Cognito's clients compute`() {
    #expect(
      SRP.multiplier.hex == "538282c4354742d7cbbde2359fcf67f9f5b3a6b08791e5011b43b8a5b66d9ee6"
    )
    #expect(SRP.modulus.bytes.count == 384)
  }

  @Test(arguments: SRPVector.all)
  func `a sign-in's numbers are those of another implementation`(vector: SRPVector) throws {
    let identity = SRPIdentity(poolName: SRPVector.poolName, userID: vector.username)
    let salt = try #require(BigInteger(hex: vector.salt))
    let client = SRPClient(secret: try #require(BigInteger(hex: vector.clientSecret)))
    let verifier = identity.verifier(salt: salt, password: vector.password)
    let secret = try #require(BigInteger(hex: vector.serverSecret))
    let power = SRP.generator.power(secret, modulo: SRP.modulus)
    let server = (SRP.multiplier * verifier + power) % SRP.modulus

    #expect(identity.privateKey(salt: salt, password: vector.password).hex == vector.privateKey)
    #expect(hash(client.publicKey) == vector.clientKeyHash)
    #expect(hash(server) == vector.serverKeyHash)
    #expect(SRP.scrambler(client: client.publicKey, server: server).hex == vector.scrambler)
    let key = try client.sessionKey(
      identity: identity,
      password: vector.password,
      salt: salt,
      server: server
    )
    #expect(BigInteger(key.withUnsafeBytes { Array($0) }).hex == vector.sessionKey)
  }

  @Test(arguments: [0, 1, 2])
  func `a server key that is a multiple of the modulus is refused`(times: UInt8) {
    #expect(throws: SRPError.serverKeyIsZero) {
      _ = try SRPClient(secret: BigInteger([5])).sessionKey(
        identity: SRPIdentity(poolName: "P", userID: "u"),
        password: "p",
        salt: BigInteger([1]),
        server: SRP.modulus * BigInteger([times])
      )
    }
  }

  @Test func `two key pairs differ and neither prints its secret`() {
    var generator = SystemRandomNumberGenerator()
    let pair = SRPClient(using: &generator)
    #expect(pair.publicKey != SRPClient(using: &generator).publicKey)
    #expect("\(pair)" == "SRPClient")
    #expect(String(reflecting: pair) == "SRPClient")
  }

  @Test func `the timestamp has English names and an unpadded day`() {
    #expect(
      SRPTimestamp.text(NumericDate(seconds: 1_772_510_706)) == "Tue Mar 3 04:05:06 UTC 2026"
    )
  }

  @Test func `the secret hash is that of another implementation`() {
    let secret = ClientSecret("s3cret")
    let hash = SecretHash.text(secret: secret, username: "alice", clientID: "client1")
    #expect(hash == "OLH8A5YiDq5WyVbgkLVAtm0hdL7P1QQ+z61K3T8oAEk=")
    #expect(SecretHash.isValid(hash, secret: secret, username: "alice", clientID: "client1"))
    #expect(!SecretHash.isValid(hash, secret: secret, username: "bob", clientID: "client1"))
    #expect(!SecretHash.isValid("?", secret: secret, username: "alice", clientID: "client1"))
  }

  private func hash(_ number: BigInteger) -> String {
    BigInteger(SHA256.hash(data: Array(number.hex.utf8))).hex
      .leftPadded(to: 64)
  }
}

extension String {
  fileprivate func leftPadded(to length: Int) -> String {
    String(repeating: "0", count: max(0, length - count)) + self
  }
}
