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
  var mfa: [MFAType]
  /// Of several factors, the one that is asked for.
  var preferredMFA: MFAType?
  var mfaSetup: [MFAType]
  var authenticator: Authenticator?
  /// The period of the last code that was taken: none is taken twice (RFC 6238 section 5.2).
  var lastStep: Int64?
  /// A secret that was asked for with an access token and is not verified yet.
  var newAuthenticator: Authenticator?
  let riddle: Riddle
  let devices: DeviceTracking?

  init(_ seed: UserSeed, identity: SRPIdentity, salt: BigInteger) {
    username = seed.username
    let digest = SHA256.hash(data: Array("\(identity.poolName)/\(seed.username)".utf8))
    sub = RandomText.uuid(Array(digest.prefix(16)))
    self.salt = salt
    verifier = identity.verifier(salt: salt, password: seed.password)
    groups = seed.groups
    attributes = seed.attributes.filter { $0.key != "sub" }
    status = seed.status
    mfa = seed.mfa
    mfaSetup = seed.mfaSetup
    authenticator = seed.totpSecret.flatMap { Authenticator(base32: $0) }
    riddle = seed.custom ?? .standard
    devices = seed.devices
  }

  /// Whether it is the password, by making its verifier again.
  func isPassword(_ password: String, identity: SRPIdentity) -> Bool {
    identity.verifier(salt: salt, password: password) == verifier
  }

  /// The first factors of USER_AUTH; a user with a second one has the passwords only.
  var firstFactors: [String] {
    var factors = ["PASSWORD_SRP", "PASSWORD"]
    guard mfa.isEmpty, mfaSetup.isEmpty else { return factors }
    if attributes["email"] != nil { factors.append("EMAIL_OTP") }
    if attributes["phone_number"] != nil { factors.append("SMS_OTP") }
    return factors
  }
}
