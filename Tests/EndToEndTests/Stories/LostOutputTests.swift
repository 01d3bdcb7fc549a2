import Glibc
import TestSupport
import Testing

/// Output that nobody got is no success.
@Suite(.ownThread)
struct LostOutputTests {
  @Test(
    .runLimit(minutes: 20),
    arguments: [["list", "--json"], ["doctor", "--rules"], ["pools"], ["--help"], ["list"]]
  )
  func `a full disk under standard output ends with 3 and says so`(words: [String]) throws {
    let place = try Place()
    let script = "'\(BuiltProgram.path)' \(words.joined(separator: " ")) >/dev/full; echo \"[$?]\""
    let run = try shell(script, place)
    #expect(run.lines == ["[3]"])
    #expect(run.errorLines.count == 1 && run.errorText.contains("standard output: No space left"))
  }

  @Test(.runLimit(minutes: 20))
  func `a reader that went away is no failure to be told of`() throws {
    let place = try Place()
    let script = """
      trap '' PIPE
      { '\(BuiltProgram.path)' doctor --rules; echo "[$?]" >&2; } | :
      """
    let run = try shell(script, place)
    #expect(run.errorLines.filter { $0.hasPrefix("[") } == ["[0]"])
    #expect(!run.errorText.contains("authtop"))
  }

  private func shell(_ script: String, _ place: Place) throws -> CommandRun {
    try CommandRun(
      ["-c", script],
      of: "/bin/sh",
      input: [],
      environment: place.environment,
      folder: place.folder.path,
      by: .in(60)
    )
  }
}
