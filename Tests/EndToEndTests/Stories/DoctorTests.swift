import FoundationEssentials
import TestSupport
import Testing

/// A broken login diagnosed and mended by commands.
@Suite(.ownThread)
struct DoctorTests {
  /// A place whose user is signed in by the cookie jar, where a test can break things.
  private static func place() throws -> (Place, PoolProcess, jar: String) {
    let place = try Place()
    let pool = try PoolProcess(place)
    #expect(try place.run("use", "cookie", pool: pool).code == 0)
    let words = ["sign-in", "alice", "--password-stdin"]
    let run = try place.run(words, input: Array(PoolProcess.password.utf8), pool: pool)
    #expect(run.code == 0, "\(run.errorText)")
    return (place, pool, place.folder.path + "/data/cookies.txt")
  }

  private static func edit(_ jar: String, _ change: ([String]) -> [String]) throws {
    let text = String(decoding: try Data(contentsOf: URL(filePath: jar)), as: UTF8.self)
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    // In place, so that the file stays private.
    try Data(change(lines).joined(separator: "\n").utf8).write(to: URL(filePath: jar))
  }

  @Test(.runLimit(minutes: 20))
  func `a healthy login is told to be healthy`() throws {
    let (place, pool, _) = try Self.place()
    let run = try place.run("doctor", pool: pool)
    #expect((run.code, run.text, run.errorText) == (0, "nothing is wrong\n", ""))
    let online = try place.run("doctor", "alice", "--online", "--json", pool: pool)
    #expect(online.code == 0, "\(online.text)")
    #expect(try JSONLine(parsing: online.text)["findings"] == .array([]))
    let page = try place.run("doctor", "--origin", "http://app.example.com", pool: pool)
    #expect(page.code == 1 && page.text.contains("cookie-secure-on-http"))
  }

  @Test(.runLimit(minutes: 20))
  func `a lost ID token and a broken drift are found, mended and gone`() throws {
    let (place, pool, jar) = try Self.place()
    try Self.edit(jar) { lines in
      lines.filter { !$0.contains(".idToken\t") }.map { line in
        line.contains(".clockDrift\t")
          ? line.split(separator: "\t").dropLast().joined(separator: "\t") + "\tNaN" : line
      }
    }
    let run = try place.run("doctor", "--json", pool: pool)
    #expect(run.code == 1)
    let found = try #require(try JSONLine(parsing: run.text)["findings"]?.elements)
    #expect(
      found.compactMap { $0["code"]?.text } == ["drift-not-a-number", "id-token-missing"]
    )
    let id = "cookie/\(pool.ready.clientID)/alice"
    for one in found {
      #expect(one["severity"]?.text == "error")
      #expect(one["session"]?.text == id)
      #expect(one["next"]?["key"]?.text == "r")
      #expect(one["next"]?["command"]?.text == "authtop refresh \(id)")
    }
    let listed = try JSONLine(parsing: place.run("list", "--json", pool: pool).text)
    let problems = try #require(listed.elements.first?["problems"]?.elements)
    #expect(
      Set(problems.compactMap { $0["code"]?.text }) == ["drift-not-a-number", "id-token-missing"]
    )
    #expect(try place.run("doctor", "--backend", "local", pool: pool).code == 0)
    #expect(try place.run("refresh", "alice", pool: pool).code == 0)
    #expect(try place.run("doctor", pool: pool).code == 0)
  }

  @Test(.runLimit(minutes: 20))
  func `what only the pool knows is asked for with --online alone`() throws {
    let (place, pool, _) = try Self.place()
    let other = try Place()
    let words = ["sign-in", "alice", "--password-stdin"]
    _ = try other.run(words, input: Array(PoolProcess.password.utf8), pool: pool)
    let out = try other.run("sign-out", "alice", "--global", "--yes", pool: pool)
    #expect(out.code == 0, "\(out.errorText)")
    #expect(try place.run("doctor", pool: pool).code == 0)
    let online = try place.run("doctor", "--online", pool: pool)
    #expect(online.code == 1)
    for code in ["pool-refuses-token", "revoked-but-verifies"] {
      #expect(online.text.contains(code), "\(online.text)")
    }
    _ = try pool.stop()
    let gone = try place.run("doctor", "--online", pool: pool)
    #expect(gone.text.contains("pool-unreachable") && gone.text.contains("keys-unavailable"))
  }

  @Test(.runLimit(minutes: 20))
  func `the checks are listed, and wrong words are refused`() throws {
    let place = try Place()
    let rules = try JSONLine(parsing: place.run("doctor", "--rules", "--json").text)
    #expect(rules.elements.count >= 50)
    #expect(try place.run("doctor", "a", "--backend", "local").code == 64)
    #expect(try place.run("doctor", "nobody").code == 2)
    #expect(try place.run("doctor", "--origin", "nonsense").code == 2)
  }

  @Test(.runLimit(minutes: 20))
  func `tokens are compared with each other and with files`() throws {
    let (place, pool, _) = try Self.place()
    let run = try place.run("diff", "alice", pool: pool)
    #expect(run.code == 0)
    for line in ["- token_use  access", "+ token_use  id", "+ email  ••••••••"] {
      #expect(run.lines.contains(line), "\(run.text)")
    }
    let token = try place.run("show", "alice", "--token", "access", pool: pool).text
    let file = try place.file("token.txt", "Bearer " + token)
    #expect(try place.run("refresh", "alice", pool: pool).code == 0)
    let later = try JSONLine(parsing: place.run("diff", file, "alice", "--json", pool: pool).text)
    let changes = try #require(later["changes"]?.elements)
    #expect(changes.contains { $0["claim"]?.text == "jti" && $0["change"]?.text == "changed" })
    #expect(later["same"]?.elements.contains(.string("origin_jti")) == true)
    let last = try JSONLine(
      parsing: place.run("diff", "alice", "--last", "--json", pool: pool).text
    )
    #expect(last["changes"]?.elements.contains { $0["claim"]?.text == "jti" } == true)
    let same = try place.run(["diff", file, "-"], input: Array(token.utf8))
    #expect(same.code == 0 && same.lines.contains("all claims are the same"))
    #expect(try place.run("diff", "-", "-").code == 64)
    #expect(try place.run("diff", file).code == 2)
  }
}
