import AuthCore
import Backends
import Glibc
import TestSupport
import Testing

/// What is left of a terminal session whose leader was killed and where no authtop starts again.
@Suite(.serialized, .timeLimit(.minutes(5)))
struct SessionGuardTests {
  @Test func `20 kills of the session's leader leave no file`() throws {
    let folder = try TemporaryFolder()
    for round in 0..<20 {
      let shell = try #require(ChildProcess("KillWriter", ["session", folder.path]))
      #expect(shell.line() == "done")
      #expect(Self.holdsSecret(folder.path), "round \(round)")
      shell.kill()
      let end = ContinuousClock.now + .seconds(10)
      while Self.count(folder.path) > 0, ContinuousClock.now < end { sched_yield() }
      #expect(Self.count(folder.path) == 0, "round \(round)")
    }
  }

  @Test func `a guard's words name its session and nothing else`() throws {
    let shell = try #require(Bystander())
    let one = SessionGuard(leader: shell.leader, directory: "/run/user/1/authtop")
    #expect(SessionGuard(arguments: one.arguments) == one)
    for words in [[], ["/a"], ["a", one.arguments[1]], ["/a", "session"], ["/a", "../x"]] {
      #expect(SessionGuard(arguments: words) == nil)
    }
    #expect(SessionGuard(arguments: ["/a", one.arguments[1] + ".lock"]) == nil)
  }

  private static func holdsSecret(_ directory: String) -> Bool {
    DirectoryListing.names(directory).contains { name in
      String(decoding: StoreFolder.bytes("\(directory)/\(name)"), as: UTF8.self).contains("secret")
    }
  }

  private static func count(_ directory: String) -> Int { DirectoryListing.names(directory).count }
}
