import AsyncHTTPClient
import FoundationEssentials
import NIOCore
import NIOSSL

/// The connections: direct ones, and others through the proxy where there is one.
struct HTTPClients: Sendable {
  private let direct: HTTPClient
  private let proxied: HTTPClient?
  private let rules: ProxyRules

  init(_ settings: HTTPSettings) {
    rules = settings.proxies
    direct = HTTPClient(configuration: Self.configuration(settings))
    proxied = rules.anyProxy.map { proxy in
      var configuration = Self.configuration(settings)
      configuration.proxy =
        proxy.isSOCKS
        ? .socksServer(host: proxy.host, port: proxy.port)
        : .server(
          host: proxy.host,
          port: proxy.port,
          authorization: proxy.credentials.map {
            .basic(credentials: Data($0.utf8).base64EncodedString())
          }
        )
      return HTTPClient(configuration: configuration)
    }
  }

  /// The connections to use for an address.
  func client(for url: String) -> HTTPClient {
    guard let proxied, let host = URL(string: url)?.host(), rules.proxy(for: host) != nil else {
      return direct
    }
    return proxied
  }

  func shutdown() async {
    // The one error is that it was shut down before, which is what was wanted.
    try? await direct.shutdown()
    try? await proxied?.shutdown()
  }

  private static func configuration(_ settings: HTTPSettings) -> HTTPClient.Configuration {
    var configuration = HTTPClient.Configuration(redirectConfiguration: .disallow)
    configuration.timeout.connect = TimeAmount(settings.connectTimeout)
    // A refused connection is told at once instead of being tried until the deadline.
    configuration.connectionPool.retryConnectionEstablishment = false
    if let trust = settings.trust {
      var tls = TLSConfiguration.makeClientConfiguration()
      tls.trustRoots = .certificates(trust.certificates)
      configuration.tlsConfiguration = tls
    }
    return configuration
  }
}
