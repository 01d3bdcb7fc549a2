import AuthCore
import FoundationEssentials

/// Where a pool may be reached: by HTTPS anywhere, by plain HTTP on this machine only.
package enum Endpoint {
  /// Why nothing may be sent to an address, nil when it may.
  package static func problem(_ endpoint: String) -> String? {
    guard case .failure(.unreachable(let reason)) = checked(endpoint) else { return nil }
    return reason
  }

  /// The endpoint itself, or why no password and no token may be sent to it.
  static func checked(_ endpoint: String) -> Result<String, UserPoolError> {
    guard let url = URL(string: endpoint), let host = url.host(), !host.isEmpty, url.user == nil,
      url.query == nil, url.fragment == nil
    else {
      return .failure(.unreachable(reason: "the endpoint is no address of the form https://host"))
    }
    switch url.scheme {
    case "https": break
    case "http" where isLoopback(host): break
    case "http":
      return .failure(
        .unreachable(reason: "plain http:// is for loopback addresses only; use https://\(host)")
      )
    default:
      return .failure(.unreachable(reason: "the endpoint must begin with https://"))
    }
    return .success(endpoint.hasSuffix("/") ? String(endpoint.dropLast()) : endpoint)
  }

  /// An address as it is given, with its path to the last slash and a query of its own, or why nothing
  /// may be asked there.
  static func address(_ text: String) -> Result<String, UserPoolError> {
    // A URI is written in these characters alone (RFC 3986 section 2), and a fragment is never sent.
    guard text.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F && $0 != UInt8(ascii: "#") }) else {
      return .failure(.unreachable(reason: "the address has characters that no address has"))
    }
    return checked(String(text.prefix { $0 != "?" })).map { _ in text }
  }

  /// 127.0.0.0/8 and ::1 (RFC 6890), and the name that resolvers keep for them (RFC 6761).
  static func isLoopback(_ host: String) -> Bool {
    if host == "localhost" || host == "::1" || host == "[::1]" { return true }
    let parts = host.split(separator: ".", omittingEmptySubsequences: false)
    return parts.count == 4 && parts[0] == "127"
      && parts.allSatisfy { $0.utf8.count <= 3 && UInt8($0) != nil && !$0.hasPrefix("+") }
  }
}
