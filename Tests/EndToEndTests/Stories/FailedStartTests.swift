import Glibc
import TestSupport
import Testing

/// Where there is no screen, a sentence says so and nothing else happens.
@Suite(.ownThread)
struct FailedStartTests {
  @Test(.runLimit(minutes: 20), arguments: [nil, "", "dumb", "no-such-terminal"])
  func `a terminal that cannot draw is refused in one line`(_ name: String?) throws {
    let place = try Place()
    place.environment["TERM"] = name
    for arguments in [["demo"], []] {
      let session = try ShellSession(arguments, environment: place.environment)
      #expect(try session.end() == 2)
      #expect(session.traces == [])
      let lines = session.terminal.screen.text.split(separator: "\n")
        .filter { !$0.isEmpty && !$0.contains("[ended") && !$0.contains("program=") }
      #expect(lines.first?.hasPrefix("authtop: ") == true, "\(lines)")
      #expect(lines.joined(separator: " ").contains("TERM"), "\(lines)")
      #expect(!session.terminal.bytes.contains(0x1B))
    }
  }

  @Test(.runLimit(minutes: 20), arguments: [["demo"], [], ["screen"]])
  func `without a terminal the screen is refused in one line`(_ arguments: [String]) throws {
    let place = try Place()
    let run = try place.run(arguments)
    #expect(run.code == 2)
    #expect(run.output == [])
    #expect(run.errorLines.count == 1)
    #expect(run.errorLines.first?.contains("no terminal") == true)
    #expect(try place.names("tmp") == [])
  }

  @Test(.runLimit(minutes: 20))
  func `a store that cannot be opened leaves the terminal alone`() throws {
    let place = try Place()
    place.environment["AUTHTOP_HOME"] = try place.file("not-a-folder", "text")
    let session = try ShellSession([], environment: place.environment)
    let code = try session.end()
    #expect(code == 3)
    #expect(session.traces == [])
    #expect(session.terminal.screen.text.contains("authtop: "))
  }
}
