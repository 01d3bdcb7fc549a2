import AuthCore
import Backends
import Glibc
import TestSupport
import Testing

@Suite(.ownThread, .serialized, .runLimit(minutes: 20))
struct TerminalSessionStorageTests {
  private let folder: TemporaryFolder
  private let shell: Bystander
  private let storage: TerminalSessionStorage
  private var directory: String { folder.path + "/authtop" }

  init() throws {
    folder = try TemporaryFolder()
    shell = try #require(Bystander())
    storage = try TerminalSessionStorage.open(
      directory: folder.path + "/authtop",
      leader: shell.leader
    )
  }

  @Test(arguments: StorageContract.verbs)
  func `it keeps the promises of the four verbs`(
    promise: StorageContract.Case<any KeyValueStorage>
  ) async throws {
    try await promise.check(storage)
  }

  @Test(arguments: StorageContract.listing)
  func `it keeps the promises of listing`(
    promise: StorageContract.Case<any ListingStorage>
  ) async throws {
    try await promise.check(storage)
  }

  @Test(arguments: StorageContract.paging)
  func `it keeps the promises of paging`(
    promise: StorageContract.Case<any PagedStorage>
  ) async throws {
    try await promise.check(storage)
  }

  @Test(arguments: StorageContract.atomic)
  func `it keeps the promises of atomic changes`(
    promise: StorageContract.Case<any AtomicStorage & ListingStorage>
  ) async throws {
    try await promise.check(storage)
  }

  @Test(arguments: StorageContract.watching)
  func `it keeps the promises of watching`(
    promise: StorageContract.Case<any WatchableStorage>
  ) async throws {
    try await promise.check(storage)
  }

  @Test func `another terminal sees nothing of it`() async throws {
    try await storage.setItem("v", forKey: "k")
    let other = try #require(Bystander())
    let elsewhere = try TerminalSessionStorage.open(directory: directory, leader: other.leader)
    #expect(try await elsewhere.items(withPrefix: "").isEmpty)
    try await elsewhere.setItem("w", forKey: "k")
    #expect(try await storage.getItem("k") == "v")
  }

  @Test func `a second authtop of the terminal sees it`() async throws {
    try await storage.setItem("v", forKey: "k")
    let again = try TerminalSessionStorage.open(directory: directory, leader: shell.leader)
    #expect(try await again.getItem("k") == "v")
  }

  @Test func `folder and files are private`() async throws {
    try await storage.setItem("v", forKey: "k")
    #expect(StoreFolder.mode(directory) == 0o700)
    let names = names()
    try #require(names.count == 2)
    for name in names { #expect(StoreFolder.mode("\(directory)/\(name)") == 0o600, "\(name)") }
    chmod("\(directory)/\(names[0])", 0o644)
    await #expect(throws: StorageError.self) { try await storage.getItem("k") }
  }

  @Test func `once the shell is gone nothing can be read or written`() async throws {
    try await storage.setItem("v", forKey: "k")
    shell.end()
    for call in [
      { _ = try await $0.getItem("k") }, { _ = try await $0.items(withPrefix: "") },
      { try await $0.setItem("w", forKey: "k") }, { try await $0.clear() },
    ] as [@Sendable (TerminalSessionStorage) async throws -> Void] {
      let error = await #expect(throws: StorageError.self) { try await call(storage) }
      guard case .absent(let reason) = error else {
        throw StorageContract.Breach("\(error as Any)")
      }
      #expect(reason.contains("has ended"))
    }
  }

  @Test func `the next start of any authtop removes what an ended session left`() async throws {
    try await storage.setItem("v", forKey: "k")
    let other = try #require(Bystander())
    let elsewhere = try TerminalSessionStorage.open(directory: directory, leader: other.leader)
    try await elsewhere.setItem("w", forKey: "k")
    #expect(names().count == 4)
    shell.end()
    _ = try TerminalSessionStorage.open(directory: directory, leader: other.leader)
    #expect(names().count == 2)
    #expect(try await elsewhere.getItem("k") == "w")
  }

  @Test func `a process id that was given out again is another session`() async throws {
    try await storage.setItem("v", forKey: "k")
    let past = SessionLeader(
      id: shell.leader.id,
      startTime: shell.leader.startTime - 1,
      bootID: shell.leader.bootID,
      namespace: shell.leader.namespace
    )
    #expect(past.hasEnded)
    let other = try TerminalSessionStorage.open(directory: directory, leader: past)
    await #expect(throws: StorageError.self) { try await other.getItem("k") }
    #expect(try await storage.getItem("k") == "v")
  }

  @Test func `files of another boot go, those of another namespace and of others stay`() throws {
    let leader = shell.leader
    func make(_ name: String) { StoreFolder.write([], to: "\(directory)/\(name)") }
    let boot = leader.bootID
    make("session-\(leader.id)-\(leader.startTime)-\(leader.namespace)-0123")
    make("session-4000000-1-\(leader.namespace)-\(boot)")
    make("session-4000000-1-\(leader.namespace)-\(boot).lock")
    make("session-4000000-1-\(leader.namespace)-\(boot).guard")
    make("session-4000000-1-7-\(boot)")
    make("session-x-1-7-\(boot)")
    make("notes")
    _ = try TerminalSessionStorage.open(directory: directory, leader: leader)
    #expect(names() == ["notes", "session-4000000-1-7-\(boot)", "session-x-1-7-\(boot)"])
  }

  @Test func `a file that is no session's is refused`() async throws {
    try await storage.setItem("v", forKey: "k")
    let file = try #require(names().first)
    for text in [
      "", "hello", "authtop terminal session 2\n", "authtop terminal session 1\nonekey\n",
    ] {
      StoreFolder.write(Array(text.utf8), to: "\(directory)/\(file)")
      let error = await #expect(throws: StorageError.self) { try await storage.getItem("k") }
      guard case .corrupt = error else { throw StorageContract.Breach("\(error as Any)") }
    }
  }

  private func names() -> [String] {
    DirectoryListing.names(directory).sorted()
  }
}
