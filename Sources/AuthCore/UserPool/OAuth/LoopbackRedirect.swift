/// A callback URL on this machine, where a browser brings the code (RFC 8252 section 7.3).
public struct LoopbackRedirect: Equatable, Sendable {
  /// `127.0.0.1`, `localhost` or `[::1]`.
  public let host: String
  /// 0 is any free port.
  public var port: Int
  /// With the slash it begins with.
  public let path: String
  private let hasPort: Bool

  /// Reads `http://HOST[:PORT][/PATH]`; nil for anything else, such as another host or a query.
  public init?(_ uri: String) {
    let scheme = "http://"
    guard uri.hasPrefix(scheme) else { return nil }
    let rest = uri.dropFirst(scheme.count)
    let authority = rest.prefix { $0 != "/" }
    let path = String(rest.dropFirst(authority.count))
    guard !path.contains("?"), !path.contains("#"), path.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F })
    else { return nil }
    let hosts = ["127.0.0.1", "localhost", "[::1]"]
    guard let host = hosts.first(where: { authority == $0 || authority.hasPrefix($0 + ":") })
    else { return nil }
    let portText = authority.dropFirst(host.count)
    guard let port = portText.isEmpty ? 80 : UInt16(portText.dropFirst()).map(Int.init) else {
      return nil
    }
    self.host = host
    self.port = port
    self.path = path
    hasPort = !portText.isEmpty
  }

  /// The URL as the app client knows it.
  public var uri: String { "http://\(host)\(hasPort ? ":\(port)" : "")\(path)" }

  /// The path that a browser asks for: never empty.
  var requestPath: String { path.isEmpty ? "/" : path }

  /// Where an app client lets a browser come back to on this machine.
  ///
  /// Cognito takes exact URLs only. Another issuer must take any port (RFC 8252), and so does a pool
  /// on this machine, so that none need be named for them.
  public static func chosen(
    for pool: PoolConfiguration,
    _ settings: OAuthSettings
  ) throws(ManagedSignInError) -> LoopbackRedirect {
    if let found = settings.redirectURIs.lazy.compactMap(LoopbackRedirect.init).first {
      return found
    }
    let isLocal = settings.domain.hasPrefix("http://")
    guard settings.redirectURIs.isEmpty, pool.kind == .oidc || isLocal,
      let any = LoopbackRedirect("http://127.0.0.1:0/callback")
    else { throw .noLoopbackRedirect(settings.redirectURIs) }
    return any
  }
}
