import TestSupport
import Testing

/// What a token grants, asked for on the command line.
@Suite(.ownThread)
struct GrantStoryTests {
  @Test(.runLimit(minutes: 20))
  func `scopes and groups that are missing are told, and make the exit code 1`() throws {
    let place = try Place()
    let pool = try PoolProcess(place)
    let signIn = ["sign-in", "alice", "--password-stdin"]
    _ = try place.run(signIn, input: Array(PoolProcess.password.utf8), pool: pool)
    let admin = "aws.cognito.signin.user.admin"
    let held = try place.run(
      ["verify", "alice", "--scope", "phone", "--scope", admin, "--group", "EDITORS"],
      pool: pool
    )
    #expect(held.code == 0, "\(held.text)")
    let lacking = try place.run("verify", "alice", "--scope", "phone", pool: pool)
    #expect(lacking.code == 1 && lacking.text.contains("does not grant the scope asked for"))
    #expect(lacking.text.contains("phone") && lacking.text.contains(admin))
    let outside = try place.run("verify", "alice", "--group", "OWNERS", "--json", pool: pool)
    let record = try JSONLine(parsing: outside.text)
    #expect(outside.code == 1 && record["valid"] == .flag(false))
    for token in ["access", "id_token"] {
      #expect(record[token]?["use"]?["code"]?.text == "groups")
      #expect(record[token]?["use"]?["expected"]?.text == "OWNERS")
    }
    try Self.inspect(place, pool)
  }

  private static func inspect(_ place: Place, _ pool: PoolProcess) throws {
    let token = try place.run("show", "alice", "--token", "access", pool: pool)
    let keys = ["inspect", "--jwks", pool.ready.issuer + "/.well-known/jwks.json", "--json"]
    let held = try place.run(keys + ["--group", "ADMINS"], input: token.output)
    #expect(held.code == 0, "\(held.errorText)")
    #expect(try JSONLine(parsing: held.text)["verifies"] == .flag(true))
    let lacking = try place.run(keys + ["--scope", "openid"], input: token.output)
    #expect(lacking.code == 1 && lacking.errorText.contains("use: it does not grant the scope"))
    let request = #"{"token":"\#(token.lines[0])","scope":null,"groups":["OWNERS"]}"#
    let line = try place.run(
      ["inspect", "--lines", "--scope", "openid"],
      input: Array(request.utf8)
    )
    let answer = try JSONLine(parsing: line.text)
    #expect(line.code == 1 && answer["verdict"]?["use"]?["code"]?.text == "groups")
  }
}
