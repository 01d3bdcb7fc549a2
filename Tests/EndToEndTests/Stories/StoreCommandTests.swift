import FoundationEssentials
import Glibc
import TestSupport
import Testing

/// The commands that change stores alone, and their undo.
@Suite(.ownThread)
struct StoreCommandTests {
  private static func signedIn(_ users: [String] = ["alice"]) throws -> (Place, PoolProcess) {
    let place = try Place()
    let pool = try PoolProcess(place)
    for user in users {
      let run = try place.run(
        "sign-in",
        user,
        "--password-stdin",
        input: PoolProcess.password,
        pool: pool
      )
      #expect(run.code == 0, "\(run.errorText)")
    }
    return (place, pool)
  }

  private func ids(_ place: Place, _ pool: PoolProcess) throws -> [String] {
    let list = try place.run("list", "--json", pool: pool)
    return try JSONLine(parsing: list.text).elements.compactMap { $0["id"]?.text }
  }

  @Test(.runLimit(minutes: 20))
  func `a removal is said, asked for, made, taken back and done again`() throws {
    let (place, pool) = try Self.signedIn()
    let id = "local/\(pool.ready.clientID)/alice"
    let token = try place.run("show", "alice", "--token", "refresh", pool: pool).text
    let plan = try place.run("remove", "alice", "--dry-run", pool: pool)
    #expect(plan.code == 0 && plan.text.hasPrefix("remove \(id)\n  will     remove accessToken"))
    #expect(
      plan.text.contains("clear LastAuthUser") && plan.text.contains("won't    end the refresh")
    )
    let asked = try place.run("remove", "alice", pool: pool)
    #expect((asked.code, asked.errorLines.count) == (2, 1))
    #expect(try ids(place, pool) == [id])
    let done = try place.run("remove", "alice", "--yes", pool: pool)
    #expect(done.text == "removed \(id); authtop undo brings it back\n", "\(done.errorText)")
    #expect(try ids(place, pool) == [])
    let preview = try place.run("undo", "--dry-run", pool: pool)
    #expect(preview.code == 0 && preview.text.contains("take back: remove alice from local"))
    #expect(try place.run("undo", pool: pool).code == 2)
    #expect(try ids(place, pool) == [])
    let back = try place.run("undo", "--yes", pool: pool)
    #expect(back.text == "took back: remove alice from local\n", "\(back.errorText)")
    #expect(try ids(place, pool) == [id])
    #expect(try place.run("show", "alice", "--token", "refresh", pool: pool).text == token)
    // The pool was told nothing: the tokens still work.
    #expect(try place.run("refresh", "alice", pool: pool).code == 0)
  }

  @Test(.runLimit(minutes: 20))
  func `a removal is done again and forgotten`() throws {
    let (place, pool) = try Self.signedIn()
    #expect(try place.run("remove", "alice", "--yes", pool: pool).code == 0)
    #expect(try place.run("undo", "--yes", pool: pool).code == 0)
    #expect(try place.run("undo", "--redo", "--yes", pool: pool).code == 0)
    #expect(try ids(place, pool) == [])
    let steps = try JSONLine(parsing: place.run("undo", "--list", "--json", pool: pool).text)
    #expect(steps.elements.count >= 2)
    #expect(steps.elements.contains { $0["kind"]?.text == "remove" })
    let forgotten = try place.run("undo", "--forget", "--yes", pool: pool)
    #expect(forgotten.code == 0 && forgotten.text.contains("forgot"))
    let none = try place.run("undo", "--yes", pool: pool)
    #expect((none.code, none.errorLines.count) == (1, 1))
    #expect(none.errorText.contains("there is nothing to take back"))
  }

  @Test(.runLimit(minutes: 20))
  func `what a move means is said and nothing changes`() throws {
    let (place, pool) = try Self.signedIn()
    let before = try ids(place, pool)
    let plan = try place.run("move", "alice", "--to", "cookie", "--dry-run", pool: pool)
    #expect(plan.code == 0 && plan.text.contains("will     copy"), "\(plan.text)")
    #expect(plan.text.contains("LastAuthUser goes along"))
    #expect(try ids(place, pool) == before)
    let memory = try place.run("move", "alice", "--to", "memory", "--dry-run", pool: pool)
    #expect(memory.text.contains("loses    gone when authtop ends"))
    #expect(try place.run("undo", "--list", "--json", pool: pool).text.contains("move") == false)
  }

  @Test(.runLimit(minutes: 20))
  func `use takes along what the app reads, and both come back`() throws {
    let (place, pool) = try Self.signedIn(["alice", "bob"])
    let client = pool.ready.clientID
    let used = try place.run("use", "cookie", "--move", pool: pool)
    #expect(used.code == 0, "\(used.errorText)")
    #expect(used.text.contains("cookie is active (before: local); 1 sessions moved along"))
    // The pointer named bob, who signed in last.
    #expect(try ids(place, pool) == ["local/\(client)/alice", "cookie/\(client)/bob"])
    for _ in 0..<2 { #expect(try place.run("undo", "--yes", pool: pool).code == 0) }
    #expect(try ids(place, pool) == ["local/\(client)/alice", "local/\(client)/bob"])
    let named = try place.run("use", "local/\(client)/alice", pool: pool)
    #expect(named.text.contains("names alice (before: bob)"), "\(named.errorText)")
  }

  @Test(.runLimit(minutes: 20))
  func `a backend that cannot be written is not made active without a word`() throws {
    let (place, pool) = try Self.signedIn()
    place.environment["AUTHTOP_COOKIE_JAR"] = try place.file("jar", "# Netscape HTTP Cookie File\n")
    chmod(place.folder.path + "/jar", 0o644)
    let used = try place.run("use", "cookie", pool: pool)
    #expect((used.code, used.errorLines.count) == (0, 1), "\(used.text)")
    #expect(
      used.errorText.contains("cookie is active and cannot be written now"),
      "\(used.errorText)"
    )
    #expect(used.errorText.contains("chmod"))
    chmod(place.folder.path + "/jar", 0o600)
    #expect(try place.run("use", "local", pool: pool).errors.isEmpty)
    #expect(try place.run("use", "cookie", pool: pool).errors.isEmpty)
    let jar = try String(contentsOfFile: place.folder.path + "/jar")
    #expect(jar == "# Netscape HTTP Cookie File\n", "nothing was written to find out")
  }
}

extension String {
  fileprivate init(contentsOfFile path: String) throws {
    self = String(decoding: try Data(contentsOf: URL(filePath: path)), as: UTF8.self)
  }
}
