import AuthCore
import Backends
import TestSupport
import Testing

@Suite(.serialized, .timeLimit(.minutes(20)))
struct CookieStorageTests {
  private let folder: JarFolder
  private let storage: CookieStorage

  init() throws {
    folder = try JarFolder()
    storage = try folder.open()
  }

  // A cookie holds 4096 bytes; a larger value is another test's.
  @Test(arguments: StorageContract.verbs(largest: 4080))
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

  @Test func `a cookie is a line as curl writes it`() async throws {
    try await storage.setItem("a=b; c", forKey: "k.alice@acme.dev.accessToken")
    #expect(
      folder.text == """
        # Netscape HTTP Cookie File

        localhost\tFALSE\t/\tTRUE\t\(JarFolder.expiry)\tk.alice%40acme.dev.accessToken\ta=b%3B%20c

        """
    )
  }

  @Test func `a domain, a path and no lifetime are in the line`() async throws {
    let options = try CookieOptions(
      domain: ".example.com",
      path: "/app",
      expires: nil,
      secure: false
    )
    try await folder.open(options).setItem("v", forKey: "k")
    #expect(folder.text.hasSuffix("\n.example.com\tTRUE\t/app\tFALSE\t0\tk\tv\n"))
  }

  @Test(
    arguments: [(10, 4086, true), (10, 4087, false), (4096, 0, true), (4097, 0, false)]
  )
  func `4096 bytes of name and value are the limit`(name: Int, value: Int, fits: Bool) async throws
  {
    let key = String(repeating: "k", count: name)
    try await storage.setItem("old", forKey: "other")
    let before = folder.text
    do {
      try await storage.setItem(String(repeating: "v", count: value), forKey: key)
      #expect(fits)
    } catch let error as StorageError {
      #expect(!fits && error == .tooLarge(key: key, bytes: 4097, limit: 4096))
      #expect(folder.text == before)
    }
  }

  @Test func `bytes count as they are encoded, and one too large stops the whole change`()
    async throws
  {
    try await storage.setItem("old", forKey: "a")
    let before = folder.text
    let large = String(repeating: ";", count: 1366)
    await #expect(throws: StorageError.tooLarge(key: "b", bytes: 4099, limit: 4096)) {
      try await storage.apply([.set(key: "a", value: "new"), .set(key: "b", value: large)])
    }
    #expect(folder.text == before)
  }

  @Test func `an expired cookie is absent and stays in the file`() async throws {
    let line = "localhost\tFALSE\t/\tTRUE\t1700000000\told\tv\n"
    let storage = try folder.storage(line + "localhost\tFALSE\t/\tTRUE\t1700000001\tnew\tv\n")
    #expect(try await storage.items(withPrefix: "").map(\.key) == ["new"])
    #expect(try await storage.getItem("old") == nil)
    try await storage.setItem("w", forKey: "new")
    #expect(folder.text.hasPrefix(line))
    try await storage.setItem("again", forKey: "old")
    #expect(try await storage.getItem("old") == "again")
  }

  @Test func `a lifetime that is over removes the cookie`() async throws {
    try await storage.setItem("v", forKey: "k")
    try await folder.open(try CookieOptions(expires: 0)).setItem("w", forKey: "k")
    #expect(try await storage.getItem("k") == nil)
  }

  @Test func `a cookie without an expiry is a cookie`() async throws {
    let storage = try folder.storage("localhost\tFALSE\t/\tFALSE\t0\tk\tv\n")
    #expect(try await storage.getItem("k") == "v")
  }

  @Test func `eight storages that write at once lose nothing`() async throws {
    // A slow disk would keep the lock longer than one waits for it, which is another test's.
    let folder = try JarFolder(inMemory: true)
    let storages = try (0..<8).map { _ in try folder.open() }
    try await withThrowingTaskGroup(of: Void.self) { group in
      for (number, storage) in storages.enumerated() {
        group.addTask {
          for round in 0..<5 { try await storage.setItem("v", forKey: "\(number).\(round)") }
        }
      }
      try await group.waitForAll()
    }
    #expect(try await folder.open().items(withPrefix: "").count == 40)
  }
}
