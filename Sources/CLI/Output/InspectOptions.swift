import ArgumentParser
import AuthCore
import UserPoolClient

/// What `inspect` is asked to check.
struct InspectOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The issuer's key set: a file, or an address beginning with https://.",
      discussion: "Plain http:// is for loopback addresses. A redirect is not followed.",
      valueName: "file|url"
    )
  )
  var jwks: String?

  @Option(help: ArgumentHelp("The issuer that the token must have, exactly.", valueName: "issuer"))
  var issuer: String?

  @Option(
    help: ArgumentHelp(
      "The user pool that the token must be from; both issuer forms are accepted.",
      valueName: "id"
    )
  )
  var poolID: String?

  @Option(help: ArgumentHelp("The app client that the token must be for.", valueName: "id"))
  var clientID: String?

  @Option(help: ArgumentHelp("What the token must be: access or id.", valueName: "use"))
  var tokenUse: String?

  @OptionGroup var grants: GrantOptions

  @Option(
    help: ArgumentHelp(
      "The moment to verify for, in seconds since 1970 or as 2026-01-31T12:00:00Z.",
      discussion: "Default: now.",
      valueName: "time"
    )
  )
  var at: String?

  @OptionGroup var connection: ConnectionOptions

  func validate() throws {
    if issuer != nil, poolID != nil {
      throw ValidationError("--issuer and --pool-id both name the issuer; give one of them")
    }
    if let at, InspectTime.parse(at) == nil {
      throw ValidationError("--at takes seconds since 1970 or a time such as 2026-01-31T12:00:00Z")
    }
  }

  func checks() async throws -> Verifier.Checks {
    var checks = Verifier.Checks()
    checks.issuers = issuer.map { [$0] } ?? poolID.map(PoolConfiguration.issuers(poolID:))
    checks.clientID = clientID
    checks.tokenUse = tokenUse
    checks.scopes = grants.scopes
    checks.groups = grants.groups
    checks.now = at.flatMap(InspectTime.parse)
    if let jwks { checks.keys = try await keys(jwks) }
    return checks
  }

  private func keys(_ place: String) async throws -> Verifier.Keys {
    guard place.contains("://") else { return InspectKeys.read(try TextFile.bytes(place)) }
    let settings = try connection.settings(Wiring.environment)
    do throws(UserPoolError) {
      return InspectKeys.read(
        try await KeySetDownload.bytes(from: place, settings: settings),
        date: Wiring.clock()
      )
    } catch {
      return .unavailable("\(error)")
    }
  }
}
