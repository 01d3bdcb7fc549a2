import AuthCore
import Crypto

/// A user of the pool; of the password only SRP's salt and verifier are kept.
struct PoolUser: Sendable, Unprinted {
  let username: String
  /// The same for one name in one pool at each start, as a pool that lasts would have it.
  let sub: String
  var salt: BigInteger
  var verifier: BigInteger
  var groups: [String]
  var attributes: [String: String]
  var status: UserStatus
  var isEnabled = true

  init(_ seed: UserSeed, identity: SRPIdentity, salt: BigInteger) {
    username = seed.username
    let digest = SHA256.hash(data: Array("\(identity.poolName)/\(seed.username)".utf8))
    sub = RandomText.uuid(Array(digest.prefix(16)))
    self.salt = salt
    verifier = identity.verifier(salt: salt, password: seed.password)
    groups = seed.groups
    attributes = seed.attributes.filter { $0.key != "sub" }
    status = seed.status
  }

  /// Whether it is the password, by making its verifier again.
  func isPassword(_ password: String, identity: SRPIdentity) -> Bool {
    identity.verifier(salt: salt, password: password) == verifier
  }
}
