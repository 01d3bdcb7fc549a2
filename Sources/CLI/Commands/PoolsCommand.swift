import ArgumentParser
import AuthCore

/// `authtop pools`: the configured pools and where each is from.
struct PoolsCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "pools",
    abstract: "List the configured pools and the file that each is from.",
    discussion: """
      Pools come from the configuration file, from --outputs or from the nearest \
      amplify_outputs.json or amplifyconfiguration.json at or above the working directory. Options \
      and AUTHTOP_ variables that spell a pool out stand in for all of them. Nothing is sent, and \
      no secret is printed.
      """
  )

  @Flag(help: "Print a JSON array.")
  var json = false

  @OptionGroup var pool: PoolOptions

  func run() async throws {
    try await reporting {
      let pools = try pool.configured(Wiring.environment)
      if json {
        let records = pools.map { Self.record($0).text }
        print(records.isEmpty ? "[]" : "[\n" + records.joined(separator: ",\n") + "\n]")
        return
      }
      guard !pools.isEmpty else {
        print("no pool is configured; see authtop help pools")
        return
      }
      print(Self.table(pools))
    }
  }

  private static func table(_ pools: [ConfiguredPool]) -> String {
    var table = TextTable(header: ["NAME", "KIND", "CLIENT", "ENDPOINT", "MANAGED LOGIN", "SOURCE"])
    for pool in pools {
      let configuration = pool.configuration
      table.add([
        configuration.name, configuration.kind.rawValue, configuration.clientID,
        configuration.endpoint, configuration.oauth?.domain ?? "-", pool.source,
      ])
    }
    return table.lines.joined(separator: "\n")
  }

  static func record(_ pool: ConfiguredPool) -> JSONRecord {
    let configuration = pool.configuration
    var record = JSONRecord()
    record.set("name", configuration.name)
    record.set("kind", configuration.kind.rawValue)
    record.set("pool_id", configuration.kind == .cognito ? configuration.poolID : nil)
    record.set("client_id", configuration.clientID)
    record.set("has_client_secret", configuration.clientSecret != nil)
    record.set("endpoint", configuration.endpoint)
    record.set("issuers", configuration.issuers)
    record.set("access_token_validity", configuration.accessTokenValidity)
    record.set("id_token_validity", configuration.idTokenValidity)
    record.set("refresh_token_validity", configuration.refreshTokenValidity)
    record.set("oauth", configuration.oauth.map { oauth($0).value } ?? .null)
    record.set("refresh", RefreshPolicySettings.text(configuration.refreshPolicy))
    record.set("refresh_jitter", configuration.refreshPolicy.jitter / 1000)
    record.set("refresh_at_once", Int64(configuration.refreshPolicy.limit))
    record.set("origin", pool.origin.rawValue)
    record.set("file", pool.file)
    return record
  }

  private static func oauth(_ settings: OAuthSettings) -> JSONRecord {
    var record = JSONRecord()
    record.set("domain", settings.domain)
    record.set("scopes", settings.scopes)
    record.set("redirect_uris", settings.redirectURIs)
    record.set("sign_out_uris", settings.signOutURIs)
    return record
  }
}
