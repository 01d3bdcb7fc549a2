import FoundationEssentials
import Glibc
import TestSupport
import Testing

/// Five whole stories by keys alone, each with a window that shrinks to nothing in the middle.
@Suite(.ownThread)
struct StoryTests {
  /// To 1 by 1 and back: everything is there again.
  private func shrink(_ terminal: PseudoTerminal, until condition: (VTScreen) -> Bool) throws {
    terminal.resize(columns: 1, rows: 1)
    try terminal.press("\u{0C}")
    terminal.resize(columns: 120, rows: 40)
    let wipes = terminal.screen.wipes
    try terminal.press("\u{0C}")
    try terminal.wait("the screen after the shrink") { $0.wipes > wipes && condition($0) }
  }

  @Test(.runLimit(minutes: 20))
  func `from the first sign-in to the sign-out everywhere`() throws {
    let place = try Place()
    let pool = try PoolProcess(place)
    let terminal = try place.screen(pool: pool, seconds: 240)
    try terminal.wait(for: "no sessions are stored here yet")
    try terminal.press("i", thenWaitFor: "Sign in", "password")
    try terminal.press("alice\t")
    try shrink(terminal) { $0.text.contains("Sign in") && $0.text.contains("alice") }
    try terminal.press("\(PoolProcess.password)\r", thenWaitFor: "signed alice in")
    try terminal.wait("the session") { $0.session("alice", "local")?.contains("●") == true }
    try terminal.press("v", thenWaitFor: "✓ verified")
    try terminal.press("r", thenWaitFor: "refreshed alice")
    try terminal.press("D", thenWaitFor: "Sign out everywhere", "[ Cancel ]")
    try shrink(terminal) { $0.text.contains("[ Cancel ]") }
    try terminal.press("\t\r", thenWaitFor: "done  GlobalSignOut", "[ Close ]")
    try terminal.press("\r")
    try terminal.wait("an empty store") { $0.sessionLines.isEmpty }
    try terminal.press("q")
    #expect(try terminal.end().code == 0)
    #expect(try place.run("list", pool: pool).text.contains("alice") == false)
  }

  @Test(.runLimit(minutes: 20))
  func `a move to a target that is full leaves the session where it was`() throws {
    let place = try Place()
    let jar = place.folder.path + "/jar"
    mkdir(jar, 0o700)
    place.environment["AUTHTOP_COOKIE_JAR"] = jar + "/cookies.txt"
    let pool = try PoolProcess(place)
    for (user, backend) in [("alice", "cookie"), ("bob", "local")] {
      let words = ["sign-in", user, "--backend", backend, "--password-stdin"]
      let run = try place.run(words, input: Array(PoolProcess.password.utf8), pool: pool)
      guard run.code == 0 else { throw StoryFailure(run.errorText) }
    }
    let before = FileManager.default.contents(atPath: jar + "/cookies.txt")
    // From here on the jar's disk is full: half of a write gets through, and then none.
    let shim = try FaultShim()
    let full = FaultShim.Fault(call: "write", number: 1, code: ENOSPC, stays: true, isShort: true)
    place.environment.merge(shim.environment(full, under: [jar])) { $1 }
    let terminal = try place.screen(pool: pool, seconds: 240)
    try terminal.wait("the sessions") { $0.sessionLines.count == 2 }
    try terminal.select("bob", "local")
    try terminal.press("m", thenWaitFor: "Move")
    try shrink(terminal) { $0.text.contains("Move") }
    try terminal.press("2")
    try terminal.wait("the failure") { screen in
      screen.session("bob", "local") != nil && screen.text.contains("there is no room to write")
        && !screen.text.contains("Cancel")
    }
    #expect(shim.wasMet)
    #expect(FileManager.default.contents(atPath: jar + "/cookies.txt") == before)
    #expect(terminal.screen.session("bob", "cookie") == nil)
    try terminal.press("r", thenWaitFor: "refreshed bob")
    try terminal.press("q")
    #expect(try terminal.end().code == 0)
  }

  @Test(.runLimit(minutes: 20))
  func `a bulk refresh of which half is refused says which, and each can be looked at`() throws {
    let place = try Place()
    let users = #"""
      [{"username": "anna", "password": "Demo-password-1"}, {"username": "ben", "password": "Demo-password-1"},
       {"username": "cleo", "password": "Demo-password-1"}, {"username": "dan", "password": "Demo-password-1"}]
      """#
    let pool = try PoolProcess(place, "--users", place.file("users.json", users))
    for user in ["anna", "ben", "cleo", "dan"] {
      _ = try place.run(
        ["sign-in", user, "--password-stdin"],
        input: Array(PoolProcess.password.utf8),
        pool: pool
      )
    }
    try revoke(["ben", "dan"], place, pool)
    let terminal = try place.screen(pool: pool, seconds: 240)
    try terminal.wait("four sessions") { $0.sessionLines.count == 4 }
    try terminal.press("*r", thenWaitFor: "Refresh: 4 sessions", "[ Cancel ]")
    try shrink(terminal) { $0.text.contains("Refresh: 4 sessions") }
    try terminal.press("\t\r", thenWaitFor: "2 done   2 refused   0 failed")
    try shrink(terminal) { $0.text.contains("2 done   2 refused   0 failed") }
    try terminal.press("j\r")
    try terminal.wait("the second that was refused") { screen in
      screen.selectedSession?.contains("dan") == true && !screen.text.contains("2 refused")
        && screen.session("ben", "local")?.contains("revoked") == true
        && screen.session("anna", "local")?.contains(/5[789]m/) == true
    }
    try terminal.press("q")
    #expect(try terminal.end().code == 0)
  }

  /// Ends users' sign-ins at the pool behind the screen's back: in a copy of the store.
  private func revoke(_ users: [String], _ place: Place, _ pool: PoolProcess) throws {
    let data = place.folder.path + "/data"
    try FileManager.default.copyItem(atPath: data, toPath: data + "-copy")
    let own = place.environment["AUTHTOP_HOME"]
    place.environment["AUTHTOP_HOME"] = data + "-copy"
    defer { place.environment["AUTHTOP_HOME"] = own }
    for user in users {
      let run = try place.run("sign-out", user, "--global", "--yes", pool: pool)
      guard run.code == 0 else { throw StoryFailure(run.errorText) }
    }
  }

  @Test(.runLimit(minutes: 20))
  func `a broken session is diagnosed and mended by a new sign-in`() throws {
    let place = try Place()
    let terminal = try place.screen("demo", seconds: 240)
    try terminal.waitForDemo()
    try terminal.press("/state:broken\r")
    try terminal.wait("the broken one") { $0.sessionLines.count == 1 }
    try terminal.wait(for: "broken: ID token is missing", "dave · Access")
    try shrink(terminal) { $0.sessionLines.count == 1 }
    // Everything, the backend, and then this session: what is wrong with it, and the key that mends it.
    try terminal.press("c", thenWaitFor: "Checks · all backends")
    try terminal.press("\t", thenWaitFor: "Checks · memory ")
    try terminal.press("\t", thenWaitFor: "Checks · memory/", "id-token-missing", "press r")
    try shrink(terminal) { $0.text.contains("id-token-missing") && $0.text.contains("r refresh") }
    try terminal.press("r", thenWaitFor: "refreshed dave", "no session matches the filter")
    // Out of the detail, whose keys go with it, and out of the filter.
    try terminal.press("\u{1B}")
    try terminal.wait(gone: "Esc list")
    try terminal.press("\u{1B}")
    try terminal.wait("dave alive") { screen in
      screen.sessionLines.count == 11 && screen.session("dave", "memory")?.contains("●") == true
    }
    // The same checks find it no more.
    try terminal.press("c", thenWaitFor: "Checks · all backends", "Enter goes there")
    #expect(!terminal.screen.text.contains("ID token is missing"))
    try terminal.press("\u{1B}")
    try terminal.wait(gone: "Checks · all backends")
    try terminal.press("q")
    #expect(try terminal.end().code == 0)
  }

  @Test(.runLimit(minutes: 20))
  func `another time, another key, and the file that remembers it`() throws {
    let place = try Place()
    let pool = try PoolProcess(place)
    _ = try place.run(
      ["sign-in", "alice", "--password-stdin"],
      input: Array(PoolProcess.password.utf8),
      pool: pool
    )
    let terminal = try place.screen(pool: pool, seconds: 240)
    try terminal.wait("the session") { $0.session("alice", "local")?.contains("●") == true }
    try terminal.press("@2h\r", thenWaitFor: "NOT NOW", "expired 1h")
    try shrink(terminal) { $0.text.contains("NOT NOW") }
    try terminal.press("r")
    try terminal.press("\u{1B}")
    try terminal.wait("now") { !$0.text.contains("NOT NOW") && $0.text.contains("● alice") }
    try terminal.press(",", thenWaitFor: "Settings", "as in the file")
    try terminal.press("jjjl", thenWaitFor: "1 not written yet")
    try terminal.press("s", thenWaitFor: "as in the file")
    // Not before the box is gone: a letter right after Esc would be Alt and that letter.
    try terminal.press("\u{1B}", thenWaitFor: "wrote screen.borders to", "q quit")
    let file = place.folder.path + "/config/authtop/config.toml"
    let text = FileManager.default.contents(atPath: file).map {
      String(decoding: $0, as: UTF8.self)
    }
    #expect(text == "[screen]\nborders = \"square\"\n")
    try terminal.press("q")
    #expect(try terminal.end().code == 0)
    let again = try place.screen(pool: pool)
    try again.wait(for: "┌ Sessions")
  }
}
