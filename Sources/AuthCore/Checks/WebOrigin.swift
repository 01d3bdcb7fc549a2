/// A page's origin (RFC 6454 section 4): scheme, host and port, as a browser writes it.
public struct WebOrigin: Equatable, Sendable, CustomStringConvertible {
  /// `http` or `https`.
  public let scheme: String
  /// In lower case.
  public let host: String
  /// Nil for the scheme's own.
  public let port: Int?

  /// Reads `https://app.example.com` or `http://localhost:3000`, with at most a slash after it.
  public init?(_ text: String) {
    let lowered = text.lowercased()
    guard let scheme = ["https", "http"].first(where: { lowered.hasPrefix($0 + "://") }) else {
      return nil
    }
    var rest = lowered.dropFirst(scheme.count + 3)
    if rest.last == "/" { rest = rest.dropLast() }
    let colon = rest.lastIndex(of: ":").flatMap { rest[$0...].contains("]") ? nil : $0 }
    let host = colon.map { rest[..<$0] } ?? rest
    let letters = host.utf8.allSatisfy { byte in
      (97...122).contains(byte) || (48...57).contains(byte) || ".-:[]".utf8.contains(byte)
    }
    guard !host.isEmpty, letters else { return nil }
    if let colon {
      guard let port = UInt16(rest[rest.index(after: colon)...]), port > 0 else { return nil }
      self.port = Int(port) == (scheme == "https" ? 443 : 80) ? nil : Int(port)
    } else {
      port = nil
    }
    self.scheme = scheme
    self.host = String(host)
  }

  public var isSecure: Bool { scheme == "https" }

  /// Whether browsers other than Safari treat it as secure though it has no TLS (Secure Contexts,
  /// section 3.1).
  public var isLoopback: Bool {
    host == "localhost" || host.hasSuffix(".localhost") || host == "[::1]"
      || host.hasPrefix("127.")
  }

  public var description: String { "\(scheme)://\(host)" + (port.map { ":\($0)" } ?? "") }
}
