import AuthCore
import Backends
import Glibc
import TestSupport
import Testing

struct SessionDirectoryTests {
  private static let shared = "/dev/shm/authtop-test-\(getpid())"

  @Test(.enabled(if: access("/dev/shm", W_OK) == 0, "there is no folder in memory"))
  func `a private runtime folder in memory is taken, any other is passed over`() throws {
    let folder = Self.shared
    mkdir(folder, 0o700)
    defer { rmdir(folder) }
    func path() throws -> String {
      try SessionDirectory.path(environment: ["XDG_RUNTIME_DIR": folder])
    }
    #expect(try path() == folder + "/authtop")
    chmod(folder, 0o755)
    #expect(try path() != folder + "/authtop")
    // With tokens in it they would be nowhere.
    mkdir(folder + "/authtop", 0o700)
    let failure = #expect(throws: StorageError.self) { try path() }
    rmdir(folder + "/authtop")
    #expect(failure?.description.contains("chmod 700 '\(folder)'") == true)
    chmod(folder, 0o700)
    if geteuid() == 0 {
      chown(folder, 12345, 12345)
      #expect(try path() != folder + "/authtop")
    }
  }

  @Test func `a folder on a disk, a relative one and none lead elsewhere`() throws {
    let folder = try TemporaryFolder()
    for environment in [["XDG_RUNTIME_DIR": folder.path], ["XDG_RUNTIME_DIR": "run"], [:]] {
      guard let path = try? SessionDirectory.path(environment: environment) else { continue }
      #expect(!path.hasPrefix(folder.path))
      #expect(path.hasPrefix("/run/user/") || path == "/dev/shm/authtop-\(geteuid())")
    }
  }
}
