import TestSupport
import Testing

@testable import AuthCore

/// Each dialect as it is written, and what it never holds.
struct ExporterTests {
  private static let tokens = SampleTokens()
  private static let origin = WebOrigin("https://app.example.com")

  private static func stored(_ change: (inout StoredSession) -> Void = { _ in }) -> StoredSession {
    var stored = StoredSession(clientID: "client1", username: "alice")
    for (key, value) in tokens.items {
      guard case .tokenSet(_, _, let name)? = AmplifyKey(key) else { continue }
      stored[name] = value
    }
    stored[.randomPasswordKey] = "random-device-password"
    stored[.signInDetails] = #"{"loginId":"alice@example.com"}"#
    change(&stored)
    return stored
  }

  private func text(
    _ format: ExportFormat,
    _ token: TokenKind = .access,
    in backend: BackendID = .local,
    revealing: Bool = true,
    _ change: (inout ExportRequest) -> Void = { _ in },
    stored: StoredSession = Self.stored()
  ) throws -> ExportText {
    var request = ExportRequest(format, token: token, origin: Self.origin, isRevealing: revealing)
    change(&request)
    return try Exporter(stored, in: backend, request, now: ManagerBench.now).text()
  }

  @Test func `one token is written in each dialect`() throws {
    let access = Self.tokens.access
    #expect(try text(.token).reveal() == access)
    #expect(try text(.header, .id).reveal() == "Authorization: Bearer \(Self.tokens.id)")
    #expect(
      try text(.curl).reveal()
        == "curl -sS -H 'Authorization: Bearer \(access)' https://app.example.com/"
    )
    #expect(
      try text(.httpie).reveal()
        == "http --ignore-stdin GET https://app.example.com/ 'Authorization:Bearer \(access)'"
    )
    #expect(
      try text(.fetch) { $0.url = "https://api.example.com/a?b='c'&d" }.reveal()
        == #"await fetch("https://api.example.com/a?b='c'&d", "#
        + #"{ headers: { Authorization: "Bearer \#(access)" } })"#
    )
    #expect(
      try text(.env).reveal()
        == "export ACCESS_TOKEN=\(access)\nexport ID_TOKEN=\(Self.tokens.id)"
    )
    let whole = try text(.env, .refresh).reveal()
    #expect(whole.hasSuffix("\nexport REFRESH_TOKEN=h.k.i.c.refresh-1"))
  }

  @Test func `a claim, or all of them, with personal ones masked until asked for`() throws {
    #expect(try text(.claim) { $0.claim = "sub" }.reveal() == "sub-alice")
    #expect(try text(.claim) { $0.claim = "exp" }.reveal() == "1772513600")
    let masked = try text(.claim, .id, revealing: false) { $0.claim = "email" }
    #expect(masked.reveal() == "••••••••")
    #expect(try text(.claim, .id) { $0.claim = "email" }.reveal() == "alice@example.com")
    let all = try text(.claim, .id, revealing: false).reveal()
    #expect(all.hasPrefix(#"{"sub":"sub-alice","token_use":"id""#) && !all.contains("@"))
  }

  @Test func `cookies are encoded as js-cookie does`() throws {
    let odd = Self.stored { $0[.signInDetails] = #"{"loginId":"a;b"}"# }
    let header = try text(.cookieHeader, stored: odd).reveal()
    #expect(header.hasPrefix("Cookie: CognitoIdentityServiceProvider.client1.LastAuthUser=alice; "))
    #expect(header.contains(".signInDetails={%22loginId%22:%22a%3Bb%22}"))
    #expect(!header.contains("\n"))
    let jar = try text(.cookiesText).reveal().split(separator: "\n")
    #expect(jar.first == "# Netscape HTTP Cookie File")
    let fields = jar[1].split(separator: "\t")
    #expect(fields.count == 7)
    #expect(fields[0] == "app.example.com" && fields[3] == "TRUE" && fields[4] == "1804046060")
    let plain = try text(.cookiesText) { $0.origin = WebOrigin("http://localhost:3000") }
    #expect(plain.reveal().contains("localhost\tFALSE\t/\tFALSE\t"))
  }

  @Test func `a storage state has local storage, or cookies where the session is in cookies`()
    throws
  {
    let local = try JSONParser.parse(Array(try text(.storageState).reveal().utf8)).value
    guard case .object(let state) = local, case .array(let pages)? = state["origins"],
      case .object(let page)? = pages.first, case .array(let items)? = page["localStorage"]
    else {
      Issue.record("no storage state")
      return
    }
    #expect(state["cookies"] == .array([]) && pages.count == 1)
    #expect(page["origin"]?.text == "https://app.example.com")
    #expect(items.count == 7)
    let cookies = try text(.storageState, in: .cookie).reveal()
    #expect(
      cookies.hasPrefix(
        #"{"cookies":[{"name":"CognitoIdentityServiceProvider.client1.LastAuthUser","#
          + #""value":"alice","domain":"app.example.com","path":"/","expires":1804046060,"#
          + #""httpOnly":false,"secure":true,"sameSite":"Lax"},"#
      )
    )
    #expect(cookies.hasSuffix(#"],"origins":[]}"#))
  }

  @Test(arguments: ExportFormat.allCases)
  func `nothing secret is written unless asked for`(format: ExportFormat) throws {
    let text = try text(format, format == .claim ? .id : .access, revealing: false)
    #expect(text.isRedacted && !text.holdsRefreshToken)
    let secrets = [
      Self.tokens.access, Self.tokens.id, "refresh-1", "random-device-password", "@example.com",
    ]
    for secret in secrets { #expect(!text.reveal().contains(secret)) }
    #expect(!"\(text)".contains("client1"))
  }

  @Test func `what holds a refresh token says so`() throws {
    for format in ExportFormat.allCases {
      #expect(try text(format).holdsRefreshToken == format.isWholeSession, "\(format)")
    }
    #expect(try text(.token, .refresh).holdsRefreshToken)
    #expect(try text(.env, .refresh).holdsRefreshToken)
    let without = Self.stored { $0[.refreshToken] = nil }
    #expect(try !text(.storageState, stored: without).holdsRefreshToken)
  }

  @Test func `what cannot be written is refused with the reason`() {
    for format in [ExportFormat.header, .curl, .httpie, .fetch] {
      #expect(throws: ExportError.refreshTokenForAPI) { try text(format, .refresh) }
      let evil = Self.stored { $0[.accessToken] = "a\r\nX-Evil: 1" }
      #expect(throws: ExportError.unsafeToken(.access)) { try text(format, stored: evil) }
    }
    for format in [ExportFormat.curl, .httpie, .fetch] {
      for url in ["file:///etc/passwd", "-oX", "http://a b", "https://a\n", ""] {
        #expect(throws: ExportError.badURL(url)) { try text(format) { $0.url = url } }
      }
    }
    for format in [ExportFormat.cookiesText, .storageState] {
      #expect(throws: ExportError.needsOrigin(format)) { try text(format) { $0.origin = nil } }
    }
    #expect(throws: ExportError.claimsOfRefreshToken) { try text(.claim, .refresh) }
    #expect(throws: ExportError.noClaim("x", .access)) { try text(.claim) { $0.claim = "x" } }
    let none = Self.stored { $0[.idToken] = nil }
    #expect(throws: ExportError.noToken(.id)) { try text(.token, .id, stored: none) }
    let broken = Self.stored { $0[.idToken] = "x" }
    #expect(throws: ExportError.unreadable(.id)) { try text(.claim, .id, stored: broken) }
  }

  @Test func `a shell takes a quoted text for nothing but itself`() {
    #expect(ShellText.quoted("plain-1.2_3/x@y") == "plain-1.2_3/x@y")
    #expect(ShellText.quoted("") == "''")
    #expect(ShellText.quoted("-rf") == "'-rf'")
    #expect(ShellText.quoted("a'b$(c)`d`\n\\") == "'a'\\''b$(c)`d`\n\\'")
  }
}
