import AuthCore
import Backends
import Glibc
import TestSupport
import Testing

/// The jar in curl's hands: what curl sends from it, and what of curl's own jar is listed.
@Suite(
  .ownThread,
  .runLimit(minutes: 20),
  .enabled(if: access("/usr/bin/curl", X_OK) == 0, "curl is not installed")
)
struct CurlTests {
  private let folder: JarFolder
  private let server: CookieServer

  init() throws {
    folder = try JarFolder()
    server = try CookieServer()
  }

  private static let items = [
    ("CognitoIdentityServiceProvider.1client.LastAuthUser", "alice@acme.dev"),
    (
      "CognitoIdentityServiceProvider.1client.alice@acme.dev.accessToken",
      "eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiIxIn0.a-b_c"
    ),
    (
      "CognitoIdentityServiceProvider.1client.alice@acme.dev.signInDetails",
      "{\"loginId\":\"zoë (x)\",\"authFlowType\":\"USER_SRP_AUTH\"}"
    ),
    ("CognitoIdentityServiceProvider.1client.alice@acme.dev.clockDrift", "-12"),
  ]

  @Test func `curl sends the cookies that Amplify's browser would`() async throws {
    let storage = try folder.storage(
      """
      # Netscape HTTP Cookie File
      example.com\tFALSE\t/\tFALSE\t0\tforeign\tv
      localhost\tFALSE\t/\tFALSE\t1\texpired\tv
      a broken line

      """
    )
    // The jar's clock stands in the past; curl's does not.
    let lasting = try folder.open(try CookieOptions(expires: 36500))
    try await lasting.apply(Self.items.map { .set(key: $0.0, value: $0.1) })
    #expect(try await storage.brokenLines() == 1)
    let request = try #require(server.request(from: ["-b", folder.file]))
    let sent = Self.cookies(request)
    #expect(
      Set(sent) == [
        "CognitoIdentityServiceProvider.1client.LastAuthUser=alice@acme.dev",
        "CognitoIdentityServiceProvider.1client.alice%40acme.dev.accessToken="
          + "eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiIxIn0.a-b_c",
        "CognitoIdentityServiceProvider.1client.alice%40acme.dev.signInDetails="
          + "{%22loginId%22:%22zo%C3%AB%20(x)%22%2C%22authFlowType%22:%22USER_SRP_AUTH%22}",
        "CognitoIdentityServiceProvider.1client.alice%40acme.dev.clockDrift=-12",
      ]
    )
    #expect(sent.count == 4)
  }

  /// Where a page's cookies are sent, by Amplify's options.
  struct Rule: CustomTestStringConvertible {
    let testDescription: String
    let options: CookieOptions
    let sent: [(host: String, path: String)]
    let withheld: [(host: String, path: String)]
  }

  private static func rules() throws -> [Rule] {
    [
      Rule(
        testDescription: "a domain and a path",
        options: try CookieOptions(
          host: "app.example.test",
          domain: "example.test",
          path: "/app",
          expires: 36500,
          secure: false
        ),
        sent: [
          ("app.example.test", "/app"), ("app.example.test", "/app/x?y"), ("example.test", "/app/"),
          ("a.b.example.test", "/app"),
        ],
        withheld: [
          ("app.example.test", "/"), ("app.example.test", "/application"), ("example.org", "/app"),
          ("badexample.test", "/app"),
        ]
      ),
      Rule(
        testDescription: "the host alone",
        options: try CookieOptions(host: "example.test", expires: 36500, secure: false),
        sent: [("example.test", "/"), ("EXAMPLE.test", "/x")],
        withheld: [("app.example.test", "/"), ("test", "/")]
      ),
      Rule(
        testDescription: "secure, as by default",
        options: try CookieOptions(host: "example.test", expires: 36500),
        sent: [],
        withheld: [("example.test", "/")]
      ),
      Rule(
        testDescription: "a lifetime that is over",
        options: try CookieOptions(expires: 1),
        sent: [],
        withheld: [("localhost", "/")]
      ),
    ]
  }

  @Test func `curl sends a page's cookies where a browser does and nowhere else`() async throws {
    for rule in try Self.rules() {
      unlink(folder.file)
      let storage = try folder.open(rule.options)
      try await storage.apply(Self.items.map { .set(key: $0.0, value: $0.1) })
      for (host, path) in rule.sent {
        let request = try #require(server.request(from: ["-b", folder.file], to: host, path: path))
        #expect(Self.cookies(request).count == Self.items.count, "\(rule) to \(host)\(path)")
      }
      for (host, path) in rule.withheld {
        let request = try #require(server.request(from: ["-b", folder.file], to: host, path: path))
        #expect(Self.cookies(request) == [], "\(rule) to \(host)\(path)")
      }
    }
  }

  @Test func `a jar that curl wrote is listed`() async throws {
    mkdir(folder.home, 0o700)
    let answer =
      Self.items.map { key, value in
        "Set-Cookie: \(String(decoding: CookieText.name(key), as: UTF8.self))="
          + "\(String(decoding: CookieText.value(value), as: UTF8.self)); Path=/"
      } + [
        "Set-Cookie: server=only; Path=/; HttpOnly; Max-Age=86400",
        "Set-Cookie: below=v; Path=/below", "Set-Cookie: gone=v; Path=/; Max-Age=0",
      ]
    _ = try #require(server.request(from: ["-c", folder.file], answer: answer))
    chmod(folder.file, 0o600)
    #expect(folder.text.contains("#HttpOnly_localhost"))
    let found = try await folder.open().items(withPrefix: "")
    let wanted = (Self.items + [("server", "only")]).map { StorageItem(key: $0.0, value: $0.1) }
    #expect(found == wanted.sorted { $0.key < $1.key })
  }

  @Test func `what authtop changed in curl's jar curl sends`() async throws {
    mkdir(folder.home, 0o700)
    let answer = ["Set-Cookie: a=1; Path=/", "Set-Cookie: b=2; Path=/; HttpOnly"]
    _ = try #require(server.request(from: ["-c", folder.file], answer: answer))
    chmod(folder.file, 0o600)
    let storage = try folder.open(try CookieOptions(expires: nil))
    try await storage.apply([
      .remove(key: "a"), .set(key: "b", value: "3"), .set(key: "c", value: ""),
    ])
    let request = try #require(server.request(from: ["-b", folder.file]))
    #expect(Set(Self.cookies(request)) == ["b=3", "c="])
  }

  private static func cookies(_ request: String) -> [String] {
    let name = "Cookie: "
    return request.split(whereSeparator: \.isNewline).filter { $0.hasPrefix(name) }
      .flatMap { $0.dropFirst(name.count).split(separator: ";") }
      .map { $0.trimmingPrefix(" ") }.map(String.init)
  }
}
