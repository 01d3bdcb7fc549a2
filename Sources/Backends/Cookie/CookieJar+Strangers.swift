import AuthCore

/// Cookies of another domain or path under the names that authtop writes.
///
/// A page reads one cookie a name. Where that is not the one of the options' own domain and path, a
/// write beside it would change nothing that anybody reads, and a removal would leave it.
extension CookieJar {
  /// Refuses changed keys that the page reads from a cookie that is not the options' own.
  func requireOwn(_ keys: [String], at now: NumericDate) throws(StorageError) {
    var wanted = Set(keys.map { Array($0.utf8) })
    for line in visible(at: now) {
      guard let key = line.key, let cookie = line.cookie,
        CookieText.text(value: cookie.value) != nil, wanted.remove(Array(key.utf8)) != nil,
        !isOwn(line)
      else { continue }
      throw .hidden(
        key: key,
        by: "a cookie of \(cookie.includesSubdomains ? "." : "")\(cookie.domain)\(cookie.path)",
        remedy: remedy(for: cookie)
      )
    }
  }

  /// Sets a key and refuses what would not stay or be read afterwards.
  mutating func hold(
    _ value: String,
    forKey key: String,
    at now: NumericDate
  ) throws(StorageError) {
    try set(value, forKey: key, at: now)
    try requireOwn([key], at: now)
    guard visible(at: now).contains(where: { $0.key.map { $0.hasSameBytes(as: key) } ?? false })
    else { throw .failed(reason: "cookies are set to end at once (AUTHTOP_COOKIE_EXPIRES)") }
  }

  /// The settings with which that cookie is the options' own.
  private func remedy(for cookie: JarCookie) -> String {
    var settings: [String] = []
    if cookie.includesSubdomains {
      if options.domain != cookie.domain {
        settings.append("AUTHTOP_COOKIE_DOMAIN=\(cookie.domain)")
      }
    } else if options.domain != nil {
      settings.append("no AUTHTOP_COOKIE_DOMAIN")
    }
    if options.path != cookie.path { settings.append("AUTHTOP_COOKIE_PATH=\(cookie.path)") }
    return "to work on that one run authtop with \(settings.joined(separator: " and "))"
  }
}
