import Dispatch
import Glibc
package import Testing

/// Runs each test of a suite on a thread of its own, as many at a time as there are processors.
///
/// What waits for programs all the time would, on the few threads that tasks share, keep the servers and the bells of
/// other tests from being answered.
package struct OwnThread: SuiteTrait, TestTrait, TestScoping {
  private static let turns = Turns(max(2, sysconf(CInt(_SC_NPROCESSORS_ONLN))))

  package var isRecursive: Bool { true }

  package func provideScope(
    for test: Test,
    testCase: Test.Case?,
    performing body: @Sendable () async throws -> Void
  ) async throws {
    guard testCase != nil else { return try await body() }
    await Self.turns.take()
    do {
      try await withTaskExecutorPreference(ThreadExecutor()) { try await body() }
    } catch {
      await Self.turns.give()
      throw error
    }
    await Self.turns.give()
  }
}

extension Trait where Self == OwnThread {
  /// What waits in the test holds up nothing else.
  package static var ownThread: Self { Self() }
}

/// So many at a time, in the order of their coming.
private actor Turns {
  private var free: Int
  private var waiting: [CheckedContinuation<Void, Never>] = []

  init(_ count: Int) { free = count }

  func take() async {
    guard free == 0 else { return free -= 1 }
    await withCheckedContinuation { waiting.append($0) }
  }

  func give() {
    if waiting.isEmpty { free += 1 } else { waiting.removeFirst().resume() }
  }
}

/// One thread at a time, which nobody else waits for.
private final class ThreadExecutor: TaskExecutor {
  private let queue = DispatchQueue(label: "story")

  func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    queue.async { job.runSynchronously(on: self.asUnownedTaskExecutor()) }
  }
}
