import AuthCore
import FoundationEssentials

/// Which proxy to speak through, by the usual environment variables.
///
/// Plain HTTP is for loopback addresses alone and these are never proxied, so `HTTP_PROXY` has
/// nothing to say here; `HTTPS_PROXY` does, else `ALL_PROXY`. Lower-case names win, as in curl.
package struct ProxyRules: Equatable, Sendable {
  /// A proxy that understands CONNECT, or SOCKS 5.
  struct Proxy: Equatable, Sendable {
    var host: String
    var port: Int
    var isSOCKS: Bool
    /// `user:password` as it goes into Basic authorization.
    var credentials: String?
  }

  /// The proxy that there is for some hosts.
  var anyProxy: Proxy? { try? proxy?.get() }

  /// What cannot be used is told when somebody needs it: the stores and a pool on loopback do not.
  private let proxy: Result<Proxy, ConnectionFault>?
  /// Host names that are spoken to directly, with all below them.
  private let exceptions: [String]

  /// No proxies at all.
  package static let none = ProxyRules(proxy: nil, exceptions: [])

  private init(proxy: Result<Proxy, ConnectionFault>?, exceptions: [String]) {
    self.proxy = proxy
    self.exceptions = exceptions
  }

  package init(environment: [String: String]) {
    func value(_ name: String) -> (name: String, text: String)? {
      for name in [name.lowercased(), name] {
        if let text = environment[name], !text.isEmpty { return (name, text) }
      }
      return nil
    }
    exceptions = (value("NO_PROXY")?.text ?? "").split { $0 == "," || $0 == " " }
      .map { $0.lowercased() }
    guard let (name, text) = value("HTTPS_PROXY") ?? value("ALL_PROXY") else {
      proxy = nil
      return
    }
    proxy = Result { () throws(ConnectionFault) in try Self.proxy(text, variable: name) }
  }

  /// The proxy for a host, nil to speak to it directly; throws where the one that is named cannot be used.
  func proxy(for host: String) throws(ConnectionFault) -> Proxy? {
    guard let proxy, !Endpoint.isLoopback(host) else { return nil }
    let host = host.lowercased()
    let isExcepted = exceptions.contains { exception in
      let name = exception.hasPrefix(".") ? String(exception.dropFirst()) : exception
      return exception == "*" || host == name || host.hasSuffix("." + name)
    }
    return isExcepted ? nil : try proxy.get()
  }

  private static func proxy(_ text: String, variable: String) throws(ConnectionFault) -> Proxy {
    guard let url = URL(string: text.contains("://") ? text : "http://" + text),
      let host = url.host(), !host.isEmpty
    else { throw .badProxy(variable: variable, reason: "this is no address") }
    let credentials = url.user.map { user in
      [user, url.password ?? ""].map { FormText.unescaped($0) ?? $0 }.joined(separator: ":")
    }
    switch url.scheme {
    case "http":
      return Proxy(host: host, port: url.port ?? 80, isSOCKS: false, credentials: credentials)
    // Without a number it is what desktops write.
    case "socks5", "socks5h", "socks":
      guard credentials == nil else {
        throw .badProxy(
          variable: variable,
          reason: "a SOCKS proxy with a password is not spoken to"
        )
      }
      return Proxy(host: host, port: url.port ?? 1080, isSOCKS: true)
    default:
      throw .badProxy(
        variable: variable,
        reason: "only http:// and socks5:// proxies are spoken to"
      )
    }
  }
}
