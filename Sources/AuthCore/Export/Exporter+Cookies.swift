/// Whole sessions as browsers and their tools keep them.
extension Exporter {
  /// Amplify's default lifetime of a cookie (facts: CookieStorage, `expires` 365 days).
  private static let lifetime: Int64 = 365 * 86400

  /// Every item as a cookie with js-cookie's encoding.
  private var pairs: [(name: String, value: String)] {
    items.map { item in
      (
        String(decoding: CookieText.name(item.key), as: UTF8.self),
        String(decoding: CookieText.value(item.value), as: UTF8.self)
      )
    }
  }

  /// RFC 6265 section 4.2.
  var cookieHeader: String {
    "Cookie: " + pairs.map { "\($0.name)=\($0.value)" }.joined(separator: "; ")
  }

  /// Netscape's format as curl reads it: seven fields with tabs between them.
  func cookiesText(_ origin: WebOrigin) -> String {
    let expires = now.seconds + Self.lifetime
    let lines = pairs.map { pair in
      [
        origin.host, "FALSE", "/", origin.isSecure ? "TRUE" : "FALSE", "\(expires)", pair.name,
        pair.value,
      ].joined(separator: "\t")
    }
    return (["# Netscape HTTP Cookie File", ""] + lines).joined(separator: "\n") + "\n"
  }

  /// What Playwright's `storageState` option reads: `cookies` and `origins[].localStorage`.
  ///
  /// A session of the cookie backend becomes cookies, any other one local storage.
  func storageState(_ origin: WebOrigin, asCookies: Bool) -> String {
    let cookies = asCookies ? pairs.map { cookie($0, origin) } : []
    let page = JSONValue.object(
      JSONObject(members: [
        member("origin", .string("\(origin)")),
        member(
          "localStorage",
          .array(
            items.map { item in
              .object(
                JSONObject(members: [
                  member("name", .string(item.key)), member("value", .string(item.value)),
                ])
              )
            }
          )
        ),
      ])
    )
    return JSONText.text(
      JSONObject(members: [
        member("cookies", .array(cookies)), member("origins", .array(asCookies ? [] : [page])),
      ])
    )
  }

  private func cookie(_ pair: (name: String, value: String), _ origin: WebOrigin) -> JSONValue {
    .object(
      JSONObject(members: [
        member("name", .string(pair.name)), member("value", .string(pair.value)),
        member("domain", .string(origin.host)), member("path", .string("/")),
        member("expires", .number(JSONNumber(literal: "\(now.seconds + Self.lifetime)"))),
        member("httpOnly", .bool(false)), member("secure", .bool(origin.isSecure)),
        member("sameSite", .string("Lax")),
      ])
    )
  }

  private func member(_ name: String, _ value: JSONValue) -> JSONObject.Member {
    JSONObject.Member(name: name, value: value)
  }
}
