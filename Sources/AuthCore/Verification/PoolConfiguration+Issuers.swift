extension PoolConfiguration {
  /// The values of `iss` that this pool's tokens may have, and no others.
  ///
  /// A pool on Amazon's own hosts has two (AWS: IssuerConfigurationType, ORIGINAL and UPDATED); one
  /// behind another endpoint, such as a loopback pool, has that endpoint's.
  public var issuers: [String] {
    let forms = Self.issuers(poolID: poolID)
    guard forms.contains(where: { isSameText($0, "\(endpoint)/\(poolID)") }) else {
      return ["\(endpoint)/\(poolID)"]
    }
    return forms
  }

  /// Both issuers of a pool on Amazon's hosts, by its id `<region>_<name>`.
  public static func issuers(poolID: String) -> [String] {
    let region = poolID.prefix { $0 != "_" }
    let domain = region.hasPrefix("cn-") ? "amazonaws.com.cn" : "amazonaws.com"
    let host = "cognito-idp.\(region).\(domain)"
    return ["https://\(host)/\(poolID)", "https://issuer-\(host)/\(poolID)"]
  }
}
