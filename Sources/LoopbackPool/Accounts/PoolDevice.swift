import AuthCore

/// A device that the pool has named; it can prove itself once its verifier was confirmed.
struct PoolDevice: Sendable, Unprinted {
  /// `<region>_<uuid>`.
  let key: String
  let groupKey: String
  let username: String
  let createdAt: NumericDate
  var name: String?
  var proof: (salt: BigInteger, verifier: BigInteger)?
  var isRemembered = false
}
