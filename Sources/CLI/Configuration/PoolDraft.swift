import AuthCore
import UserPoolClient

/// A pool as somebody wrote it down, in whatever form, on its way to a configuration.
///
/// `fault` turns what is wrong with one of the parts into an error that names the place.
struct PoolDraft {
  /// The parts that can be at fault.
  enum Part {
    case poolID, clientID, region, endpoint, issuer, domain
  }

  var name: String?
  var kind = PoolConfiguration.Kind.cognito
  var poolID: String?
  var clientID: String?
  var region: String?
  var endpoint: String?
  /// A generic issuer, for `oidc`.
  var issuer: String?
  var clientSecret: ClientSecret?
  var refreshTokenValidity: Int64?
  var accessTokenValidity: Int64?
  var idTokenValidity: Int64?
  var issuerForm = PoolConfiguration.IssuerForm.either
  var oauth: OAuthSettings?
  var refreshPolicy = RefreshPolicy.manual

  /// The configuration, or which part of it is missing or wrong.
  func configuration(
    _ fault: (Part, String) -> CommandFailure
  ) throws -> PoolConfiguration {
    if kind == .cognito, poolID?.isEmpty ?? true {
      throw fault(.poolID, "a pool needs a pool id and a client id, and the pool id is missing")
    }
    guard let clientID, !clientID.isEmpty else {
      throw fault(.clientID, "a pool needs a pool id and a client id, and the client id is missing")
    }
    guard Self.isWord(clientID) else {
      throw fault(.clientID, "an app client's id has letters, digits, - + _ and nothing else")
    }
    var configuration =
      kind == .oidc
      ? try generic(clientID, fault) : try cognito(clientID, fault)
    configuration.kind = kind
    configuration.accessTokenValidity = accessTokenValidity
    configuration.idTokenValidity = idTokenValidity
    configuration.issuerForm = issuerForm
    configuration.refreshPolicy = refreshPolicy
    if var oauth {
      oauth.domain = Self.url(oauth.domain)
      if let problem = Endpoint.problem(oauth.domain) { throw fault(.domain, problem) }
      configuration.oauth = oauth
    }
    return configuration
  }

  private func cognito(
    _ clientID: String,
    _ fault: (Part, String) -> CommandFailure
  ) throws -> PoolConfiguration {
    let poolID = poolID ?? ""
    let parts = poolID.split(separator: "_", omittingEmptySubsequences: false)
    guard parts.count == 2, parts.allSatisfy({ Self.isWord(String($0)) }) else {
      throw fault(.poolID, "the pool id is not of the form <region>_<name>")
    }
    if let region, !Self.isWord(region) {
      throw fault(.region, "a region was expected, such as eu-west-1")
    }
    let own = region ?? String(parts[0])
    let endpoint =
      endpoint.map(Self.trimmed) ?? "https://\(PoolConfiguration.host(region: own))"
    if let problem = Endpoint.problem(endpoint) { throw fault(.endpoint, problem) }
    return PoolConfiguration(
      name: name ?? poolID,
      endpoint: endpoint,
      poolID: poolID,
      clientID: clientID,
      clientSecret: clientSecret,
      refreshTokenValidity: refreshTokenValidity
    )
  }

  private func generic(
    _ clientID: String,
    _ fault: (Part, String) -> CommandFailure
  ) throws -> PoolConfiguration {
    guard let issuer, !issuer.isEmpty else {
      throw fault(.issuer, "an issuer of kind oidc needs its address, and \"issuer\" is missing")
    }
    if let problem = Endpoint.problem(issuer) { throw fault(.issuer, problem) }
    let last = issuer.split(separator: "/").last.map(String.init)
    return PoolConfiguration(
      name: name ?? issuer,
      // As it is: an issuer is compared byte by byte, a slash at its end included.
      endpoint: issuer,
      poolID: last ?? issuer,
      clientID: clientID,
      clientSecret: clientSecret,
      refreshTokenValidity: refreshTokenValidity
    )
  }

  /// Amplify writes a domain without its scheme, people with it.
  static func url(_ domain: String) -> String {
    trimmed(domain.contains("://") ? domain : "https://" + domain)
  }

  static func trimmed(_ url: String) -> String {
    var url = url
    while url.hasSuffix("/") { url.removeLast() }
    return url
  }

  private static func isWord(_ text: String) -> Bool {
    !text.isEmpty
      && text.utf8.allSatisfy {
        (0x30...0x39).contains($0) || (0x41...0x5A).contains($0) || (0x61...0x7A).contains($0)
          || [UInt8(ascii: "-"), UInt8(ascii: "+"), UInt8(ascii: "_")].contains($0)
      }
  }
}
