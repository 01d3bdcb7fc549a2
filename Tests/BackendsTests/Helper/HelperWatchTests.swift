import AuthCore
import Backends
import Glibc
import TestSupport
import Testing

/// Helpers that watch and do not end when they should.
@Suite(
  .ownThread,
  .serialized,
  .runLimit(minutes: 20),
  .enabled(if: HelperScript.isPossible, "there is no Python")
)
struct HelperWatchTests {
  private static let child =
    "child = subprocess.Popen(['/bin/sleep', '60'], start_new_session=True).pid"

  private static func script(_ ending: String) throws -> HelperScript {
    try HelperScript(
      capabilities: ["watch"],
      broken: """
        if verb == 'watch':
            fcntl.flock(lock, fcntl.LOCK_UN)
            child = 0
            \(ending.split(separator: "\n").joined(separator: "\n    "))

        """
    )
  }

  private static func storage(_ script: HelperScript) -> HelperStorage {
    let limits = HelperLimits(seconds: 60, graceSeconds: 0.5)
    return HelperStorage(HelperClient(HelperProgram(path: script.path), limits: limits))
  }

  /// The ids that a script noted: its own and that of what it started.
  private static func noted(_ script: HelperScript) throws -> [Int32] {
    let text = String(decoding: StoreFolder.bytes(script.notes), as: UTF8.self)
    let ids = text.split(separator: " ").compactMap { Int32($0) }
    try #require(ids.count == 2, "\(text)")
    return ids
  }

  @Test(
    arguments: [
      "signal.signal(signal.SIGTERM, signal.SIG_IGN)", child,
      "signal.signal(signal.SIGTERM, signal.SIG_IGN)\n" + child,
    ]
  )
  func `it is ended and reaped when nobody listens any more`(habit: String) async throws {
    let script = try Self.script(
      """
      \(habit)
      open(notes, 'w').write(f'{os.getpid()} {child}')
      print('{}', flush=True)
      time.sleep(60)
      """
    )
    for await _ in Self.storage(script).changes() { break }
    try await expectGone(script)
  }

  @Test func `it is ended with the program that listens`() async throws {
    let script = try Self.script(
      """
      signal.signal(signal.SIGTERM, signal.SIG_IGN)
      open(notes, 'w').write(f'{os.getpid()} {child}')
      print('{}', flush=True)
      time.sleep(60)
      """
    )
    let program = try #require(ChildProcess("KillWriter", ["helper-watch", script.path]))
    #expect(program.line() == "watching")
    try await expectGone(script, isReaped: false)
  }

  /// `isReaped` where this process is its parent; an orphan's end is taken by the system's first process, or
  /// by nobody.
  private func expectGone(_ script: HelperScript, isReaped: Bool = true) async throws {
    let ids = try Self.noted(script)
    defer { if ids[1] > 0 { kill(ids[1], SIGKILL) } }
    let end = ContinuousClock.now + .seconds(30)
    func runs() -> Bool { (try? SessionLeader.startTime(of: ids[0])) != nil }
    while runs(), ContinuousClock.now < end { await Task.yield() }
    #expect(!runs(), "it runs on")
    guard isReaped else { return }
    // One that ended and was not reaped can still be sent signals.
    while kill(ids[0], 0) == 0, ContinuousClock.now < end { await Task.yield() }
    #expect(kill(ids[0], 0) == -1 && errno == ESRCH, "nobody took its end")
  }

  @Test func `its end is noticed while a child of it holds the pipe`() async throws {
    let script = try Self.script(
      """
      \(Self.child)
      open(notes, 'w').write(f'{os.getpid()} {child}')
      print('{}', flush=True)
      os._exit(0)
      """
    )
    let start = ContinuousClock.now
    var count = 0
    for await _ in Self.storage(script).changes() { count += 1 }
    let ids = try Self.noted(script)
    kill(ids[1], SIGKILL)
    #expect(count == 1, "its last line was heard")
    #expect(ContinuousClock.now - start < .seconds(45))
    #expect(kill(ids[0], 0) == -1 && errno == ESRCH, "nobody took its end")
  }
}
