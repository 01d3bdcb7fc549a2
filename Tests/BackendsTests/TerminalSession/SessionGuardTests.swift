import AuthCore
import Backends
import Glibc
import TestSupport
import Testing

/// What is left of a terminal session whose leader was killed and where no authtop starts again.
@Suite(.ownThread, .serialized, .runLimit(minutes: 20))
struct SessionGuardTests {
  @Test func `400 kills of a session's leader leave no file`() throws {
    let folder = try TemporaryFolder(inMemory: true)
    let waves = getenv("AUTHTOP_FULL") == nil ? 40 : 400
    for wave in 0..<waves {
      let shells = try (0..<10).map { _ in
        try #require(ChildProcess("KillWriter", ["session", folder.path]))
      }
      for shell in shells { try #require(shell.line() == "done") }
      #expect(Self.secrets(folder.path) == shells.count, "wave \(wave)")
      for shell in shells { shell.kill() }
      let end = ContinuousClock.now + .seconds(120)
      while Self.count(folder.path) > 0, ContinuousClock.now < end { poll(nil, 0, 5) }
      try #require(Self.count(folder.path) == 0, "wave \(wave)")
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

  /// How many files hold a secret.
  private static func secrets(_ directory: String) -> Int {
    DirectoryListing.names(directory).count { name in
      String(decoding: StoreFolder.bytes("\(directory)/\(name)"), as: UTF8.self).contains("secret")
    }
  }

  private static func count(_ directory: String) -> Int { DirectoryListing.names(directory).count }
}
