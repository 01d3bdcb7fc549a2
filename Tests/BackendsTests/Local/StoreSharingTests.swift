import AuthCore
import Backends
import GRDB
import Glibc
import TestSupport
import Testing

/// Several users of one store: other processes, other stores, a full disk, a folder that went away.
@Suite(.ownThread, .runLimit(minutes: 20))
struct StoreSharingTests {
  private let folder: StoreFolder

  init() throws {
    folder = try StoreFolder()
  }

  @Test func `two stores see a third process's write within a second`() async throws {
    try await folder.fill()
    let stores = [try folder.storage(), try folder.storage()]
    var listeners = stores.map { $0.changes().makeAsyncIterator() }
    var took: [Duration] = []
    for round in 0..<5 {
      let key = "third \(round)"
      let child = try #require(ChildProcess("KillWriter", ["set", folder.path, key, "seen"]))
      #expect(child.line() == "done")
      let written = ContinuousClock.now
      for index in stores.indices {
        // The first element may tell of the log that the child's start made.
        while try await stores[index].getItem(key) == nil {
          try #require(await listeners[index].next() != nil)
        }
      }
      took.append(ContinuousClock.now - written)
    }
    // A busy machine delays the one or the other; a bell that comes late is late each time.
    #expect(took.min() ?? .seconds(9) < .seconds(1))
  }

  @Test func `a commit that rings no bell is noticed too`() async throws {
    try await folder.fill()
    let storage = try folder.storage()
    var changes = storage.changes().makeAsyncIterator()
    try folder.sqlite("UPDATE item SET value = CAST('foreign' AS BLOB)")
    while try await storage.getItem("key") != "foreign" {
      try #require(await changes.next() != nil)
    }
  }

  @Test func `listening leaves no descriptor behind`() throws {
    let child = try #require(ChildProcess("KillWriter", ["listen", folder.path]))
    let counts = try #require(child.line()).split(separator: " ").compactMap { Int($0) }
    #expect(counts == [1, 0], "watches while listening and after it")
  }

  @Test func `eight processes that start at once share one new store`() async throws {
    let children = (0..<8).compactMap { number in
      ChildProcess("KillWriter", ["set", folder.path, "child \(number)", "value"])
    }
    for child in children { #expect(child.line() == "done") }
    #expect(try await folder.storage().items(withPrefix: "child ").count == 8)
  }

  @Test func `a kill while the store is made leaves none or a whole one`() async throws {
    let seed = UInt64.random(in: 0 ... .max)
    var random = SeededGenerator(seed: seed)
    for round in 0..<40 {
      let path = "\(folder.path)/\(round)"
      let child = try #require(ChildProcess("KillWriter", ["set", path, "key", "value"]))
      let end = ContinuousClock.now + .microseconds(Int.random(in: 0..<30_000, using: &random))
      while ContinuousClock.now < end {}
      child.kill()
      let storage = try LocalStore.open(directory: path).storage(namespace: "sessions")
      let value = try await storage.getItem("key")
      #expect(value == "value" || child.line() == nil, "round \(round), seed \(seed)")
    }
  }

  @Test func `a locked store is read at once and busy for writers`() async throws {
    try await folder.fill()
    let storage = try folder.storage()
    var configuration = Configuration()
    configuration.allowsUnsafeTransactions = true
    let other = try DatabaseQueue(path: folder.file, configuration: configuration)
    try await other.writeWithoutTransaction { try $0.beginTransaction(.immediate) }
    #expect(try await storage.getItem("key") == "value")
    let error = await #expect(throws: StorageError.self) {
      try await storage.setItem("secret", forKey: "key")
    }
    #expect(error == .busy(seconds: 2))
    try await other.writeWithoutTransaction { try $0.rollback() }
    try await storage.setItem("later", forKey: "key")
    #expect(try await storage.getItem("key") == "later")
  }

  @Test func `a full disk is named, and what was acknowledged is there`() async throws {
    let child = try #require(ChildProcess("KillWriter", ["fill", folder.path]))
    var acknowledged = 0
    var message = ""
    while let line = child.line() {
      if let number = Int(line) { acknowledged = number } else { message = line }
    }
    #expect(message.contains("there is no room to write"))
    #expect(!message.contains("secret"))
    #expect(acknowledged > 5)
    let items = try await folder.storage().items(withPrefix: "item ")
    #expect(items.count == acknowledged + 1)
  }

  @Test func `a store that was moved away or replaced is neither read nor written`() async throws {
    try await folder.fill()
    let storage = try folder.storage()
    rename(folder.file, folder.file + ".old")
    await #expect(throws: StorageError.self) { try await storage.getItem("key") }
    try await folder.fill("another store's")
    let error = await #expect(throws: StorageError.self) {
      try await storage.setItem("lost", forKey: "key")
    }
    guard case .unavailable = error else { throw StorageContract.Breach("\(error as Any)") }
    #expect(try await folder.storage().getItem("key") == "another store's")
  }

  @Test(
    .enabled(
      if: OtherUser.mayReachFiles,
      "nobody else can be pretended to be, or reach the temporary files"
    )
  )
  func `a read-only folder is read, and the write fails with a reason`() async throws {
    try await folder.fill()
    let parent = folder.path.split(separator: "/").dropLast().reduce("") { "\($0)/\($1)" }
    chmod(parent, 0o755)
    // What a program that did not end cleanly leaves; without it SQLite could not read either.
    for suffix in ["-wal", "-shm"] where StoreFolder.mode(folder.file + suffix) == nil {
      StoreFolder.write([], to: folder.file + suffix)
    }
    for path in ["", "-wal", "-shm"].map({ folder.file + $0 }) { chown(path, 65534, 65534) }
    chown(folder.path, 65534, 65534)
    chmod(folder.path, 0o500)
    let child = try #require(ChildProcess("KillWriter", ["probe", folder.path]))
    #expect(child.line() == "items 1")
    let message = child.line() ?? ""
    #expect(message.contains("is read-only"), "\(message)")
  }
}
