extension PoolConfiguration {
  /// The values of `iss` that this pool's tokens may have, and no others.
  ///
  /// A pool on Amazon's own hosts has two (AWS: IssuerConfigurationType, ORIGINAL and UPDATED), of
  /// which the configuration may allow one; one behind another endpoint, such as a loopback pool,
  /// has that endpoint's, and a generic issuer is its own.
  public var issuers: [String] {
    if kind == .oidc { return [endpoint] }
    // A replica's endpoint, a FIPS one and a VPC's serve the same pool with the same issuers.
    let isAmazons =
      endpoint.hasPrefix("https://")
      && (endpoint.hasSuffix(".amazonaws.com") || endpoint.hasSuffix(".amazonaws.com.cn"))
    guard isAmazons else { return ["\(endpoint)/\(poolID)"] }
    let forms = Self.issuers(poolID: poolID)
    return switch issuerForm {
    case .original: [forms[0]]
    case .updated: [forms[1]]
    case .either: forms
    }
  }

  /// Both issuers of a pool on Amazon's hosts, by its id `<region>_<name>`.
  public static func issuers(poolID: String) -> [String] {
    let region = poolID.prefix { $0 != "_" }
    let domain = region.hasPrefix("cn-") ? "amazonaws.com.cn" : "amazonaws.com"
    let host = "cognito-idp.\(region).\(domain)"
    return ["https://\(host)/\(poolID)", "https://issuer-\(host)/\(poolID)"]
  }
}
