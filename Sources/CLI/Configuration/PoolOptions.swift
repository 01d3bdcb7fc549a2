import ArgumentParser
import AuthCore

/// Which pool to speak to: by options, by the environment, or by the configuration file.
struct PoolOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Where the pool answers.",
      discussion: "Default: Amazon's address for the pool's region.",
      valueName: "url"
    )
  )
  var endpoint: String?

  @Option(help: ArgumentHelp("The user pool's id, <region>_<name>.", valueName: "id"))
  var poolID: String?

  @Option(help: ArgumentHelp("The app client's id.", valueName: "id"))
  var clientID: String?

  @Option(
    help: ArgumentHelp(
      "A file that holds the app client's secret, alone on its first line.",
      valueName: "file"
    )
  )
  var clientSecretFile: String?

  @Option(
    help: ArgumentHelp(
      "Another configuration file than ~/.config/authtop/config.toml.",
      valueName: "file"
    )
  )
  var config: String?

  /// The pools to use: the one named here, or else all those of the configuration file.
  func pools(_ environment: [String: String]) throws -> [PoolConfiguration] {
    let named = NamedPool(
      endpoint: endpoint ?? environment["AUTHTOP_ENDPOINT"],
      poolID: poolID ?? environment["AUTHTOP_POOL_ID"],
      clientID: clientID ?? environment["AUTHTOP_CLIENT_ID"],
      clientSecretFile: clientSecretFile ?? environment["AUTHTOP_CLIENT_SECRET_FILE"]
    )
    if !named.isEmpty { return [try named.configuration(name: nil, source: "options")] }
    return try ConfigurationFile.pools(
      path: config ?? environment["AUTHTOP_CONFIG"],
      environment: environment
    )
  }
}

/// A pool as somebody wrote it down, not yet checked.
struct NamedPool {
  var endpoint: String?
  var poolID: String?
  var clientID: String?
  var clientSecretFile: String?
  /// The app client's RefreshTokenValidity.
  var refreshTokenValidity: Int64?

  var isEmpty: Bool { endpoint == nil && poolID == nil && clientID == nil }

  /// The configuration, or which part of it is missing or wrong.
  func configuration(name: String?, source: String) throws -> PoolConfiguration {
    guard let poolID, let clientID else {
      let missing = poolID == nil ? "pool id" : "client id"
      throw CommandFailure(
        "\(source): a pool needs a pool id and a client id, and the \(missing) is missing; "
          + "nothing was sent",
        code: CommandFailure.Code.unusableInput
      )
    }
    let region = poolID.prefix { $0 != "_" }
    guard region.count < poolID.count, !region.isEmpty else {
      throw CommandFailure(
        "\(source): the pool id is not of the form <region>_<name>; nothing was sent",
        code: CommandFailure.Code.unusableInput
      )
    }
    return PoolConfiguration(
      name: name ?? poolID,
      endpoint: trimmed(endpoint)
        ?? "https://cognito-idp.\(region).amazonaws.com\(region.hasPrefix("cn-") ? ".cn" : "")",
      poolID: poolID,
      clientID: clientID,
      clientSecret: try clientSecretFile.map { try TextFile.secret($0) },
      refreshTokenValidity: refreshTokenValidity
    )
  }

  private func trimmed(_ endpoint: String?) -> String? {
    guard var endpoint else { return nil }
    while endpoint.hasSuffix("/") { endpoint.removeLast() }
    return endpoint
  }
}
