import AuthCore

/// A Netscape cookie jar as its lines; what a page of the options' host and path sees of it.
///
/// Lines that are not this page's cookies, broken ones among them, stay byte for byte.
struct CookieJar: Sendable {
  struct Line {
    var bytes: ArraySlice<UInt8>
    /// The cookie where the page sees it.
    var cookie: JarCookie?
    /// Its key, nil where js-cookie could not read the name.
    var key: String?
  }

  static let header = Array("# Netscape HTTP Cookie File\n\n".utf8)
  /// What browsers take of a name and a value together (RFC 6265bis, section 5.7).
  static let cookieLimit = 4096

  let options: CookieOptions
  private var lines: [Line] = []
  /// Lines that are neither cookies nor remarks.
  private(set) var brokenLines = 0

  /// Takes a jar apart; nil is a jar that does not exist yet.
  init(_ bytes: [UInt8]?, options: CookieOptions) {
    self.options = options
    var rest = (bytes ?? Self.header)[...]
    while !rest.isEmpty {
      let end = rest.firstIndex(of: 0x0A).map { $0 + 1 } ?? rest.endIndex
      add(rest[..<end])
      rest = rest[end...]
    }
  }

  private mutating func add(_ bytes: ArraySlice<UInt8>) {
    var line = Line(bytes: bytes)
    switch JarCookie.reading(bytes.last == 0x0A ? bytes.dropLast() : bytes) {
    case .remark: break
    case .broken: brokenLines += 1
    case .cookie(let cookie):
      if isVisible(cookie) {
        line.cookie = cookie
        line.key = CookieText.key(name: cookie.name)
      }
    }
    lines.append(line)
  }

  /// The whole file.
  var bytes: [UInt8] { Array(lines.map(\.bytes).joined()) }

  /// The items in the order of their keys' bytes.
  ///
  /// Of several cookies of one key the one with the longest path counts, then the first, as in the
  /// text that a browser gives to scripts.
  func items(at now: NumericDate) -> [StorageItem] {
    var seen: Set<[UInt8]> = []
    var items: [StorageItem] = []
    for line in visible(at: now) {
      guard let key = line.key, let cookie = line.cookie,
        let value = CookieText.text(value: cookie.value), seen.insert(Array(key.utf8)).inserted
      else { continue }
      items.append(StorageItem(key: key, value: value))
    }
    return items.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
  }

  /// The page's cookies as facts, those included that another one of the same name hides.
  func facts(at now: NumericDate) -> [CookieFact] {
    visible(at: now).compactMap { line in
      guard let cookie = line.cookie, let key = line.key else { return nil }
      return CookieFact(
        key: key,
        nameBytes: cookie.name.count,
        valueBytes: cookie.value.count,
        domain: cookie.domain,
        includesSubdomains: cookie.includesSubdomains,
        path: cookie.path,
        isSecure: cookie.isSecure,
        isHTTPOnly: cookie.isHTTPOnly,
        expires: cookie.expires == 0 ? nil : NumericDate(seconds: cookie.expires)
      )
    }
  }

  /// What the page sees, in the order in which it is read.
  func visible(at now: NumericDate) -> [Line] {
    lines.enumerated().filter { _, line in
      line.cookie.map { $0.expires == 0 || $0.expires > now.seconds } ?? false
    }.sorted { left, right in
      let lengths = (
        left.element.cookie?.path.utf8.count ?? 0, right.element.cookie?.path.utf8.count ?? 0
      )
      return lengths.0 == lengths.1 ? left.offset < right.offset : lengths.0 > lengths.1
    }.map(\.element)
  }

  /// Sets the cookie of a key in the options' domain and path, where the page would set it.
  mutating func set(
    _ value: String,
    forKey key: String,
    at now: NumericDate
  ) throws(StorageError) {
    var cookie = JarCookie(
      domain: options.domain ?? options.host,
      includesSubdomains: options.domain != nil,
      path: options.path,
      isSecure: options.secure,
      expires: options.expires.map { now.seconds + Int64(($0 * 86400).rounded(.down)) } ?? 0,
      name: CookieText.name(key),
      value: CookieText.value(value)
    )
    let size = cookie.name.count + cookie.value.count
    guard size <= Self.cookieLimit else {
      throw .tooLarge(key: key, bytes: size, limit: Self.cookieLimit)
    }
    guard cookie.keepsPrefixRules else {
      throw .unavailable(
        reason: "browsers drop a cookie of that name with these options; nothing was written"
      )
    }
    let old = indices(ofKey: key)
    cookie.isHTTPOnly = old.contains { lines[$0].cookie?.isHTTPOnly ?? false }
    // A lifetime that is over removes the cookie, as it does in a browser.
    guard options.expires == nil || cookie.expires > now.seconds else {
      remove(old)
      return
    }
    let line = Line(bytes: cookie.line[...], cookie: cookie, key: key)
    if let first = old.first {
      lines[first] = line
      remove(Array(old.dropFirst()))
    } else {
      endLastLine()
      lines.append(line)
    }
  }

  /// Removes a key's cookies in the options' domain and path; those of other paths stay.
  ///
  /// Says whether there were any.
  mutating func remove(_ key: String) -> Bool {
    let found = indices(ofKey: key)
    remove(found)
    return !found.isEmpty
  }

  /// Removes every cookie of the options' domain and path, also those of other programs, as
  /// Amplify's `clear` does.
  mutating func clear() {
    remove(lines.indices.filter { isOwn(lines[$0]) })
  }

  private mutating func remove(_ indices: [Int]) {
    for index in indices.reversed() { lines.remove(at: index) }
  }

  private mutating func endLastLine() {
    guard let last = lines.indices.last, lines[last].bytes.last != 0x0A else { return }
    lines[last].bytes.append(0x0A)
  }

  private func indices(ofKey key: String) -> [Int] {
    lines.indices.filter { index in
      isOwn(lines[index]) && lines[index].key.map { $0.utf8.elementsEqual(key.utf8) } ?? false
    }
  }

  private func isVisible(_ cookie: JarCookie) -> Bool {
    let isOfHost =
      cookie.includesSubdomains
      ? CookieOptions.matches(options.host, domain: cookie.domain) : cookie.domain == options.host
    return isOfHost && CookieOptions.matches(path: options.path, cookiePath: cookie.path)
  }

  /// Whether a cookie is the one that a page with these options would write.
  func isOwn(_ line: Line) -> Bool {
    guard let cookie = line.cookie else { return false }
    return cookie.domain == options.domain ?? options.host
      && cookie.includesSubdomains == (options.domain != nil) && cookie.path == options.path
  }
}
