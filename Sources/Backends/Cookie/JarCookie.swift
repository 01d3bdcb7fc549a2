/// One cookie of a Netscape jar: seven fields with tabs between them, as curl reads and writes them.
struct JarCookie: Equatable, Sendable {
  /// In lower case and without a dot before it.
  var domain: String
  var includesSubdomains: Bool
  var path: String
  var isSecure: Bool
  /// Seconds since 1970; 0 for a cookie that ends with the browser.
  var expires: Int64
  var name: [UInt8]
  var value: [UInt8]
  var isHTTPOnly = false

  private static let httpOnly = Array("#HttpOnly_".utf8)
  private static let tab = UInt8(ascii: "\t")

  /// What a line of a jar is.
  enum Reading: Equatable {
    case cookie(JarCookie)
    /// A comment or an empty line.
    case remark
    /// Neither; it is kept and not used.
    case broken
  }

  /// Reads a line without its end.
  static func reading(_ line: ArraySlice<UInt8>) -> Reading {
    var line = line
    while line.last == 0x0D { line.removeLast() }
    let isHTTPOnly = line.starts(with: httpOnly)
    if isHTTPOnly { line = line.dropFirst(httpOnly.count) }
    if !isHTTPOnly, line.first == UInt8(ascii: "#") || line.allSatisfy({ $0 == 0x20 || $0 == tab })
    {
      return .remark
    }
    var fields = line.split(separator: tab, omittingEmptySubsequences: false)
    if fields.count == 6 { fields.append([]) }
    guard fields.count == 7, fields.allSatisfy(isPlain),
      let domain = domain(fields[0]), let subdomains = flag(fields[1]),
      fields[2].first == UInt8(ascii: "/"), let secure = flag(fields[3]),
      let expires = expiry(fields[4]), expires >= 0,
      String(validating: fields[5], as: UTF8.self) != nil,
      String(validating: fields[6], as: UTF8.self) != nil,
      String(validating: fields[2], as: UTF8.self) != nil
    else { return .broken }
    let cookie = JarCookie(
      domain: domain,
      includesSubdomains: subdomains,
      path: String(decoding: fields[2], as: UTF8.self),
      isSecure: secure,
      expires: expires,
      name: Array(fields[5]),
      value: Array(fields[6]),
      isHTTPOnly: isHTTPOnly
    )
    return cookie.keepsPrefixRules ? .cookie(cookie) : .broken
  }

  /// Seconds; an empty field is a cookie of the browser's session, as Python's jars have it.
  private static func expiry(_ field: ArraySlice<UInt8>) -> Int64? {
    field.isEmpty ? 0 : Int64(String(decoding: field, as: UTF8.self))
  }

  /// The line with its end.
  var line: [UInt8] {
    let fields: [[UInt8]] = [
      Array((includesSubdomains ? "." + domain : domain).utf8), Self.text(includesSubdomains),
      Array(path.utf8), Self.text(isSecure), Array("\(expires)".utf8), name, value,
    ]
    return (isHTTPOnly ? Self.httpOnly : []) + fields.joined(separator: [Self.tab]) + [0x0A]
  }

  /// Names that browsers take only with certain attributes, in any case (RFC 6265bis, 4.1.3).
  var keepsPrefixRules: Bool {
    let prefix = CookieOptions.lowered(String(decoding: name.prefix(9), as: UTF8.self))
    if prefix == "__secure-" { return isSecure }
    if prefix.hasPrefix("__host-") { return isSecure && path == "/" && !includesSubdomains }
    return true
  }

  private static func isPlain(_ field: ArraySlice<UInt8>) -> Bool {
    field.allSatisfy { $0 >= 0x20 && $0 != 0x7F }
  }

  private static func domain(_ field: ArraySlice<UInt8>) -> String? {
    let field = field.first == UInt8(ascii: ".") ? field.dropFirst() : field
    guard !field.isEmpty, field.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) else { return nil }
    return CookieOptions.lowered(String(decoding: field, as: UTF8.self))
  }

  private static func flag(_ field: ArraySlice<UInt8>) -> Bool? {
    switch CookieOptions.lowered(String(decoding: field, as: UTF8.self)) {
    case "true": true
    case "false": false
    default: nil
    }
  }

  private static func text(_ flag: Bool) -> [UInt8] { Array((flag ? "TRUE" : "FALSE").utf8) }
}
