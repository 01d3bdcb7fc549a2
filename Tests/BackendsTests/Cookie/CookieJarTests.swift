import AuthCore
import Backends
import TestSupport
import Testing

/// What a page sees of a jar, and what a write leaves alone.
@Suite(.timeLimit(.minutes(20)))
struct CookieJarTests {
  private let folder: JarFolder

  init() throws {
    folder = try JarFolder()
  }

  static let foreign = [
    "# Netscape HTTP Cookie File", "# a remark\twith\ttabs", "", "   ",
    "example.com\tFALSE\t/\tTRUE\t0\tk\tforeign",
    ".localhost.example\tTRUE\t/\tTRUE\t0\tk\tforeign",
    "#HttpOnly_example.com\tFALSE\t/\tTRUE\t0\tk\tforeign",
    "localhost\tFALSE\t/other\tTRUE\t0\tk\tforeign",
    "localhost\tFALSE\t/\tTRUE\t1\tk2\texpired\r", "localhost\tFALSE\t/\tTRUE\t0\tk3\r",
    "Set-Cookie: a=b", "localhost\tFALSE\t/\tTRUE\tsoon\tk\tv",
    "localhost\tFALSE\t/\tTRUE\t0\tk\tv\teighth", "localhost\tFALSE\t/\tTRUE\t-1\tk\tv",
    "localhost\tMAYBE\t/\tTRUE\t0\tk\tv", "localhost\tFALSE\tTRUE\t0\tk\tv",
    "localhost\tFALSE\t/\tTRUE\t0\tk\tv\u{1}", "localhost\tFALSE\t/\tTRUE\t0\tk\u{0}\tv",
    "localhost\tFALSE\t/\tFALSE\t0\t__SECURE-k\tv", "\tFALSE\t/\tTRUE\t0\tk\tv",
  ]

  @Test func `lines of others stay byte for byte`() async throws {
    let lines = Self.foreign.joined(separator: "\n")
    let storage = try folder.storage(lines + "\nlocalhost\tFALSE\t/\tTRUE\t0\tk\tv\n" + lines)
    #expect(try await storage.brokenLines() == 20)
    #expect(try await storage.items(withPrefix: "k").map(\.key) == ["k", "k3"])
    try await storage.setItem("w", forKey: "k")
    let line = "localhost\tFALSE\t/\tTRUE\t\(JarFolder.expiry)\tk\tw\n"
    #expect(folder.text == lines + "\n" + line + lines)
    try await storage.removeItem("k")
    #expect(folder.text == lines + "\n" + lines)
    try await storage.setItem("x", forKey: "new")
    #expect(
      folder.text == lines + "\n" + lines
        + "\nlocalhost\tFALSE\t/\tTRUE\t\(JarFolder.expiry)\tnew\tx\n"
    )
  }

  @Test func `bytes that are no UTF-8 stay as they are`() async throws {
    let line: [UInt8] = Array("localhost\tFALSE\t/\tTRUE\t0\tk\t".utf8) + [0xFF, 0xC3, 0x0A]
    let storage = try folder.storage("")
    StoreFolder.write(line, to: folder.file)
    #expect(try await storage.getItem("k") == nil)
    #expect(try await storage.brokenLines() == 1)
    try await storage.setItem("v", forKey: "k")
    #expect(StoreFolder.bytes(folder.file).starts(with: line))
    #expect(try await storage.getItem("k") == "v")
  }

  @Test func `an empty expiry is a cookie of the browser's session`() async throws {
    let line = "localhost\tFALSE\t/\tTRUE\t\tk\tv\n"
    let storage = try folder.storage(line)
    #expect(try await storage.getItem("k") == "v")
    #expect(try await storage.brokenLines() == 0)
    try await storage.setItem("w", forKey: "other")
    #expect(folder.text.hasPrefix(line))
  }

  @Test func `clear leaves the cookies of others`() async throws {
    let others =
      "example.com\tFALSE\t/\tTRUE\t0\tk\tv\nlocalhost\tFALSE\t/x\tTRUE\t0\tk\tv\nbroken\n"
    let storage = try folder.storage(others + "localhost\tFALSE\t/\tTRUE\t0\tany\tv\n")
    try await storage.clear()
    #expect(folder.text == others)
  }

  @Test func `a cookie for the server alone is listed and stays one`() async throws {
    let storage = try folder.storage("#HttpOnly_localhost\tFALSE\t/\tTRUE\t0\tk\tv\n")
    #expect(try await storage.getItem("k") == "v")
    try await storage.setItem("w", forKey: "k")
    #expect(folder.text.hasPrefix("#HttpOnly_localhost\tFALSE\t"))
  }

  @Test func `a page sees its domain's cookies and those of paths above`() async throws {
    let storage = try folder.storage(
      """
      .example.com\tTRUE\t/\tTRUE\t0\tdomain\tv
      .com\tTRUE\t/\tTRUE\t0\tabove\tv
      example.com\tFALSE\t/\tTRUE\t0\tother-host\tv
      app.example.com\tFALSE\t/\tTRUE\t0\thost\tv
      APP.Example.com\tfalse\t/a\ttrue\t0\tpath\tv
      app.example.com\tFALSE\t/a/b\tTRUE\t0\tbelow\tv
      app.example.com\tFALSE\t/ab\tTRUE\t0\tbeside\tv

      """,
      options: CookieOptions(host: "app.example.com", path: "/a")
    )
    let keys = try await storage.items(withPrefix: "").map(\.key)
    #expect(keys == ["above", "domain", "host", "path"])
  }

  @Test func `of twins the longest path counts, then the first, and a removal leaves the other`()
    async throws
  {
    let twins = """
      localhost\tFALSE\t/\tTRUE\t0\tk\troot
      localhost\tFALSE\t/app\tTRUE\t0\tk\tapp
      .localhost\tTRUE\t/app\tTRUE\t0\tk\tdomain

      """
    let storage = try folder.storage(twins, options: CookieOptions(path: "/app"))
    #expect(try await storage.items(withPrefix: "") == [StorageItem(key: "k", value: "app")])
    try await storage.setItem("new", forKey: "k")
    #expect(try await storage.getItem("k") == "new")
    try await storage.removeItem("k")
    #expect(try await storage.getItem("k") == "domain")
    #expect(folder.text.contains("root"))
    let left = folder.text
    await #expect(
      throws: StorageError.hidden(
        key: "k",
        by: "a cookie of .localhost/app",
        remedy: "to work on that one run authtop with AUTHTOP_COOKIE_DOMAIN=localhost"
      )
    ) { try await storage.apply([.set(key: "other", value: "v"), .remove(key: "k")]) }
    #expect(folder.text == left)
    try await folder.open(CookieOptions(domain: "localhost", path: "/app")).removeItem("k")
    #expect(try await storage.getItem("k") == "root")
  }

  @Test func `a write that another domain's cookie would hide is refused, and nothing is written`()
    async throws
  {
    let jar = ".example.com\tTRUE\t/\tTRUE\t0\tk\told\nexample.com\tFALSE\t/\tTRUE\t0\tm\tx\n"
    let storage = try folder.storage(jar, options: CookieOptions(host: "app.example.com"))
    for changes in [
      [StorageChange.set(key: "k", value: "new")], [.set(key: "k", value: "old")],
      [.set(key: "other", value: "v"), .remove(key: "k")],
    ] {
      await #expect(
        throws: StorageError.hidden(
          key: "k",
          by: "a cookie of .example.com/",
          remedy: "to work on that one run authtop with AUTHTOP_COOKIE_DOMAIN=example.com"
        )
      ) { try await storage.apply(changes) }
    }
    #expect(folder.text == jar)
    guard case .hidden = await storage.obstacle(to: "v", forKey: "k") else {
      throw StorageContract.Breach("a move there would not be warned of")
    }
    #expect(await storage.obstacle(to: "v", forKey: "m") == nil, "another host's is not seen")
    let right = try folder.open(CookieOptions(host: "app.example.com", domain: "example.com"))
    try await right.setItem("new", forKey: "k")
    #expect(try await storage.getItem("k") == "new")
    try await right.removeItem("k")
    #expect(try await storage.getItem("k") == nil)
  }

  @Test func `a host's own cookie is worked on without a domain, one of a path below with it`()
    async throws
  {
    let storage = try folder.storage(
      "a.example\tFALSE\t/\tTRUE\t0\tk\tv\n",
      options: CookieOptions(domain: "a.example", path: "/app")
    )
    let error = await #expect(throws: StorageError.self) { try await storage.removeItem("k") }
    #expect(
      error
        == .hidden(
          key: "k",
          by: "a cookie of a.example/",
          remedy: "to work on that one run authtop with no AUTHTOP_COOKIE_DOMAIN and "
            + "AUTHTOP_COOKIE_PATH=/"
        )
    )
    // The longer path is read before it.
    try await storage.setItem("own", forKey: "k")
    #expect(try await storage.getItem("k") == "own")
  }

  @Test func `an expired cookie of another domain hides nothing`() async throws {
    let storage = try folder.storage(
      ".example.com\tTRUE\t/\tTRUE\t1\tk\told\n",
      options: CookieOptions(host: "app.example.com")
    )
    try await storage.setItem("new", forKey: "k")
    #expect(try await storage.getItem("k") == "new")
    try await storage.removeItem("k")
    #expect(try await storage.getItem("k") == nil)
  }

  @Test func `cookies that would end at once are told before`() async throws {
    let storage = try folder.open(CookieOptions(expires: 0))
    guard case .failed = await storage.obstacle(to: "v", forKey: "k") else {
      throw StorageContract.Breach("it would be gone and nobody told")
    }
  }

  @Test func `two spellings of a name become one at the next write`() async throws {
    let storage = try folder.storage(
      "localhost\tFALSE\t/\tTRUE\t0\ta(b)\tserver\nlocalhost\tFALSE\t/\tTRUE\t0\ta%28b%29\tpage\n"
    )
    #expect(try await storage.getItem("a(b)") == "server")
    try await storage.setItem("new", forKey: "a(b)")
    #expect(folder.text == "localhost\tFALSE\t/\tTRUE\t\(JarFolder.expiry)\ta%28b%29\tnew\n")
  }
}
