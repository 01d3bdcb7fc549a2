import TestSupport
import Testing

/// The commands, one after the other, against one pool.
@Suite(.ownThread)
struct CommandLineTests {
  @Test(.runLimit(minutes: 20))
  func `a session's whole life by commands`() throws {
    let place = try Place()
    let pool = try PoolProcess(place)
    let id = "local/\(pool.ready.clientID)/alice"
    let words = ["sign-in", "alice", "--password-stdin"]
    let signIn = try place.run(words, input: Array("Demo-password-1\n".utf8), pool: pool)
    #expect(signIn.text == "signed in \(id)\n", "\(signIn.errorText)")
    #expect((signIn.code, signIn.errors) == (0, []))
    #expect(try place.run("list", pool: pool).text.contains("alice"))
    let token = try place.run("show", "alice", "--token", "access", pool: pool)
    #expect(token.code == 0 && token.lines.count == 1)
    #expect(token.text.split(separator: ".").count == 3)
    let claims = try JSONLine(parsing: place.run("show", id, "--json", pool: pool).text)
    #expect(claims["access_claims"]?["claims"]?["username"]?.text == "alice")
    #expect(claims["id_claims"]?["claims"]?["cognito:username"]?.text == "alice")
    let inspected = try place.run(["inspect", "--json"], input: token.output)
    #expect(inspected.code == 0)
    #expect(try JSONLine(parsing: inspected.text)["claims"]?["token_use"]?.text == "access")
    let refreshed = try place.run("refresh", "alice", pool: pool)
    #expect(refreshed.code == 0 && refreshed.text.contains("refreshed \(id)"))
    #expect(try place.run("show", "alice", "--token", "access", pool: pool).text != token.text)
    #expect(try place.run("refresh", "--all", pool: pool).code == 0)
    let moved = try place.run("move", "alice", "--to", "memory", pool: pool)
    #expect((moved.code, moved.errorLines.count) == (1, 1))
    let active = try place.run("use", "local", pool: pool)
    #expect(active.code == 0, "\(active.errorText)")
    try Self.signOut(place, pool)
    let ending = try pool.stop()
    #expect((ending.code, ending.signal) == (0, nil))
  }

  /// Planned, not confirmed, done.
  private static func signOut(_ place: Place, _ pool: PoolProcess) throws {
    let plan = try place.run("sign-out", "alice", "--dry-run", pool: pool)
    #expect(plan.code == 0 && plan.text.contains("RevokeToken") && plan.text.contains("won't"))
    let asked = try place.run("sign-out", "alice", pool: pool)
    #expect((asked.code, asked.errorLines.count) == (2, 1))
    let done = try place.run("sign-out", "alice", "--yes", pool: pool)
    #expect(done.code == 0 && done.text.contains("done     remove"), "\(done.errorText)")
    #expect(try place.run("list", "--json", pool: pool).text == "[]\n")
  }

  @Test(.runLimit(minutes: 20))
  func `a global sign-out ends the user's other sessions at the pool alone`() throws {
    let (first, second) = (try Place(), try Place())
    let pool = try PoolProcess(first)
    for place in [first, second] {
      _ = try place.run("sign-in", "bob", "--password-stdin", input: "Demo-password-1", pool: pool)
    }
    let done = try first.run("sign-out", "bob", "--global", "--yes", pool: pool)
    #expect(done.code == 0 && done.text.contains("done     GlobalSignOut"))
    let refused = try second.run("refresh", "bob", pool: pool)
    #expect((refused.code, refused.errorLines.count) == (1, 1))
    #expect(refused.errorText.contains("Refresh Token has been revoked"))
    let list = try JSONLine(parsing: second.run("list", "--json", pool: pool).text)
    #expect(list.elements.map { $0["state"]?.text } == ["revoked"])
    #expect(try second.run("show", "bob", "--token", "refresh", pool: pool).code == 0)
  }

  @Test(.runLimit(minutes: 20))
  func `where no terminal session is left, the other backends do everything`() throws {
    let place = try Place()
    let pool = try PoolProcess(place)
    _ = try place.run("sign-in", "bob", "--password-stdin", input: "Demo-password-1", pool: pool)
    func run(_ words: String) throws -> (code: Int, text: String) {
      try place.runWithoutLeader("$AUTHTOP \(words)", pool: pool)
    }
    let list = try run("list")
    #expect(list.code == 0 && list.text.contains("bob"), "\(list.text)")
    #expect(try run("doctor").code == 0)
    let move = try run("move bob --to session")
    #expect(move.code == 3 && move.text.contains("nothing is stored there"), "\(move.text)")
    let out = try run("sign-out bob --global --yes")
    #expect(out.code == 0 && !out.text.contains("unread"), "\(out.text)")
    #expect(try run("list --json").text == "[]\n")
  }

  @Test(.runLimit(minutes: 20))
  func `a file that may not grow is an error and no end`() throws {
    let place = try Place()
    let pool = try PoolProcess(place)
    _ = try place.run("sign-in", "bob", "--password-stdin", input: "Demo-password-1", pool: pool)
    let before = try place.run("show", "bob", "--token", "access", pool: pool).text
    place.environment.merge(place.environment(for: pool)) { $1 }
    let run = try place.shell("ulimit -f 1; exec '\(BuiltProgram.path)' refresh bob")
    #expect(run.code == 3, "\(run.errorText)")
    #expect(try place.run("show", "bob", "--token", "access", pool: pool).text == before)
  }

  @Test(.runLimit(minutes: 20))
  func `a file from a slow pipe is waited for`() throws {
    let place = try Place()
    let run = try place.shell(
      "(sleep 0.3; echo not.a.token) | '\(BuiltProgram.path)' inspect /dev/stdin"
    )
    #expect(run.code == 1 || run.code == 2)
    #expect(!run.errorText.contains("Resource temporarily unavailable"), "\(run.errorText)")
  }

  @Test(.runLimit(minutes: 20))
  func `a proxy that cannot be used keeps nobody from the stores and from loopback`() throws {
    let place = try Place()
    place.environment.merge([
      "ALL_PROXY": "ftp://127.0.0.1:9", "SSL_CERT_FILE": "/nonexistent",
    ]) { $1 }
    let pool = try PoolProcess(place)
    let signIn = try place.run(
      "sign-in",
      "bob",
      "--password-stdin",
      input: "Demo-password-1",
      pool: pool
    )
    #expect(signIn.code == 0, "\(signIn.errorText)")
    #expect(try place.run("list").code == 0)
    place.environment["AUTHTOP_POOL_ID"] = "eu-central-1_AbCdEfGhI"
    place.environment["AUTHTOP_CLIENT_ID"] = "1example23456789"
    let words = ["sign-in", "eve", "--password-stdin", "--flow", "password"]
    let far = try place.run(words, input: Array("x\n".utf8))
    #expect(far.code == 3 && far.errorText.contains("/nonexistent"), "\(far.errorText)")
    place.environment["SSL_CERT_FILE"] = nil
    let proxied = try place.run(words, input: Array("x\n".utf8))
    #expect(proxied.code == 3 && proxied.errorText.contains("ALL_PROXY"), "\(proxied.errorText)")
  }

  @Test(.runLimit(minutes: 20), arguments: ["srp", "password"])
  func `both flows sign in and a wrong password is refused`(_ flow: String) throws {
    let place = try Place()
    let users = try place.file(
      "users.json",
      #"[{"username": "雪", "password": "Pässwört-密码-1", "groups": ["A"]}]"#
    )
    let pool = try PoolProcess(place, "--users", users)
    let words = ["sign-in", "雪", "--password-stdin", "--flow", flow]
    let wrong = try place.run(words, input: Array("Passwort-1".utf8), pool: pool)
    #expect((wrong.code, wrong.errorLines.count) == (1, 1))
    #expect(wrong.errorText.contains("Incorrect username or password"))
    let right = try place.run(words, input: Array("Pässwört-密码-1\n".utf8), pool: pool)
    #expect(right.code == 0, "\(right.errorText)")
    let nobody = try place.run(
      ["sign-in", "nobody", "--password-stdin", "--flow", flow],
      input: Array("Passwort-1".utf8),
      pool: pool
    )
    #expect(nobody.code == 1)
    #expect(nobody.errorText.contains("Incorrect username or password"))
    let empty = try place.run(words, pool: pool)
    #expect((empty.code, empty.errorLines.count) == (2, 1))
  }

  @Test(.runLimit(minutes: 20))
  func `a demanded new password is the second line`() throws {
    let place = try Place()
    let users = try place.file(
      "users.json",
      #"""
      [{"username": "new", "password": "Temporary-1", "status": "FORCE_CHANGE_PASSWORD",
        "attributes": {"email": "new@example.com"}}]
      """#
    )
    let pool = try PoolProcess(place, "--users", users)
    let words = ["sign-in", "new", "--password-stdin"]
    let one = try place.run(words, input: Array("Temporary-1\n".utf8), pool: pool)
    #expect((one.code, one.errorLines.count) == (2, 1), "\(one.errorText)")
    let weak = try place.run(words, input: Array("Temporary-1\nshort\n".utf8), pool: pool)
    #expect((weak.code, weak.errorLines.count) == (1, 1), "\(weak.errorText)")
    #expect(!weak.errorText.contains("Temporary-1"))
    let both = try place.run(words, input: Array("Temporary-1\r\nPermanent-2\r\n".utf8), pool: pool)
    #expect(both.code == 0, "\(both.errorText)")
    let again = try place.run(words, input: Array("Permanent-2".utf8), pool: pool)
    #expect(again.code == 0, "\(again.errorText)")
    #expect(try place.run(words, input: Array("Temporary-1".utf8), pool: pool).code == 1)
  }
}
