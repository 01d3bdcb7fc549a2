import Glibc
import TestSupport
import Testing

/// Signing in in the browser, and the user's sessions at the pool.
@Suite(.ownThread)
struct ManagedSignInStoryTests {
  /// `authtop sign-in --managed` while it waits.
  private final class Waiting {
    let child: Child
    let url: String
    private let output: CInt

    init(_ place: Place, _ pool: PoolProcess, _ options: [String] = []) throws {
      let ends = try Descriptor.pipe()
      output = ends.reading
      do {
        defer { close(ends.writing) }
        var environment = place.environment(for: pool)
        environment["AUTHTOP_OAUTH_DOMAIN"] = pool.ready.endpoint
        child = try Child(
          BuiltProgram.path,
          ["sign-in", "--managed", "--no-browser"] + options,
          environment: environment,
          files: [1: ends.writing]
        )
      }
      var bytes: [UInt8] = []
      let deadline = Deadline.in(120)
      while bytes.last != 10, deadline.poll([output]) {
        let more = Descriptor.readSome(output)
        if more.isEmpty { break }
        bytes += more
      }
      url = String(decoding: bytes.dropLast(), as: UTF8.self)
    }

    deinit { close(output) }

    func rest() -> String { Descriptor.readAll(output, by: .in(120)) }
  }

  @Test(.runLimit(minutes: 20))
  func `a browser's sign-in becomes a session that refreshes and signs out`() throws {
    let place = try Place()
    let pool = try PoolProcess(place)
    let waiting = try Waiting(place, pool)
    #expect(waiting.url.hasPrefix(pool.ready.endpoint + "/oauth2/authorize?"))
    let page = try ScriptBrowser.logIn(waiting.url, "bob", PoolProcess.password, in: place)
    #expect(page.contains("/callback") && page.contains("You can close this window"))
    #expect(waiting.rest().contains("signed in local/"))
    #expect(try waiting.child.end(by: .in(120)).code == 0)
    let list = try JSONLine(parsing: place.run("list", "--json", pool: pool).text).elements
    #expect(list.map { $0["state"]?.text } == ["live"])
    let refreshed = try place.run("refresh", "bob", pool: pool)
    #expect(refreshed.code == 0, "\(refreshed.errorText)")
    let ended = try place.run("sign-out", "bob", "--yes", pool: pool)
    #expect(ended.code == 0, "\(ended.text) \(ended.errorText)")
  }

  @Test(.runLimit(minutes: 20))
  func `nobody coming back is told, and nothing is stored`() throws {
    let place = try Place()
    let pool = try PoolProcess(place)
    let waiting = try Waiting(place, pool, ["--timeout", "1s"])
    _ = waiting.rest()
    #expect(try waiting.child.end(by: .in(120)).code == 1)
    #expect(try place.run("list", "--json", pool: pool).text == "[]\n")
  }

  @Test(.runLimit(minutes: 20))
  func `a pool without managed login says what to configure`() throws {
    let place = try Place()
    let pool = try PoolProcess(place)
    let run = try place.run("sign-in", "--managed", "--no-browser", pool: pool)
    #expect((run.code, run.errorLines.count) == (1, 1))
    #expect(run.errorText.contains("--oauth-domain"))
  }

  @Test(.runLimit(minutes: 20))
  func `another device's session is listed and ended, the own one is not`() throws {
    let (place, other) = (try Place(), try Place())
    let pool = try PoolProcess(place, "--track-sessions")
    for one in [place, other] {
      _ = try one.run("sign-in", "bob", "--password-stdin", input: PoolProcess.password, pool: pool)
    }
    let list = try JSONLine(
      parsing: place.run("user-sessions", "bob", "--json", pool: pool).text
    ).elements
    #expect(list.count == 2)
    let own = list.first { $0["is_current"] == .flag(true) }?["id"]?.text ?? ""
    let foreign = list.first { $0["is_current"] == .flag(false) }?["id"]?.text ?? ""
    let table = { try place.run(["user-sessions", "bob"] + $0, pool: pool).text }
    #expect(try !table([]).contains("127.0.0.1") && table(["--reveal"]).contains("127.0.0.1"))
    let words = ["user-sessions", "bob", "--revoke"]
    #expect(try place.run(words + [foreign], pool: pool).code == 2)
    #expect(try place.run(words + [own, "--yes"], pool: pool).code == 1)
    #expect(try other.run("refresh", "bob", pool: pool).code == 0)
    #expect(try place.run(words + [foreign, "--yes"], pool: pool).code == 0)
    #expect(try other.run("refresh", "bob", pool: pool).code == 1)
    #expect(try place.run("refresh", "bob", pool: pool).code == 0)
  }

  @Test(.runLimit(minutes: 20))
  func `a pool that tracks no sessions says so`() throws {
    let place = try Place()
    let pool = try PoolProcess(place)
    _ = try place.run("sign-in", "bob", "--password-stdin", input: PoolProcess.password, pool: pool)
    let run = try place.run("user-sessions", "bob", pool: pool)
    #expect((run.code, run.errorLines.count) == (1, 1))
    #expect(run.errorText.contains("tracks no sessions"))
  }
}
