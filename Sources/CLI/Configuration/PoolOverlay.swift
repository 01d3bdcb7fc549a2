import AuthCore
import UserPoolClient

/// What the command line or the environment says about a pool that is configured elsewhere: its
/// secret, its managed login.
///
/// It is laid over the one pool that is left to use. With none or several it belongs to nobody, and
/// is refused rather than passed over.
struct PoolOverlay {
  /// A value and what it was given by.
  struct Given: Equatable {
    let value: String
    /// The option or the variable, as it is written.
    let source: String

    /// What an option says, else what a variable does.
    init?(_ option: String?, _ name: String, _ variable: String, _ environment: [String: String]) {
      if let option {
        (value, source) = (option, name)
      } else if let text = environment[variable] {
        (value, source) = (text, variable)
      } else {
        return nil
      }
    }
  }

  let secretFile: Given?
  let domain: Given?

  private var sources: [String] { [secretFile, domain].compactMap { $0?.source } }

  /// The pools to use, with what was said about the only one of them.
  func over(_ pools: [ConfiguredPool]) throws -> [ConfiguredPool] {
    guard !sources.isEmpty else { return pools }
    guard var pool = pools.first, pools.count == 1 else { throw refusal(pools) }
    if let secretFile { pool.configuration.clientSecret = try TextFile.secret(secretFile.value) }
    if let domain {
      let url = PoolDraft.url(domain.value)
      if let problem = Endpoint.problem(url) {
        throw CommandFailure(
          "\(domain.source): \(problem); nothing was sent",
          code: CommandFailure.Code.unusableInput
        )
      }
      var oauth = pool.configuration.oauth ?? OAuthSettings(domain: url)
      oauth.domain = url
      pool.configuration.oauth = oauth
    }
    return [pool]
  }

  private func refusal(_ pools: [ConfiguredPool]) -> CommandFailure {
    let given = sources.joined(separator: " and ")
    let verb = sources.count == 1 ? "belongs" : "belong"
    let reason: String
    if pools.isEmpty {
      reason =
        "none is configured; name one by --endpoint, --pool-id and --client-id or in the "
        + "configuration file"
    } else {
      let names = pools.map(\.configuration.name).joined(separator: ", ")
      reason = "there are several (\(names)); name one by --pool"
    }
    return CommandFailure(
      "\(given) \(verb) to one pool, and \(reason); nothing was sent",
      code: CommandFailure.Code.unusableInput
    )
  }
}
