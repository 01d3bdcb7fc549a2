import TestSupport
import Testing

/// The JSON of `list`, as programs read it.
@Suite(.ownThread)
struct ListOutputTests {
  @Test(.runLimit(minutes: 20))
  func `the members are the promised ones and no token is among them`() throws {
    let place = try Place()
    let pool = try PoolProcess(place)
    _ = try place.run(
      "sign-in",
      "alice",
      "--password-stdin",
      input: PoolProcess.password,
      pool: pool
    )
    let run = try place.run("list", "--json", pool: pool)
    let session = try #require(try JSONLine(parsing: run.text).elements.first)
    #expect(
      session.names.isSuperset(of: [
        "id", "backend", "client_id", "username", "sub", "issuer", "state", "pointer", "active",
        "groups", "clock_drift_ms", "access", "id_token", "refresh", "problems",
      ])
    )
    #expect(session["id"]?.text == "local/\(pool.ready.clientID)/alice")
    #expect(session["issuer"]?.text == pool.ready.issuer)
    #expect(session["state"]?.text == "live")
    #expect(session["pointer"] == .flag(true) && session["active"] == .flag(true))
    #expect(session["groups"] == .array([.string("ADMINS"), .string("EDITORS")]))
    #expect(session["problems"] == .array([]))
    for name in ["access", "id_token"] {
      let token = try #require(session[name])
      #expect(token.names == ["exp", "iat", "expires_in", "bytes"])
      #expect((3500...3600).contains(try #require(token["expires_in"]?.number)))
    }
    #expect(session["refresh"]?["present"] == .flag(true))
    for kind in ["access", "id", "refresh"] {
      let token = try place.run("show", "alice", "--token", kind, pool: pool).lines[0]
      #expect(
        session[kind == "id" ? "id_token" : kind]?["bytes"]?.number == Double(token.utf8.count)
      )
      for output in [run.text, try place.run("list", pool: pool).text] {
        #expect(!output.contains(token.suffix(40)) && !output.contains("eyJ"))
      }
    }
  }

  @Test(.runLimit(minutes: 20))
  func `personal claims are shown to who asks for them`() throws {
    let place = try Place()
    let pool = try PoolProcess(place)
    _ = try place.run(
      "sign-in",
      "alice",
      "--password-stdin",
      input: PoolProcess.password,
      pool: pool
    )
    let shown = { try place.run(["show", "alice"] + $0, pool: pool).text }
    let masked = try shown([])
    #expect(masked.contains("email ") && !masked.contains("alice@") && masked.contains("••••"))
    let revealed = try shown(["--reveal"])
    #expect(revealed.contains("alice@") && !revealed.contains("••••"))
    #expect(try shown(["--json"]).contains("alice@"))
  }

  @Test(.runLimit(minutes: 20))
  func `one backend is listed and an unknown one is refused`() throws {
    let place = try Place()
    #expect(try place.run("list", "--backend", "memory", "--json").text == "[]\n")
    let unknown = try place.run("list", "--backend", "nowhere", "--json")
    #expect((unknown.code, unknown.output, unknown.errorLines.count) == (2, [], 1))
  }
}
