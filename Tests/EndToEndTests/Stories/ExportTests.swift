import FoundationEssentials
import Glibc
import TestSupport
import Testing

/// What export writes, in the hands of the programs that it is for.
@Suite(.ownThread)
struct ExportTests {
  private static func signedIn(_ backend: String = "local") throws -> (Place, PoolProcess) {
    let place = try Place()
    let pool = try PoolProcess(place)
    _ = try place.run("use", backend, pool: pool)
    let words = ["sign-in", "alice", "--password-stdin"]
    let run = try place.run(words, input: Array(PoolProcess.password.utf8), pool: pool)
    #expect(run.code == 0, "\(run.errorText)")
    return (place, pool)
  }

  private static func has(_ program: String) -> Bool {
    ["/usr/bin/", "/usr/local/bin/", "/bin/"].contains { access($0 + program, X_OK) == 0 }
  }

  private static func export(_ words: String, _ place: Place, _ pool: PoolProcess) throws -> String
  {
    let run = try place.run(
      ["export", "alice"] + words.split(separator: " ").map(String.init),
      pool: pool
    )
    #expect(run.code == 0, "\(run.errorText)")
    return run.text
  }

  @Test(.runLimit(minutes: 20), .enabled(if: has("curl")))
  func `curl sends the header of the curl line`() throws {
    let (place, pool) = try Self.signedIn()
    let token = try place.run("show", "alice", "--token", "id", pool: pool).lines[0]
    let url = "\(pool.ready.issuer)/.well-known/jwks.json"
    let line = try Self.export("--as curl --token id --reveal --url \(url)", place, pool)
    let run = try place.shell(line.trimmingSuffix + " -v")
    #expect(run.code == 0, "\(run.errorText)")
    #expect(run.errorText.contains("> Authorization: Bearer \(token)"))
    #expect(run.text.contains("\"keys\""))
  }

  @Test(.runLimit(minutes: 20))
  func `a shell takes the variables and the HTTPie line for what they are`() throws {
    let (place, pool) = try Self.signedIn()
    let token = try place.run("show", "alice", "--token", "refresh", pool: pool).lines[0]
    let variables = try Self.export("--as env --token refresh --reveal --yes", place, pool)
    let run = try place.shell(variables + "printf '%s' \"$REFRESH_TOKEN\"")
    #expect(run.text == token)
    let access = try place.run("show", "alice", "--token", "access", pool: pool).lines[0]
    let line = try Self.export("--as httpie --reveal --url http://a/?b='c'&d", place, pool)
    let words = try place.shell("http() { printf '%s\\n' \"$@\"; }; \(line)")
    #expect(
      words.lines
        == ["--ignore-stdin", "GET", "http://a/?b='c'&d", "Authorization:Bearer \(access)"]
    )
  }

  @Test(.runLimit(minutes: 20), .enabled(if: has("node")))
  func `a browser's engine sends the header of the fetch call`() throws {
    let (place, pool) = try Self.signedIn()
    let access = try place.run("show", "alice", "--token", "access", pool: pool).lines[0]
    let call = try Self.export("--as fetch --reveal --url https://a/b?c=%27", place, pool)
    let script = try place.file(
      "call.mjs",
      "globalThis.fetch = (url, o) => console.log(url, o.headers.Authorization);\n" + call
    )
    #expect(try place.shell("node \(script)").text == "https://a/b?c=%27 Bearer \(access)\n")
  }

  @Test(.runLimit(minutes: 20), .enabled(if: has("curl")))
  func `curl reads the cookies and sends them`() throws {
    let (place, pool) = try Self.signedIn()
    let jar = place.folder.path + "/exported.txt"
    let run = try place.run(
      [
        "export", "alice", "--as", "cookies-txt", "--reveal", "--yes", "--origin",
        "http://127.0.0.1", "--output", jar,
      ],
      pool: pool
    )
    #expect(run.code == 0 && run.text.isEmpty, "\(run.errorText)")
    var status = stat()
    #expect(stat(jar, &status) == 0 && status.st_mode & 0o777 == 0o600)
    let sent = try place.shell("curl -sS -v -b \(jar) \(pool.ready.issuer)/.well-known/jwks.json")
    let header = try Self.export("--as cookie-header --reveal --yes", place, pool)
    let cookies = { (text: Substring) in Set(text.split(separator: "; ")) }
    let line = try #require(
      sent.errorText.split(whereSeparator: \.isNewline).first { $0.hasPrefix("> Cookie") }
    )
    #expect(
      cookies(line.dropFirst("> Cookie: ".count).trimmingSuffix[...])
        == cookies(header.dropFirst("Cookie: ".count).trimmingSuffix[...])
    )
    let again = try place.run(
      ["export", "alice", "--as", "claim", "--output", jar],
      pool: pool
    )
    #expect(again.code == 3 && again.errorText.contains("never overwritten"))
  }

  @Test(.runLimit(minutes: 20))
  func `a storage state has the documented members`() throws {
    let (place, pool) = try Self.signedIn("cookie")
    let words = "--as storage-state --origin https://app.example.com --reveal --yes"
    let state = try JSONLine(parsing: try Self.export(words, place, pool))
    #expect(state.names == ["cookies", "origins"])
    let cookie = try #require(state["cookies"]?.elements.first)
    #expect(
      cookie.names == [
        "name", "value", "domain", "path", "expires", "httpOnly", "secure", "sameSite",
      ]
    )
    _ = try place.run("move", "alice", "--to", "local", pool: pool)
    let moved = try JSONLine(parsing: try Self.export(words, place, pool))
    let page = try #require(moved["origins"]?.elements.first)
    #expect(page["origin"]?.text == "https://app.example.com")
    let access = try place.run("show", "alice", "--token", "access", pool: pool).lines[0]
    #expect(
      page["localStorage"]?.elements.contains { $0["value"]?.text == access } == true
    )
  }

  @Test(.runLimit(minutes: 20))
  func `secrets are left out unless asked for, and a refresh token asks twice`() throws {
    let (place, pool) = try Self.signedIn()
    let secrets = try ["access", "id", "refresh"].map {
      try place.run("show", "alice", "--token", $0, pool: pool).lines[0]
    }
    for format in ["token", "header", "curl", "env", "cookie-header", "claim"] {
      let text = try Self.export("--as \(format)", place, pool)
      for secret in secrets { #expect(!text.contains(secret), "\(format)") }
    }
    let asked = try place.run(
      ["export", "alice", "--as", "cookie-header", "--reveal"],
      pool: pool
    )
    #expect(asked.code == 2 && asked.output.isEmpty && asked.errorText.contains("--yes"))
    let page = try place.run(["export", "alice", "--as", "storage-state"], pool: pool)
    #expect(page.code == 2 && page.errorText.contains("--origin"))
    let wrong = try place.run(
      ["export", "alice", "--as", "curl", "--token", "refresh"],
      pool: pool
    )
    #expect(wrong.code == 2 && wrong.errorText.contains("never to an API"))
    #expect(try place.run("export", "alice").code == 64)
    #expect(try place.run("export", "alice", "--as", "nonsense").code == 64)
  }
}

extension StringProtocol {
  /// The text without white space at its end.
  fileprivate var trimmingSuffix: String {
    var text = String(self)
    while text.last?.isWhitespace ?? false { text.removeLast() }
    return text
  }
}
