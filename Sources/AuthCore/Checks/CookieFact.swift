/// A cookie without its value: what decides whether a browser keeps it and sends it.
package struct CookieFact: Equatable, Sendable {
  /// The storage's key that the name stands for.
  package var key: String
  /// Bytes of the name and of the value, as they are sent.
  package var nameBytes: Int
  package var valueBytes: Int
  /// Without a dot before it.
  package var domain: String
  package var includesSubdomains: Bool
  package var path: String
  package var isSecure: Bool
  package var isHTTPOnly: Bool
  /// When it ends; nil with the browser.
  package var expires: NumericDate?

  package init(
    key: String,
    nameBytes: Int,
    valueBytes: Int,
    domain: String,
    includesSubdomains: Bool = false,
    path: String = "/",
    isSecure: Bool = true,
    isHTTPOnly: Bool = false,
    expires: NumericDate? = nil
  ) {
    self.key = key
    self.nameBytes = nameBytes
    self.valueBytes = valueBytes
    self.domain = domain
    self.includesSubdomains = includesSubdomains
    self.path = path
    self.isSecure = isSecure
    self.isHTTPOnly = isHTTPOnly
    self.expires = expires
  }
}

/// A storage whose items are cookies.
package protocol CookieKeepingStorage: KeyValueStorage {
  /// Every cookie that a page may see and that is of a known name, also those that another one of the same name hides.
  func cookies() async throws -> [CookieFact]
}
