import AsyncHTTPClient
import FoundationEssentials
import NIOCore
import NIOSSL
import Synchronization

/// The connections: direct ones, and others through the proxy where there is one.
///
/// They and the threads behind them are made when something is sent, which a start of the screen need not wait for.
final class HTTPClients: Sendable {
  private struct Opened {
    let direct: HTTPClient
    let proxied: HTTPClient?
  }

  private enum State {
    case unused
    case open(Opened)
    case shutDown
  }

  private let settings: HTTPSettings
  private let state = Mutex(State.unused)

  init(_ settings: HTTPSettings) {
    self.settings = settings
  }

  /// The connections to use for an address; throws after `shutdown`, and where the environment asks for what
  /// cannot be done.
  func client(for url: String) throws -> HTTPClient {
    let address = URL(string: url)
    if address?.scheme == "https" { _ = try settings.trust?.get() }
    let proxy = try address?.host().flatMap { host throws(ConnectionFault) in
      try settings.proxies.proxy(for: host)
    }
    let opened = try state.withLock { state in
      switch state {
      case .open(let opened): return opened
      case .shutDown: throw HTTPClientError.alreadyShutdown
      case .unused:
        let opened = open()
        state = .open(opened)
        return opened
      }
    }
    return proxy == nil ? opened.direct : opened.proxied ?? opened.direct
  }

  private func open() -> Opened {
    let proxied = settings.proxies.anyProxy.map { proxy in
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
    return Opened(
      direct: HTTPClient(configuration: Self.configuration(settings)),
      proxied: proxied
    )
  }

  func shutdown() async {
    let last = state.withLock { state in
      defer { state = .shutDown }
      return state
    }
    guard case .open(let opened) = last else { return }
    // The one error is that it was shut down before, which is what was wanted.
    try? await opened.direct.shutdown()
    try? await opened.proxied?.shutdown()
  }

  private static func configuration(_ settings: HTTPSettings) -> HTTPClient.Configuration {
    var configuration = HTTPClient.Configuration(redirectConfiguration: .disallow)
    configuration.timeout.connect = TimeAmount(settings.connectTimeout)
    // A refused connection is told at once instead of being tried until the deadline.
    configuration.connectionPool.retryConnectionEstablishment = false
    if case .success(let trust)? = settings.trust {
      var tls = TLSConfiguration.makeClientConfiguration()
      tls.trustRoots = .certificates(trust.certificates)
      configuration.tlsConfiguration = tls
    }
    return configuration
  }
}
