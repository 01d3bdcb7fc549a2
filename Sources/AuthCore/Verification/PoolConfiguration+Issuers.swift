extension PoolConfiguration {
  /// The values of `iss` that this pool's tokens may have, and no others.
  ///
  /// A pool of Amazon's has two (AWS: IssuerConfigurationType, ORIGINAL and UPDATED), of which the
  /// configuration may say one, whatever the endpoint is. Unsaid, a pool on Amazon's hosts has both,
  /// one behind another HTTPS endpoint both and that endpoint's, and a loopback pool its endpoint's;
  /// a generic issuer is its own. The keys are the configured endpoint's in any case, so an issuer
  /// here lets nobody sign who could not before.
  public var issuers: [String] {
    if kind == .oidc { return [endpoint] }
    let forms = Self.issuers(poolID: poolID)
    switch issuerForm {
    case .original: return [forms[0]]
    case .updated: return [forms[1]]
    case .either:
      if isAmazons { return forms }
      let own = "\(endpoint)/\(poolID)"
      // Plain HTTP is for loopback addresses alone.
      return endpoint.hasPrefix("https://") ? [own] + forms : [own]
    }
  }

  /// Whether the endpoint is of Amazon's own: a replica's, a FIPS one and a VPC's serve the same pool
  /// with the same issuers.
  private var isAmazons: Bool {
    endpoint.hasPrefix("https://") && Self.suffixes.contains { endpoint.hasSuffix($0) }
  }

  /// Amazon's names of endpoints over both protocols and over IPv4 alone (AWS SDKs: partitions).
  private static let suffixes = [
    ".amazonaws.com", ".api.aws", ".amazonaws.com.cn", ".api.amazonwebservices.com.cn",
    ".amazonaws.eu", ".api.amazonwebservices.eu",
  ]

  /// Both issuers of a pool on Amazon's hosts, by its id `<region>_<name>`.
  public static func issuers(poolID: String) -> [String] {
    let host = host(region: String(poolID.prefix { $0 != "_" }))
    return ["https://\(host)/\(poolID)", "https://issuer-\(host)/\(poolID)"]
  }

  /// The host of a region's user pools, in the region's partition (AWS SDKs: partitions).
  public static func host(region: String) -> String {
    let domain =
      if region.hasPrefix("cn-") {
        "amazonaws.com.cn"
      } else {
        region.hasPrefix("eusc-") ? "amazonaws.eu" : "amazonaws.com"
      }
    return "cognito-idp.\(region).\(domain)"
  }
}
