import AuthCore

/// A device that the pool has named; it can prove itself once its verifier was confirmed.
struct PoolDevice: Sendable, Unprinted {
  /// More than these at a time forget the oldest: memory stays bounded whatever is asked.
  static let limit = 10_000

  /// `<region>_<uuid>`.
  let key: String
  let groupKey: String
  let username: String
  let createdAt: NumericDate
  var name: String?
  var proof: (salt: BigInteger, verifier: BigInteger)?
  var isRemembered = false
}
