import AuthCore
import Backends
import Glibc
import TestSupport
import Testing

@Suite(
  .serialized,
  .timeLimit(.minutes(20)),
  .enabled(if: HelperScript.isPossible, "there is no Python")
)
struct HelperStorageTests {
  private static let texts = StorageContract.oddTexts.filter { !$0.utf8.contains(0) }

  private let script: HelperScript
  private let storage: HelperStorage

  init() throws {
    script = try HelperScript()
    storage = Self.storage(script)
  }

  private static func storage(_ script: HelperScript) -> HelperStorage {
    HelperStorage(
      HelperClient(HelperProgram(path: script.path), limits: HelperLimits(seconds: 60))
    )
  }

  @Test(arguments: StorageContract.verbs(texts: texts))
  func `it keeps the promises of the four verbs`(
    promise: StorageContract.Case<any KeyValueStorage>
  ) async throws {
    try await promise.check(storage)
  }

  @Test(arguments: StorageContract.listing(texts: texts))
  func `it keeps the promises of listing`(
    promise: StorageContract.Case<any ListingStorage>
  ) async throws {
    try await promise.check(storage)
  }

  @Test(arguments: StorageContract.atomic)
  func `it keeps the promises of atomic changes`(
    promise: StorageContract.Case<any AtomicStorage & ListingStorage>
  ) async throws {
    try await promise.check(storage)
  }

  @Test func `a helper without batch makes changes in their order`() async throws {
    let script = try HelperScript(capabilities: ["keys"])
    let storage = Self.storage(script)
    try await storage.apply([
      .set(key: "a", value: "1"), .set(key: "a", value: "2"), .remove(key: "b"),
    ])
    #expect(try await storage.items(withPrefix: "") == [StorageItem(key: "a", value: "2")])
  }

  @Test func `a helper that lists keys alone is asked for each value`() async throws {
    let script = try HelperScript(
      capabilities: ["keys"],
      broken: "if verb == 'keys': answer = {'keys': ['a', 'gone', 'b', 'x']}"
    )
    let storage = Self.storage(script)
    try await storage.setItem("1", forKey: "a")
    try await storage.setItem("2", forKey: "b")
    #expect(
      try await storage.items(withPrefix: "") == [
        StorageItem(key: "a", value: "1"), StorageItem(key: "b", value: "2"),
      ]
    )
    #expect(try await storage.items(withPrefix: "b") == [StorageItem(key: "b", value: "2")])
  }

  @Test func `a list of many values waits no longer than for one answer`() async throws {
    let script = try HelperScript(
      capabilities: ["keys"],
      broken: """
        if verb == 'keys': answer = {'keys': [f'k{number}' for number in range(40)]}
        if verb == 'get':
            time.sleep(0.8)
            answer = {'value': 'v'}
        """
    )
    let limits = HelperLimits(seconds: 8, patientSeconds: 120, graceSeconds: 0.5)
    let storage = HelperStorage(HelperClient(HelperProgram(path: script.path), limits: limits))
    let start = ContinuousClock.now
    let error = await #expect(throws: StorageError.self) { try await storage.items(withPrefix: "") }
    #expect(ContinuousClock.now - start < .seconds(25))
    guard case .unavailable(let reason)? = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(reason.contains("of 40 values in the time that a list waits"), "\(reason)")
    let items = try await HelperPatience.$isLong.withValue(true) {
      try await storage.items(withPrefix: "k1")
    }
    #expect(items.count == 11, "what a person waits for has no such end")
    let short = HelperLimits(seconds: 6, patientSeconds: 120, graceSeconds: 0.5)
    let other = HelperStorage(HelperClient(HelperProgram(path: script.path), limits: short))
    let needed = try await HelperPatience.$needsLists.withValue(true) {
      try await other.items(withPrefix: "k2")
    }
    #expect(needed.count == 11, "nor has what changes something")
  }

  @Test func `what it can do is asked once, and what nobody knows is passed over`() async throws {
    let script = try HelperScript(
      capabilities: ["time-travel"],
      broken: "open(notes, 'a').write(verb + ' ')"
    )
    let storage = Self.storage(script)
    #expect(try await !storage.isListable)
    try await storage.setItem("1", forKey: "a")
    #expect(try await storage.getItem("a") == "1")
    #expect(
      String(decoding: StoreFolder.bytes(script.notes), as: UTF8.self) == "capabilities set get "
    )
  }

  @Test func `secrets stand in no argument and no environment`() async throws {
    let script = try HelperScript(
      broken: """
        open(notes, 'a').write(open('/proc/self/cmdline').read() + open('/proc/self/environ').read())
        """
    )
    try await Self.storage(script).setItem("secret-canary", forKey: "key-canary")
    let notes = String(decoding: StoreFolder.bytes(script.notes), as: UTF8.self)
    #expect(notes.contains("set"))
    #expect(!notes.contains("canary"))
  }

  @Test func `a descriptor that authtop inherited is not passed on`() async throws {
    // Nothing of the helper's own gets so high a number, and nothing closes it at a program's start.
    let source = Glibc.open("/dev/null", O_RDONLY | O_CLOEXEC)
    let inherited = fcntl(source, F_DUPFD, 700)
    defer { for number in [source, inherited] { close(number) } }
    let script = try HelperScript(
      broken: "open(notes, 'w').write(str(os.path.exists('/proc/self/fd/\(inherited)')))"
    )
    try await Self.storage(script).setItem("value", forKey: "key")
    #expect(String(decoding: StoreFolder.bytes(script.notes), as: UTF8.self) == "False")
  }

  @Test func `a text with a NUL is refused before the helper runs`() async throws {
    let script = try HelperScript(broken: "open(notes, 'a').write(verb)")
    let storage = Self.storage(script)
    await #expect(throws: StorageError.self) { try await storage.setItem("a\u{0}b", forKey: "k") }
    await #expect(throws: StorageError.self) { try await storage.getItem("\u{0}") }
    await #expect(throws: StorageError.self) {
      try await storage.apply([.set(key: "k", value: "\u{0}")])
    }
    #expect(!String(decoding: StoreFolder.bytes(script.notes), as: UTF8.self).contains("set"))
  }

  @Test func `a helper that watches tells of changes until nobody listens`() async throws {
    let script = try HelperScript(
      capabilities: ["watch"],
      broken: """
        if verb == 'watch':
            fcntl.flock(lock, fcntl.LOCK_UN)
            open(notes, 'w').write(str(os.getpid()))
            for round in range(3):
                print('{}', flush=True)
            sys.stdin.read()
            os._exit(0)
        """
    )
    let storage = Self.storage(script)
    let listener = Task {
      for await _ in storage.changes() { return true }
      return false
    }
    #expect(await listener.value)
    let id = try #require(Int32(String(decoding: StoreFolder.bytes(script.notes), as: UTF8.self)))
    let end = ContinuousClock.now + .seconds(120)
    while try SessionLeader.startTime(of: id) != nil, ContinuousClock.now < end {
      await Task.yield()
    }
    #expect(try SessionLeader.startTime(of: id) == nil, "it ended with the last listener")
  }

  @Test func `a helper without watch has no changes to tell`() async {
    var changes = storage.changes().makeAsyncIterator()
    #expect(await changes.next() == nil)
  }
}
