/// The user pools that sessions can be taken to, and how to reach them.
public struct Pools: Sendable {
  public let configurations: [PoolConfiguration]
  private let connect: @Sendable (PoolConfiguration) -> UserPool

  /// `connect` makes the operations of one app client's pool; it opens nothing by itself.
  public init(
    _ configurations: [PoolConfiguration],
    connect: @escaping @Sendable (PoolConfiguration) -> UserPool
  ) {
    self.configurations = configurations
    self.connect = connect
  }

  /// The pool of a client: the configured one, else the one that a genuine issuer names.
  public func configuration(clientID: String, issuer: String?) -> PoolConfiguration? {
    let sameClient = configurations.filter { $0.clientID == clientID }
    if let issuer {
      let exact = sameClient.filter { $0.issuers.contains(issuer) }
      // Before one that stands for it behind another endpoint.
      let own = exact.first { issuer == "\($0.endpoint)/\($0.poolID)" }
      if let found = own ?? exact.first { return found }
    }
    let poolID = issuer?.split(separator: "/").last.map(String.init)
    if let alike = sameClient.first(where: { $0.poolID == poolID }) { return alike }
    return sameClient.first ?? issuer.flatMap { Self.derived(issuer: $0, clientID: clientID) }
  }

  public func userPool(_ configuration: PoolConfiguration) -> UserPool { connect(configuration) }

  /// The pool that an issuer of Cognito's own form names.
  ///
  /// Claims are not verified here, so only Amazon's host names count: a refresh token must never
  /// travel to an address that a forged token chose. Both issuer forms are known (AWS:
  /// IssuerConfigurationType).
  static func derived(issuer: String, clientID: String) -> PoolConfiguration? {
    let parts = issuer.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
    guard parts.count == 4, parts[0] == "https:", parts[1].isEmpty else { return nil }
    let poolID = parts[3]
    let region = String(poolID.prefix { $0 != "_" })
    let letters = region.utf8.allSatisfy {
      (97...122).contains($0) || (48...57).contains($0) || $0 == 45
    }
    guard !region.isEmpty, letters, region.count < poolID.count else { return nil }
    let host = PoolConfiguration.host(region: region)
    guard [host, "issuer-" + host].contains(parts[2]) else { return nil }
    return PoolConfiguration(
      name: poolID,
      endpoint: "https://\(host)",
      poolID: poolID,
      clientID: clientID
    )
  }
}
