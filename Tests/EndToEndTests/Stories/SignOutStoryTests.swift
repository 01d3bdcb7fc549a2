import TestSupport
import Testing

/// Signing out on the screen: asked first, reported step by step.
@Suite(.ownThread)
struct SignOutStoryTests {
  @Test(.runLimit(minutes: 20))
  func `the box says what will and won't happen and does nothing by default`() throws {
    let place = try Place()
    let terminal = try place.screen("demo")
    try terminal.waitForDemo()
    try terminal.select("alice", "local")
    try terminal.press(
      "D",
      thenWaitFor: "Sign out everywhere",
      "revoke all refresh tokens of this user, on every device",
      "keys from local",
      "won't",
      "end tokens already handed out",
      "memory/2demomobileclient34567890d/alice",
      "[ Cancel ]"
    )
    try terminal.press("\r")
    try terminal.wait(gone: "[ Cancel ]")
    #expect(terminal.screen.sessionLines.count == 11)
    try terminal.press("r", thenWaitFor: "refreshed alice")
  }

  @Test(.runLimit(minutes: 20))
  func `after a global sign-out the other session's refresh fails with the pool's reason`() throws {
    let place = try Place()
    let terminal = try place.screen("demo")
    try terminal.waitForDemo()
    try terminal.select("alice", "local")
    try terminal.press("D", thenWaitFor: "[ Cancel ]")
    try terminal.press("\u{1B}[C", thenWaitFor: "[ Sign out everywhere ]")
    try terminal.press(
      "\r",
      thenWaitFor: "done  GlobalSignOut",
      "done  remove 6 keys of alice from local",
      "accepts the access token until",
      "[ Close ]"
    )
    try terminal.press("\r")
    try terminal.wait("ten sessions") { $0.sessionLines.count == 10 && !$0.text.contains("Close") }
    #expect(terminal.screen.session("alice", "local") == nil)
    try terminal.select("alice", "memory")
    try terminal.wait("its claims") { $0.detail("exp") != nil }
    let before = terminal.screen.detail("exp")
    try terminal.press("r", thenWaitFor: "Refresh Token has been revoked")
    try terminal.wait("it to be kept as revoked") { screen in
      screen.sessionLines.count == 10
        && screen.session("alice", "memory")?.contains("revoked") == true
    }
    #expect(
      before?.split(separator: " ")[1] == terminal.screen.detail("exp")?.split(separator: " ")[1]
    )
  }

  @Test(.runLimit(minutes: 20))
  func `d signs out here and leaves the user's other sessions`() throws {
    let place = try Place()
    let terminal = try place.screen("demo")
    try terminal.waitForDemo()
    try terminal.select("alice", "local")
    try terminal.press("d", thenWaitFor: "revoke this sign-in's refresh token", "[ Cancel ]")
    try terminal.press("\t", thenWaitFor: "[ Sign out ]")
    try terminal.press(
      "\r",
      thenWaitFor: "done  RevokeToken",
      "done  remove 6 keys of alice from local"
    )
    try terminal.press("\u{1B}")
    try terminal.wait("ten sessions") { $0.sessionLines.count == 10 && !$0.text.contains("Close") }
    try terminal.select("alice", "memory")
    try terminal.press("r", thenWaitFor: "refreshed alice")
  }

  @Test(.runLimit(minutes: 20))
  func `of several names each is signed out, also after one that went with another`() throws {
    let place = try Place()
    let pool = try PoolProcess(place)
    for (user, backend) in [("alice", "local"), ("alice", "cookie"), ("bob", "local")] {
      let words = ["sign-in", user, "--backend", backend, "--password-stdin"]
      let run = try place.run(words, input: Array(PoolProcess.password.utf8), pool: pool)
      #expect(run.code == 0, "\(run.errorText)")
    }
    let client = pool.ready.clientID
    let names = ["local/\(client)/alice", "cookie/\(client)/alice", "local/\(client)/bob"]
    let run = try place.run(["sign-out", "--global", "--yes"] + names, pool: pool)
    #expect(run.code == 0, "\(run.text) \(run.errorText)")
    let told = "done     \(names[1]) was signed out and removed together with \(names[0])"
    #expect(run.lines.contains(told), "\(run.text)")
    #expect(try place.run("list", "--json", pool: pool).text == "[]\n")
  }
}
