import TestSupport
import Testing

/// The other keys of the main screen.
@Suite(.ownThread)
struct MainKeysTests {
  @Test(.runLimit(minutes: 20))
  func `a filter narrows the list and Esc clears it`() throws {
    let place = try Place()
    let terminal = try place.screen("demo")
    try terminal.waitForDemo()
    try terminal.press("/erin")
    try terminal.wait("erin alone") { screen in
      screen.sessionLines.count == 3 && screen.sessionLines.allSatisfy { $0.contains("erin") }
    }
    try terminal.press("\u{1B}")
    try terminal.wait("all again") { $0.sessionLines.count == 11 }
    try terminal.press("/backend:memory state:live\r")
    try terminal.wait("two words") { screen in
      screen.sessionLines.count == 3 && screen.sessionLines.allSatisfy { $0.contains("memory") }
    }
    try terminal.press("\u{1B}")
    try terminal.wait("all again") { $0.sessionLines.count == 11 }
    try terminal.press("1")
    try terminal.wait("one backend") { screen in
      screen.sessionLines.count == 4 && screen.sessionLines.allSatisfy { $0.contains("local") }
    }
    try terminal.press("0")
    try terminal.wait("all backends") { $0.sessionLines.count == 11 }
  }

  @Test(.runLimit(minutes: 20))
  func `personal claims are masked until x reveals them`() throws {
    let place = try Place()
    let terminal = try place.screen("demo")
    try terminal.waitForDemo()
    try terminal.select("alice", "local")
    try terminal.press("l", thenWaitFor: "for the front end only", "••••")
    try terminal.wait("masked mail") { $0.detail("email")?.contains("••••") == true }
    #expect(!terminal.screen.text.contains("alice@example.com"))
    #expect(!String(decoding: terminal.bytes, as: UTF8.self).contains("alice@example.com"))
    try terminal.press("x", thenWaitFor: "alice@example.com", "Alice Abara", "platform")
    try terminal.press("x")
    try terminal.wait(gone: "alice@example.com")
  }

  @Test(.runLimit(minutes: 20))
  func `times change between UTC and local with t`() throws {
    let place = try Place()
    place.environment["TZ"] = "XYZ-5:30"
    let terminal = try place.screen("demo", columns: 200)
    try terminal.waitForDemo()
    try terminal.select("alice", "local")
    try terminal.wait("a time in UTC") { $0.detail("exp")?.contains("Z  in 4") == true }
    let utc = try #require(terminal.screen.detail("exp"))
    try terminal.press("t")
    try terminal.wait("local time") { screen in
      screen.detail("exp").map { !$0.contains("Z  in") && $0.contains("in 4") } == true
    }
    let local = try #require(terminal.screen.detail("exp"))
    #expect(Self.minute(local) == (Self.minute(utc) + 330) % 1440, "\(utc) \(local)")
    try terminal.press("t")
    try terminal.wait("UTC again") { $0.detail("exp")?.contains("Z  in") == true }
  }

  /// The minute of the day of the line's time.
  private static func minute(_ line: String) -> Int {
    for word in line.split(separator: " ") {
      let parts = word.split(separator: ":")
      if parts.count >= 2, let hour = Int(parts[0]), let minute = Int(parts[1].prefix(2)) {
        return hour * 60 + minute
      }
    }
    return -1
  }

  @Test(.runLimit(minutes: 20))
  func `the help lists every key of the table`() throws {
    let place = try Place()
    let terminal = try place.screen("demo", rows: 60)
    try terminal.waitForDemo()
    try terminal.press("?", thenWaitFor: "refresh the tokens of this session")
    let keys = [
      "refresh all that are expiring or expired", "choose where sign-in writes",
      "move the session to another backend", "sign this session out", "on every device",
      "filter the list", "show this help", "quit", "show or mask personal claims",
      "times in UTC or local", "next line", "previous line", "first line", "last line",
      "a page down", "a page up", "next pane", "previous pane", "next tab", "previous tab",
      "one backend only, or all", "fold or unfold", "back; never quits", "on the whole screen",
      "mark or unmark", "mark all", "unmark all", "sort by the next", "sort by the previous",
      "turn the order around", "read all backends again", "draw the screen anew",
      "back to the shell",
    ]
    try terminal.wait("every key") { screen in
      let text = screen.text
      return keys.allSatisfy { text.contains($0) }
    }
    try terminal.press("pers", thenWaitFor: "show or mask personal claims")
    try terminal.wait(gone: "draw the screen anew")
    try terminal.press("\u{1B}")
    try terminal.press("\u{1B}")
    try terminal.wait(gone: "show or mask personal claims")
    #expect(!terminal.child.hasEnded)
  }

  @Test(.runLimit(minutes: 20))
  func `tabs turn with h and l and Tab goes to the pane`() throws {
    let place = try Place()
    let terminal = try place.screen("demo")
    try terminal.waitForDemo()
    try terminal.select("alice", "local")
    try terminal.wait(for: "alice · Access")
    try terminal.press("l", thenWaitFor: "alice · ID")
    try terminal.press("l", thenWaitFor: "alice · Refresh", "encrypted, five parts")
    try terminal.press("l", thenWaitFor: "alice · Devices")
    try terminal.press("\u{1B}[C", thenWaitFor: "alice · Raw", "signInDetails")
    try terminal.press("h", thenWaitFor: "alice · Devices")
    try terminal.press("hhh", thenWaitFor: "alice · Access")
    try terminal.press("\tj\r")
    try terminal.press("\u{1B}[Z")
    try terminal.press("j")
    // One step in the list; the step in the pane moved nothing here.
    try terminal.wait("the next session") { screen in
      screen.sessionLines.dropFirst().first?.contains("▸") == true
    }
  }

  @Test(.runLimit(minutes: 20))
  func `several marked sessions are refreshed at once`() throws {
    let place = try Place()
    let terminal = try place.screen("demo")
    try terminal.waitForDemo()
    try terminal.select("erin", "local")
    try terminal.press("  r", thenWaitFor: "Refresh: 2 sessions", "[ Cancel ]")
    try terminal.press("\t\r", thenWaitFor: "2 done   0 refused   0 failed")
    try terminal.press("\u{1B}")
    try terminal.wait(gone: "0 refused")
    try terminal.wait("both renewed") { screen in
      ["local", "memory"].allSatisfy { screen.session("erin", $0)?.contains(/5[789]m/) == true }
    }
    try terminal.press("U")
    try terminal.press("q")
    #expect(try terminal.end().code == 0)
  }
}
