import AuthCore
import Backends
import Glibc
import TestSupport
import Testing

/// Who may read the store: it is made private and refused when it is not.
@Suite(.ownThread, .runLimit(minutes: 20))
struct StorePrivacyTests {
  private let folder: StoreFolder

  init() throws {
    folder = try StoreFolder()
  }

  @Test(arguments: ["0", "22", "77", "277", "777"])
  func `folder and files are private at creation under any umask`(umask: String) throws {
    let child = try #require(
      ChildProcess("KillWriter", ["set", folder.path, "key", "value", umask])
    )
    #expect(child.line() == "done")
    child.kill()
    #expect(StoreFolder.mode(folder.path) == 0o700)
    for suffix in ["", "-wal", "-shm"] {
      #expect(StoreFolder.mode(folder.file + suffix) == 0o600, "\(suffix)")
    }
  }

  @Test(arguments: [0o644, 0o666, 0o640, 0o604, 0o610, 0o602])
  func `a file open to others is refused until the remedy was run`(mode: mode_t) async throws {
    try await folder.fill()
    chmod(folder.file, mode)
    let remedy = try refusal(path: folder.file)
    #expect(StoreFolder.mode(folder.file) == mode, "nothing is changed silently")
    #expect(shell(remedy) == 0)
    #expect(try await folder.storage().getItem("key") == "value")
  }

  @Test(arguments: [0o755, 0o770, 0o707, 0o1777])
  func `a folder open to others is refused until the remedy was run`(mode: mode_t) async throws {
    try await folder.fill()
    chmod(folder.path, mode)
    #expect(shell(try refusal(path: folder.path)) == 0)
    #expect(try await folder.storage().getItem("key") == "value")
  }

  @Test(arguments: ["", "-wal", "-shm", "-journal"])
  func `a symbolic link in a file's place is refused`(suffix: String) async throws {
    try await folder.fill()
    unlink(folder.file + suffix)
    symlink("/etc/passwd", folder.file + suffix)
    #expect(shell(try refusal(path: folder.file + suffix)) == 0)
    #expect(throws: Never.self) { try folder.open() }
  }

  @Test(arguments: ["", "-wal", "-shm", "-journal"])
  func `a FIFO in a file's place is refused and does not block`(suffix: String) async throws {
    try await folder.fill()
    unlink(folder.file + suffix)
    mkfifo(folder.file + suffix, 0o600)
    #expect(shell(try refusal(path: folder.file + suffix)) == 0)
    #expect(throws: Never.self) { try folder.open() }
  }

  @Test func `a folder in the file's place and a file in the folder's are refused`() throws {
    StoreFolder.write([], to: folder.path)
    #expect(shell(try refusal(path: folder.path)) == 0)
    mkdir(folder.path, 0o700)
    mkdir(folder.file, 0o700)
    #expect(shell(try refusal(path: folder.file)) == 0)
    #expect(throws: Never.self) { try folder.open() }
  }

  @Test func `a link in the folder's place is refused`() async throws {
    try await folder.fill()
    rename(folder.path, folder.path + ".real")
    symlink(folder.path + ".real", folder.path)
    _ = try refusal(path: folder.path)
    let error = #expect(throws: StorageError.self) {
      try LocalStore.open(directory: folder.path + "//")
    }
    guard case .unsafe = error else { throw StorageContract.Breach("\(error as Any)") }
  }

  @Test(.enabled(if: OtherUser.mayOwnFiles, "files cannot be given away here"))
  func `what belongs to another user is refused`() async throws {
    try await folder.fill()
    #expect(chown(folder.file, OtherUser.id, OtherUser.id) == 0)
    _ = try refusal(path: folder.file)
    chown(folder.file, 0, 0)
    #expect(chown(folder.path, OtherUser.id, OtherUser.id) == 0)
    _ = try refusal(path: folder.path)
  }

  @Test func `what was removed or replaced is in no file any more`() async throws {
    let storage = try folder.storage()
    try await storage.setItem("first-canary-value", forKey: "key")
    try await storage.setItem("second-canary-value", forKey: "key")
    try await storage.removeItem("key")
    for suffix in ["", "-wal"] {
      let text = String(decoding: StoreFolder.bytes(folder.file + suffix), as: UTF8.self)
      #expect(!text.contains("canary-value"), "\(suffix)")
    }
  }

  /// The remedy of the refusal that opening must meet.
  private func refusal(path: String) throws -> String {
    let error = #expect(throws: StorageError.self) { try folder.open() }
    guard case .unsafe(let found, _, let remedy) = error else {
      throw StorageContract.Breach("opened or failed otherwise: \(String(describing: error))")
    }
    #expect(found == path)
    return remedy
  }

  private func shell(_ command: String) -> CInt { Shell.run(command) }
}
