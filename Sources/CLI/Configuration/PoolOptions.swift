import ArgumentParser
import AuthCore

/// Which pool to speak to: by options, by the environment, or by configuration files.
struct PoolOptions: ParsableArguments {
  @Option(
    name: .customLong("pool"),
    help: ArgumentHelp(
      "The configured pool to use, by its name; authtop pools lists them.",
      valueName: "name"
    )
  )
  var name: String?

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
      discussion: "For the pool spelled out here, or for the only one that is left to use.",
      valueName: "file"
    )
  )
  var clientSecretFile: String?

  @Option(
    help: ArgumentHelp(
      "Managed login's domain, as https://… or a host name.",
      discussion: "For the pool spelled out here, or for the only one that is left to use.",
      valueName: "domain"
    )
  )
  var oauthDomain: String?

  @Option(
    help: ArgumentHelp(
      "An amplify_outputs.json or amplifyconfiguration.json.",
      discussion: "Default: that of the working directory or of the nearest folder above it.",
      valueName: "file"
    )
  )
  var outputs: String?

  @Option(
    help: ArgumentHelp(
      "Another configuration file than ~/.config/authtop/config.toml.",
      valueName: "file"
    )
  )
  var config: String?

  @OptionGroup var connection: ConnectionOptions
  @OptionGroup var stores: StoreOptions

  /// The pools to use: the one named here, or else all that are configured.
  func pools(_ environment: [String: String]) throws -> [PoolConfiguration] {
    try configured(environment).map(\.configuration)
  }

  /// The pools to use, with where each is from.
  func configured(
    _ environment: [String: String],
    folder: String? = WorkingDirectory.path
  ) throws -> [ConfiguredPool] {
    if let pool = try single(environment) { return [pool] }
    let path = config ?? environment["AUTHTOP_CONFIG"]
    var pools: [ConfiguredPool] = []
    if let file = try ConfigurationFile.source(path, environment) {
      pools += try ConfigurationFile.pools(try TextFile.bytes(file), file: file).map {
        ConfiguredPool(configuration: $0, origin: .configuration, file: file)
      }
    }
    if let outputs = outputs ?? environment["AUTHTOP_OUTPUTS"] {
      pools.append(try AmplifyFiles.named(outputs))
    } else if let folder {
      pools += try AmplifyFiles.found(from: folder)
    }
    return try overlay(environment).over(try chosen(pools))
  }

  /// The secret and the domain for a pool that is spelled out nowhere here.
  ///
  /// Where the environment spells a pool out and another one is named, what it says is that one's.
  private func overlay(_ environment: [String: String]) -> PoolOverlay {
    let variables = ["AUTHTOP_ENDPOINT", "AUTHTOP_POOL_ID", "AUTHTOP_CLIENT_ID"]
    let isOthers = variables.contains { environment[$0] != nil }
    return overlay(from: isOthers ? [:] : environment)
  }

  private func overlay(from environment: [String: String]) -> PoolOverlay {
    PoolOverlay(
      secretFile: PoolOverlay.Given(
        clientSecretFile,
        "--client-secret-file",
        "AUTHTOP_CLIENT_SECRET_FILE",
        environment
      ),
      domain: PoolOverlay.Given(
        oauthDomain,
        "--oauth-domain",
        "AUTHTOP_OAUTH_DOMAIN",
        environment
      )
    )
  }

  /// The pool that the options and the environment spell out.
  private func single(_ environment: [String: String]) throws -> ConfiguredPool? {
    var draft = PoolDraft()
    draft.endpoint = endpoint ?? environment["AUTHTOP_ENDPOINT"]
    draft.poolID = poolID ?? environment["AUTHTOP_POOL_ID"]
    draft.clientID = clientID ?? environment["AUTHTOP_CLIENT_ID"]
    // A pool or a file named on this command line wins over what the environment says.
    let named = name != nil ? "--pool" : outputs != nil ? "--outputs" : nil
    let isSpelt = endpoint != nil || poolID != nil || clientID != nil
    if (named != nil && !isSpelt)
      || (draft.endpoint == nil && draft.poolID == nil && draft.clientID == nil)
    {
      return nil
    }
    if let named {
      throw CommandFailure(
        "\(named) names a configured pool, and --endpoint, --pool-id or --client-id another; "
          + "nothing was sent; give one or the other",
        code: CommandFailure.Code.unusableInput
      )
    }
    let configuration = try draft.configuration { _, reason in
      CommandFailure(
        "options: \(reason); nothing was sent",
        code: CommandFailure.Code.unusableInput
      )
    }
    let pool = ConfiguredPool(configuration: configuration, origin: .options, file: nil)
    return try overlay(from: environment).over([pool]).first
  }

  private func chosen(_ pools: [ConfiguredPool]) throws -> [ConfiguredPool] {
    for (index, pool) in pools.enumerated() {
      let other = pools[..<index].first { $0.configuration.name == pool.configuration.name }
      guard let other else { continue }
      throw CommandFailure(
        "two pools have the name \"\(pool.configuration.name)\", one of \(other.source) and one of "
          + "\(pool.source); nothing was sent; name one of them otherwise",
        code: CommandFailure.Code.unusableInput
      )
    }
    guard let name else { return pools }
    let names = pools.map(\.configuration.name)
    guard let pool = pools.first(where: { $0.configuration.name == name }) else {
      let hint =
        NearestWord.to(name, among: names).map { "did you mean \($0)?" }
        ?? (names.isEmpty ? "none is configured" : "there are: \(names.joined(separator: ", "))")
      throw CommandFailure(
        "there is no pool \"\(name)\"; \(hint); nothing was sent",
        code: CommandFailure.Code.unusableInput
      )
    }
    return [pool]
  }
}
