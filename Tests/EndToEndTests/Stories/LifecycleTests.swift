import Glibc
import TestSupport
import Testing

/// However the screen ends, the terminal is as it was.
@Suite(.ownThread)
struct LifecycleTests {
  /// A way to end the program, and the exit code that it must have.
  struct Way: CustomTestStringConvertible, Sendable {
    let testDescription: String
    let code: Int
    let act: @Sendable (ShellSession) throws -> Void

    static let all = [
      Way(testDescription: "q", code: 0) { try $0.terminal.press("q") },
      Way(testDescription: "Ctrl-C", code: 0) { try $0.terminal.press("\u{03}") },
      Way(testDescription: "SIGTERM", code: 143) { $0.send(SIGTERM) },
      Way(testDescription: "SIGHUP", code: 129) { $0.send(SIGHUP) },
      Way(testDescription: "SIGINT", code: 130) { $0.send(SIGINT) },
      Way(testDescription: "SIGQUIT", code: 131) { $0.send(SIGQUIT) },
      Way(testDescription: "a box open, then SIGTERM", code: 143) { session in
        try session.terminal.press("D", thenWaitFor: "[ Cancel ]")
        session.send(SIGTERM)
      },
      Way(testDescription: "text being typed, then Ctrl-C", code: 0) { session in
        try session.terminal.press("/bo")
        try session.terminal.wait("a filtered list") { $0.sessionLines.count == 1 }
        try session.terminal.press("\u{03}")
      },
    ]
  }

  @Test(.runLimit(minutes: 20), arguments: Way.all)
  func `the terminal is left as it was found`(_ way: Way) throws {
    let place = try Place()
    let session = try ShellSession(["demo"], environment: place.environment)
    try session.terminal.waitForDemo()
    #expect(session.terminal.settings != session.terminal.firstSettings)
    #expect(session.terminal.screen.modes.isSuperset(of: [2004, 1049]))
    try way.act(session)
    #expect(try session.end() == way.code)
    #expect(session.traces == [])
    // The demo's own folders go with every end that it can hear of.
    #expect(try place.names("tmp") == [])
  }

  @Test(.runLimit(minutes: 20))
  func `a program that crashes gives the terminal back`() throws {
    let place = try Place()
    let session = try ShellSession(["demo"], environment: place.environment)
    try session.terminal.waitForDemo()
    session.send(SIGSEGV)
    #expect(try session.end() != 0)
    #expect(session.traces == [])
  }

  /// The window's title as the counts in the header make it.
  private static func title(of screen: VTScreen) -> String {
    let words = (screen.lines.first ?? "").split(separator: " ")
    let counts = ["expiring", "dead"].compactMap { name in
      words.firstIndex(of: Substring(name)).flatMap { $0 > 0 ? " · \(words[$0 - 1]) \(name)" : nil }
    }
    return "authtop" + counts.joined()
  }

  @Test(.runLimit(minutes: 20), arguments: ["\u{1A}", "TSTP", "STOP"])
  func `a stopped program leaves a usable terminal and comes back`(_ how: String) throws {
    let place = try Place()
    let session = try ShellSession(["demo"], environment: place.environment)
    let terminal = session.terminal
    try terminal.waitForDemo()
    try terminal.wait("its title") { $0.title == Self.title(of: $0) }
    #expect(terminal.screen.title.hasPrefix("authtop · "))
    switch how {
    case "TSTP": session.send(SIGTSTP)
    case "STOP": session.send(SIGSTOP)
    default: try terminal.press(how)
    }
    // SIGSTOP cannot be prepared for: the shell's words land on the alternate screen then.
    try terminal.wait("the shell") { $0.lines.joined().contains("[stopped]") }
    if how != "STOP" { #expect(session.traces == []) }
    let wipes = terminal.screen.wipes
    try terminal.press(how == "STOP" ? "\n" : "\r")
    try terminal.wait("a new picture") { screen in
      screen.wipes > wipes && screen.isAlternate && screen.sessionLines.count == 11
        && !screen.lines.joined().contains("[stopped]")
    }
    #expect(terminal.settings != terminal.firstSettings)
    // What is expiring or dead may be otherwise by now, but never otherwise than the header says.
    try terminal.wait("its title") { !$0.title.isEmpty && $0.title == Self.title(of: $0) }
    try terminal.press("jq")
    #expect(try session.end() == 0)
    #expect(session.traces == [])
  }

  @Test(.runLimit(minutes: 20))
  func `brought back soon after it went on in the background, it stays`() throws {
    let place = try Place()
    let session = try ShellSession(["demo"], environment: place.environment)
    try session.terminal.waitForDemo()
    try session.stop()
    try session.terminal.press("bg\n")
    try session.terminal.waitForDemo()
    try session.terminal.press("?", thenWaitFor: "show this help")
    try session.terminal.press("\u{1B}")
    try session.terminal.wait(gone: "letters search")
    try session.terminal.press("q")
    #expect(try session.end() == 0)
    #expect(session.traces == [])
  }

  @Test(.runLimit(minutes: 20))
  func `a closed window ends the program at once`() throws {
    let place = try Place()
    let terminal = try place.screen("demo")
    try terminal.waitForDemo()
    terminal.closeWindow()
    let ending = try terminal.end()
    #expect((ending.code, ending.signal) == (129, nil))
    #expect(try place.names("tmp") == [])
    Note.write("closed window: \(ending.cpuMilliseconds) ms of processor time in all")
    // The keys of the pool and its sign-ins cost some; a loop on a dead terminal would not end at all.
    #expect(ending.cpuMilliseconds < 60_000)
  }
}
