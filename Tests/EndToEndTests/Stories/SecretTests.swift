import FoundationEssentials
import TestSupport
import Testing

/// Tokens and passwords go nowhere that nobody asked for.
@Suite(.ownThread)
struct SecretTests {
  private static let password = "Canary-9f3b-password"
  private static let users = #"[{"username": "carl", "password": "Canary-9f3b-password"}]"#

  /// Pieces that only a secret has; a token's is its end, which is random.
  private static func secrets(_ place: Place, _ pool: PoolProcess) throws -> [String] {
    try ["access", "id", "refresh"].map { kind in
      String(try place.run("show", "carl", "--token", kind, pool: pool).lines[0].suffix(32))
    } + [password, "Canary"]
  }

  @Test(.runLimit(minutes: 20))
  func `no secret reaches the terminal, the arguments or the environment`() throws {
    let place = try Place()
    let pool = try PoolProcess(place, "--users", place.file("users.json", Self.users))
    let input = Array(Self.password.utf8)
    let words = ["sign-in", "carl", "--password-stdin"]
    let signIn = try place.run(words, input: input, pool: pool)
    var secrets = try Self.secrets(place, pool)
    let terminal = try place.screen(columns: 200, rows: 50, pool: pool)
    try terminal.wait("the session") { $0.sessionLines.count == 1 }
    try terminal.press("r", thenWaitFor: "refreshed carl")
    secrets += try Self.secrets(place, pool)
    for tab in ["ID", "Refresh", "Devices", "Raw", "Checks", "Journal", "Access"] {
      try terminal.press("l", thenWaitFor: "carl · \(tab)")
      try terminal.press("x")
    }
    for process in [terminal.child.id, pool.child.id] {
      for file in ["cmdline", "environ"] {
        let bytes = FileManager.default.contents(atPath: "/proc/\(process)/\(file)") ?? Data()
        #expect(!bytes.isEmpty)
        for secret in secrets { #expect(!String(decoding: bytes, as: UTF8.self).contains(secret)) }
      }
    }
    try terminal.press("D", thenWaitFor: "[ Cancel ]")
    try terminal.press("\t\r", thenWaitFor: "[ Close ]")
    try terminal.press("\rq")
    #expect(try terminal.end().code == 0)
    for text in [String(decoding: terminal.bytes, as: UTF8.self), signIn.text, signIn.errorText] {
      for secret in secrets { #expect(!text.contains(secret), "found in what was shown") }
    }
  }

  @Test(.runLimit(minutes: 20))
  func `no refusal repeats a password`() throws {
    let place = try Place()
    let pool = try PoolProcess(place)
    for flow in ["srp", "password"] {
      let words = ["sign-in", "alice", "--password-stdin", "--flow", flow]
      let run = try place.run(words, input: Array("\(Self.password)\n".utf8), pool: pool)
      #expect(run.code == 1)
      #expect(!(run.text + run.errorText).contains("Canary"))
    }
  }

  @Test(.runLimit(minutes: 20))
  func `a password that is typed is not echoed`() throws {
    let place = try Place()
    let pool = try PoolProcess(place, "--users", place.file("users.json", Self.users))
    let session = try ShellSession(["sign-in", "carl"], environment: place.environment(for: pool))
    try session.terminal.wait(for: "Password for carl:")
    try session.terminal.wait("silence") { _ in !session.terminal.settings.isCooked }
    try session.terminal.press(Self.password + "\n")
    #expect(try session.end() == 0)
    #expect(session.terminal.screen.text.contains("signed in local/"))
    #expect(!String(decoding: session.terminal.bytes, as: UTF8.self).contains("Canary"))
    #expect(session.traces == [])
  }

  @Test(.runLimit(minutes: 20))
  func `an interrupted prompt gives the echo back`() throws {
    let place = try Place()
    let pool = try PoolProcess(place)
    let session = try ShellSession(["sign-in", "bob"], environment: place.environment(for: pool))
    try session.terminal.wait(for: "Password for bob:")
    try session.terminal.wait("silence") { _ in !session.terminal.settings.isCooked }
    try session.terminal.press("half\u{03}")
    #expect(try session.end() == 130)
    #expect(session.traces == [])
  }

  @Test(.runLimit(minutes: 20))
  func `the second question of a program is interrupted as the first`() throws {
    let place = try Place()
    let session = try ShellSession(["encrypt", "on"], environment: place.environment)
    let terminal = session.terminal
    try terminal.wait(for: "New passphrase:")
    try terminal.wait("silence") { _ in !terminal.settings.isCooked }
    try terminal.press("correct horse\n")
    for question in 1...3 {
      try terminal.wait("question \(question)") { screen in
        screen.lines.count { $0.contains("Once more:") } == question
      }
      try terminal.wait("silence") { _ in !terminal.settings.isCooked }
      guard question < 3 else { break }
      try terminal.press("half\u{1A}")
      try terminal.wait("stop \(question)") { screen in
        screen.lines.count { $0.contains("[stopped]") } == question
      }
      #expect(session.traces == [])
      try terminal.press("\r")
    }
    try terminal.press("half\u{03}")
    #expect(try session.end() == 130)
    #expect(session.traces == [])
  }

  @Test(.runLimit(minutes: 20))
  func `no core file is left and nobody else reads the memory`() throws {
    let place = try Place()
    // The caller allows what he may: nothing of that is used.
    let script = """
      ulimit -Sc "$(ulimit -Hc)"
      '\(BuiltProgram.path)' pool >'\(place.folder.path)/ready' &
      until [ -s '\(place.folder.path)/ready' ]; do sleep 0.02; done
      grep '^Max core file size' "/proc/$!/limits"
      stat -c 'owner %u' "/proc/$!/mem"
      kill "$!"
      """
    let run = try place.shell(script)
    let cores = run.lines.first { $0.hasPrefix("Max core file size") }
    let limit = cores?.split(separator: " ").dropFirst(4).first
    #expect(limit == "0" || limit == "1", "\(run.text) \(run.errorText)")
    // What is in no dump and for no debugger belongs to root (proc(5)), which tells nothing to root itself.
    #expect(run.lines.contains("owner 0"), "\(run.text)")
  }

  @Test(.runLimit(minutes: 20))
  func `a stopped prompt leaves the echo on and asks again`() throws {
    let place = try Place()
    let pool = try PoolProcess(place)
    let session = try ShellSession(["sign-in", "bob"], environment: place.environment(for: pool))
    let terminal = session.terminal
    try terminal.wait(for: "Password for bob:")
    try terminal.wait("silence") { _ in !terminal.settings.isCooked }
    try terminal.press("half\u{1A}")
    try terminal.wait(for: "[stopped]")
    #expect(session.traces == [])
    try terminal.press("\r")
    try terminal.wait("the question again") { screen in
      screen.lines.count { $0.contains("Password for bob:") } == 2
    }
    try terminal.wait("silence") { _ in !terminal.settings.isCooked }
    try terminal.press(PoolProcess.password + "\n")
    #expect(try session.end() == 0)
    #expect(session.traces == [])
  }
}
