import Glibc
import TestSupport
import Testing

/// What the stores hold after their writers were killed at random moments: the kill driver's verdict.
@Suite(.timeLimit(.minutes(30)))
struct KilledWriterTests {
  private static let isFull = getenv("AUTHTOP_FULL") != nil

  @Test func `1,000 kills tear nothing, lose no acknowledged write and leave no half move unnamed`()
    async throws
  {
    let run = try await Self.drive(Self.isFull ? ["--full"] : [])
    #expect(run.code == 0, "\(run.lines)")
    let kills = Self.isFull ? 10_000 : 1000
    let last = try #require(run.lines.last)
    #expect(last.hasPrefix("\(kills) kills in "), "\(run.lines)")
    #expect(last.hasSuffix("0 torn, 0 lost, 0 half moves unnamed"), "\(run.lines)")
    for line in run.lines { Note.write("kill driver: \(line)") }
  }

  @Test func `the same driver catches a torn write and a truncated file`() async throws {
    let run = try await Self.drive(["--control", "--kills", "1000"])
    #expect(run.code == 1)
    for careless in ["torn", "truncating"] {
      #expect(
        run.lines.contains { line in
          // A file that is cut at the right moment lacks other programs' lines first.
          line.hasPrefix("\(careless): FAULT")
            && [" is torn", "lines of others changed"].contains { line.contains($0) }
        },
        "\(run.lines)"
      )
    }
  }

  private static func drive(_ arguments: [String]) async throws -> (lines: [String], code: CInt) {
    let driver = try #require(ChildProcess("KillDriver", arguments))
    // The time limit of a test cannot end what waits for a process.
    return await driver.finish(within: .seconds(1500))
  }
}
