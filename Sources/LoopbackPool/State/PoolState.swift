import AuthCore
import Crypto

/// A user pool as a value: a request and a moment in, an answer out.
///
/// It has no socket and no clock; chance comes from the generator it is given.
package struct PoolState: Sendable, Unprinted {
  /// The pool's own URL, without a slash at the end; it begins each token's `iss`.
  package var endpoint: String
  let configuration: LoopbackPoolConfiguration
  let keys: SigningKeys
  var random: any RandomNumberGenerator & Sendable
  var users: [String: PoolUser] = [:]
  var challenges: [PendingChallenge] = []
  /// By device key.
  var devices: [String: PoolDevice] = [:]
  /// What a real pool would have sent by email or SMS, the oldest first; read at `/outbox`.
  var outbox: [PoolMessage] = []
  /// Messages that nobody took yet.
  var unread: [PoolMessage] = []
  /// Managed login's part.
  var browser = BrowserState()
  /// Of the request that is answered now.
  var userAgent: String?
  /// How often GlobalSignOut was carried out, by user.
  var globalSignOuts: [String: Int] = [:]
  /// By event id, which each token of a family carries.
  var families: [String: TokenFamily] = [:]
  /// When to look again for what is past its deadline.
  var nextSweep = NumericDate(milliseconds: 0)
  /// By the SHA-256 of the token.
  var refreshTokens: [SHA256.Digest: RefreshTokenRecord] = [:]
  /// Gives each unknown user a salt and verifier of its own, the same at each try.
  let pretence: SymmetricKey

  package init(
    configuration: LoopbackPoolConfiguration,
    endpoint: String,
    keys: SigningKeys,
    random: any RandomNumberGenerator & Sendable = SystemRandomNumberGenerator()
  ) {
    self.configuration = configuration
    self.endpoint = endpoint
    self.keys = keys
    self.random = random
    pretence = SymmetricKey(data: RandomText.bytes(32, using: &self.random))
    for seed in configuration.users {
      users[seed.username] = PoolUser(seed, identity: identity(seed.username), salt: newSalt())
    }
  }

  static let outboxLimit = 100

  /// The messages since the last call.
  package mutating func takeMessages() -> [PoolMessage] {
    defer { unread.removeAll() }
    return unread
  }

  package var issuer: String { "\(endpoint)/\(configuration.poolID)" }

  /// Turns a user off or on; turning it off ends its sessions for good.
  ///
  /// Returns whether there is such a user.
  @discardableResult
  package mutating func setEnabled(_ isEnabled: Bool, username: String) -> Bool {
    guard users[username] != nil else { return false }
    users[username]?.isEnabled = isEnabled
    if !isEnabled { revokeFamilies(of: username) }
    return true
  }

  /// Removes a user; its refresh tokens are refused from then on.
  ///
  /// Returns whether there was such a user.
  @discardableResult
  package mutating func remove(username: String) -> Bool {
    users.removeValue(forKey: username) != nil
  }

  func identity(_ username: String) -> SRPIdentity {
    let poolID = configuration.poolID
    let name = poolID.firstIndex(of: "_").map { poolID[poolID.index(after: $0)...] }
    return SRPIdentity(poolName: String(name ?? poolID[...]), userID: username)
  }

  /// 16 bytes whose first is not zero: some clients keep leading zeros, others drop them.
  mutating func newSalt() -> BigInteger {
    var bytes = RandomText.bytes(16, using: &random)
    bytes[0] |= 1
    return BigInteger(bytes)
  }

  mutating func revokeFamilies(of username: String) {
    for (id, family) in families where family.username == username {
      families[id]?.isRevoked = true
    }
  }

  func client(_ id: String) throws(PoolRefusal) -> AppClient {
    guard let client = configuration.clients.first(where: { $0.id == id }) else {
      throw .unknownClient
    }
    return client
  }

  /// Refuses a client that has a secret and did not prove it (SECRET_HASH).
  func checkSecretHash(
    _ received: String?,
    client: AppClient,
    username: String
  ) throws(PoolRefusal) {
    guard let secret = client.secret else { return }
    guard let received else {
      throw .notAuthorized(
        "Client \(client.id) is configured with secret but SECRET_HASH was not received"
      )
    }
    guard
      SecretHash.isValid(received, secret: secret, username: username, clientID: client.id)
    else { throw .notAuthorized("Unable to verify secret hash for client \(client.id)") }
  }
}
