import AuthCore
import Backends
import Glibc
import TestSupport
import Testing

/// Who may read the jar: it is made private and refused when it is not.
@Suite(.ownThread, .runLimit(minutes: 20))
struct JarPrivacyTests {
  private let folder: JarFolder

  init() throws {
    folder = try JarFolder()
  }

  @Test func `jar, lock and folder are private at creation`() async throws {
    try await folder.open().setItem("v", forKey: "k")
    #expect(StoreFolder.mode(folder.home) == 0o700)
    #expect(StoreFolder.mode(folder.file) == 0o600)
    #expect(StoreFolder.mode(folder.file + ".lock") == 0o600)
    #expect(StoreFolder.mode(folder.file + ".new") == nil, "the draft is gone")
  }

  @Test(arguments: [0o644, 0o666, 0o640, 0o604])
  func `a jar open to others is refused until the remedy was run`(mode: mode_t) async throws {
    let storage = try folder.storage("localhost\tFALSE\t/\tTRUE\t0\tk\tv\n")
    #expect(try await storage.getItem("k") == "v")
    chmod(folder.file, mode)
    let remedy = try await refusal(storage, path: folder.file)
    #expect(StoreFolder.mode(folder.file) == mode, "nothing is changed silently")
    #expect(Shell.run(remedy) == 0)
    #expect(try await folder.open().getItem("k") == "v")
  }

  @Test func `a link, a FIFO and a folder in the jar's place are refused at once`() async throws {
    let storage = try folder.storage("")
    for make in [
      { symlink("/etc/passwd", $0) }, { mkfifo($0, 0o600) }, { mkdir($0, 0o700) },
    ] as [(String) -> CInt] {
      unlink(folder.file)
      #expect(make(folder.file) == 0)
      #expect(Shell.run(try await refusal(storage, path: folder.file)) == 0)
      Shell.run("rm -rf \"\(folder.file).aside\"")
      #expect(throws: Never.self) { try folder.open() }
    }
  }

  @Test func `a link in the lock's place is not followed`() async throws {
    let storage = try folder.storage("")
    symlink(folder.outside + "/target", folder.file + ".lock")
    await #expect(throws: StorageError.self) { try await storage.setItem("v", forKey: "k") }
    #expect(StoreFolder.mode(folder.outside + "/target") == nil)
  }

  @Test(.enabled(if: OtherUser.mayOwnFiles, "files cannot be given away here"))
  func `a jar of another user is refused`() async throws {
    let storage = try folder.storage("")
    #expect(chown(folder.file, OtherUser.id, OtherUser.id) == 0)
    _ = try await refusal(storage, path: folder.file)
  }

  @Test func `a jar elsewhere needs a folder in which nobody else can replace it`() async throws {
    let path = folder.outside + "/jar"
    chmod(folder.outside, 0o755)
    try await folder.open(path: path).setItem("v", forKey: "k")
    chmod(folder.outside, 0o777)
    let error = #expect(throws: StorageError.self) { try folder.open(path: path) }
    guard case .unsafe(_, _, let remedy) = error else {
      throw StorageContract.Breach("\(error as Any)")
    }
    #expect(Shell.run(remedy) == 0)
    #expect(try await folder.open(path: path).getItem("k") == "v")
  }

  @Test(arguments: ["", "jar", "jar/", "/"])
  func `a path that names no file is refused`(path: String) {
    #expect(throws: StorageError.self) { try folder.open(path: path) }
  }

  @Test func `a lock that is held makes writers give up and readers not`() async throws {
    let storage = try folder.storage("localhost\tFALSE\t/\tTRUE\t0\tk\tv\n")
    let descriptor = Glibc.open(folder.file + ".lock", O_RDWR | O_CREAT, 0o600)
    defer { close(descriptor) }
    flock(descriptor, LOCK_EX)
    #expect(try await storage.getItem("k") == "v")
    await #expect(throws: StorageError.busy(seconds: 2)) {
      try await storage.setItem("w", forKey: "k")
    }
  }

  private func refusal(_ storage: CookieStorage, path: String) async throws -> String {
    let error = await #expect(throws: StorageError.self) { try await storage.getItem("k") }
    guard case .unsafe(let found, _, let remedy) = error else {
      throw StorageContract.Breach("read or failed otherwise: \(String(describing: error))")
    }
    #expect(found == path)
    return remedy
  }
}
