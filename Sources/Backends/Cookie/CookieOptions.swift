package import AuthCore

/// Amplify's options of `CookieStorage` with its defaults, and the host whose page it would be.
///
/// Source: Amplify JavaScript v6, `core/src/storage/CookieStorage.ts`. Three options are no part of
/// a Netscape jar or change nothing in it: `sameSite` is checked and not stored.
package struct CookieOptions: Equatable, Sendable {
  /// The attribute that keeps a cookie from other sites' requests.
  package enum SameSite: String, Sendable {
    case strict, lax, none
  }

  /// The host of the page; without a domain only it gets the cookies.
  package let host: String
  /// The domain whose hosts all get the cookies, without a dot before it; nil for the host alone.
  package let domain: String?
  package let path: String
  /// The lifetime in days; nil for a cookie that ends with the browser.
  package let expires: Double?
  package let secure: Bool
  package let sameSite: SameSite?

  /// Refuses what Amplify's constructor refuses, a domain that is not the host's, and what no jar
  /// can hold.
  package init(
    host: String? = nil,
    domain: String? = nil,
    path: String = "/",
    expires: Double? = 365,
    secure: Bool = true,
    sameSite: String? = nil
  ) throws(StorageError) {
    let domain = domain.map { Self.lowered($0.hasPrefix(".") ? String($0.dropFirst()) : $0) }
    self.host = Self.lowered(host ?? domain ?? "localhost")
    self.domain = domain
    self.path = path.isEmpty ? "/" : path
    self.expires = expires
    self.secure = secure
    guard let sameSite else {
      self.sameSite = nil
      try check()
      return
    }
    guard let known = SameSite(rawValue: sameSite) else {
      throw .unavailable(
        reason: "the sameSite value of cookieStorage must be \"lax\", \"strict\" or \"none\""
      )
    }
    guard known != .none || secure else {
      throw .unavailable(
        reason: "sameSite = None requires the Secure attribute in latest browser versions"
      )
    }
    self.sameSite = known
    try check()
  }

  /// What a session loses in a jar with these options, each a sentence.
  var losses: [String] {
    var losses = [
      sameSite.map { "sameSite=\($0.rawValue) is not kept: a Netscape jar has no sameSite" }
        ?? "a Netscape jar has no sameSite"
    ]
    if expires == nil { losses.append("the cookies end with the browser's session") }
    if let expires {
      losses.append(
        expires > 0
          ? "the cookies end in \(expires.formatted) days" : "the cookies are over at once"
      )
    }
    if !secure { losses.append("the cookies travel over plain HTTP too") }
    return losses
  }

  private func check() throws(StorageError) {
    for part in [host, domain ?? host, path] {
      guard !part.isEmpty, part.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F && $0 != 0x3B }) else {
        throw .unavailable(
          reason:
            "a cookie's host, domain and path are printable ASCII without spaces and semicolons"
        )
      }
    }
    guard path.hasPrefix("/") else {
      throw .unavailable(reason: "a cookie's path begins with a slash")
    }
    if let domain, !Self.matches(host, domain: domain) {
      throw .unavailable(
        reason: "browsers drop cookies of \(domain) that a page of \(host) sets; "
          + "name the host's own domain"
      )
    }
  }

  /// Whether a host is a domain or one of its hosts (RFC 6265, section 5.1.3).
  static func matches(_ host: String, domain: String) -> Bool {
    host == domain || (host.hasSuffix("." + domain) && !isAddress(host))
  }

  /// Whether a cookie's path covers a page's (RFC 6265, section 5.1.4).
  static func matches(path: String, cookiePath: String) -> Bool {
    guard path.hasPrefix(cookiePath) else { return false }
    return path.utf8.count == cookiePath.utf8.count || cookiePath.hasSuffix("/")
      || path.utf8.dropFirst(cookiePath.utf8.count).first == UInt8(ascii: "/")
  }

  private static func isAddress(_ host: String) -> Bool {
    host.contains(":") || host.utf8.allSatisfy { $0 == 0x2E || (0x30...0x39).contains($0) }
  }

  static func lowered(_ text: String) -> String {
    String(decoding: text.utf8.map { (0x41...0x5A).contains($0) ? $0 + 32 : $0 }, as: UTF8.self)
  }
}

extension Double {
  /// Without a fraction that is zero.
  fileprivate var formatted: String {
    rounded() == self && magnitude < 1e15 ? "\(Int64(self))" : "\(self)"
  }
}
