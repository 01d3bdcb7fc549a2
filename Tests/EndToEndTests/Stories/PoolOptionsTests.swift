import TestSupport
import Testing

/// What `authtop pool` can be asked for.
@Suite(.ownThread)
struct PoolOptionsTests {
  @Test(.runLimit(minutes: 20))
  func `the ready line names the pool and its users`() throws {
    let place = try Place()
    let pool = try PoolProcess(place)
    #expect(pool.readyLine.filter { $0 == "\n" }.count == 1)
    #expect(pool.ready.endpoint.hasPrefix("http://127.0.0.1:"))
    #expect(pool.ready.issuer == pool.ready.endpoint + "/" + pool.ready.poolID)
    #expect((pool.ready.users?.count ?? 0) >= 6)
    #expect(try pool.stop().code == 0)
  }

  @Test(.runLimit(minutes: 20))
  func `lifetimes are those that were asked for`() throws {
    let place = try Place()
    let pool = try PoolProcess(
      place,
      "--access-lifetime",
      "7m",
      "--id-lifetime",
      "9m",
      "--refresh-lifetime",
      "2h"
    )
    _ = try place.run("sign-in", "bob", "--password-stdin", input: PoolProcess.password, pool: pool)
    let list = try JSONLine(parsing: place.run("list", "--json", pool: pool).text).elements
    func life(_ name: String) -> Double {
      (list.first?[name]?["exp"]?.number ?? 0) - (list.first?[name]?["iat"]?.number ?? 0)
    }
    #expect((life("access"), life("id_token")) == (420, 540))
  }

  @Test(.runLimit(minutes: 20))
  func `a rotating pool replaces the refresh token and refuses the old one`() throws {
    let (place, stale) = (try Place(), try Place())
    let pool = try PoolProcess(place, "--rotation-grace", "0s")
    _ = try place.run("sign-in", "bob", "--password-stdin", input: PoolProcess.password, pool: pool)
    let first = try place.run("show", "bob", "--token", "refresh", pool: pool).text
    let refreshed = try place.run("refresh", "bob", pool: pool)
    #expect(refreshed.code == 0 && refreshed.text.contains("refresh token rotated"))
    let second = try place.run("show", "bob", "--token", "refresh", pool: pool).text
    #expect(first != second && first.split(separator: ".").count == 5)
    #expect(try place.run("refresh", "bob", pool: pool).code == 0)
    #expect(try stale.run("refresh", "--all", pool: pool).code == 0)
  }

  @Test(.runLimit(minutes: 20))
  func `a client with a secret needs the secret's file`() throws {
    let place = try Place()
    let path = try place.file("secret", "secret-of-the-test\n")
    let pool = try PoolProcess(place, "--client-secret-file", path)
    let wrong = try place.file("wrong", "another\n")
    for flow in ["srp", "password"] {
      let words = ["sign-in", "bob", "--password-stdin", "--flow", flow]
      let input = Array(PoolProcess.password.utf8)
      for options in [[], ["--client-secret-file", wrong]] {
        let refused = try place.run(words + options, input: input, pool: pool)
        #expect((refused.code, refused.errorLines.count) == (1, 1), "\(refused.errorText)")
        #expect(!refused.errorText.contains("secret-of-the-test"))
      }
      let known = ["--client-secret-file", path]
      let right = try place.run(words + known, input: input, pool: pool)
      #expect(right.code == 0, "\(right.errorText)")
      #expect(try place.run(["refresh", "bob"] + known, pool: pool).code == 0)
      let ended = try place.run(["sign-out", "bob", "--yes"] + known, pool: pool)
      #expect(ended.code == 0, "\(ended.text) \(ended.errorText)")
    }
  }

  @Test(.runLimit(minutes: 20))
  func `a configuration file names the pool`() throws {
    let place = try Place()
    let pool = try PoolProcess(place)
    let path = try place.file(
      "config.toml",
      """
      [pools.test]
      endpoint = "\(pool.ready.endpoint)"
      pool-id = "\(pool.ready.poolID)"
      client-id = "\(pool.ready.clientID)"
      """
    )
    let words = ["sign-in", "bob", "--password-stdin", "--config", path]
    let run = try place.run(words, input: Array(PoolProcess.password.utf8))
    #expect(run.code == 0, "\(run.errorText)")
  }

  @Test(.runLimit(minutes: 20))
  func `a pool that is gone is exit code 3 and loses nothing`() throws {
    let place = try Place()
    let pool = try PoolProcess(place)
    let input = Array(PoolProcess.password.utf8)
    _ = try place.run(["sign-in", "bob", "--password-stdin"], input: input, pool: pool)
    _ = try pool.stop()
    for words in [["refresh", "bob"], ["sign-in", "alice", "--password-stdin"]] {
      let run = try place.run(words, input: input, pool: pool)
      #expect((run.code, run.errorLines.count) == (3, 1), "\(run.errorText)")
    }
    let list = try JSONLine(parsing: place.run("list", "--json").text)
    #expect(list.elements.map { $0["state"]?.text } == ["live"])
  }

  @Test(.runLimit(minutes: 20))
  func `unusable files of users are refused without their passwords`() throws {
    let place = try Place()
    for text in ["", "{}", #"[{"username": "a"}]"#, #"[{"username": 1, "password": "Canary-1"}]"#] {
      let path = try place.file("users.json", text)
      let run = try place.run("pool", "--users", path)
      #expect((run.code, run.output, run.errorLines.count) == (2, [], 1), "\(text)")
      #expect(!run.errorText.contains("Canary"))
    }
    #expect(try place.run("pool", "--users", "/no/such/file").code == 2)
  }
}
