package import Testing

/// The time that a test may take, counted from its turn.
///
/// `timeLimit` counts the wait for the turn too (`OwnThread`), which is as long as the tests before it take.
package struct RunLimit: SuiteTrait, TestTrait, TestScoping {
  private let seconds: Int
  private let report: @Sendable (String) -> Void

  package init(
    seconds: Int,
    report: @escaping @Sendable (String) -> Void = { Issue.record(Comment(rawValue: $0)) }
  ) {
    self.seconds = seconds
    self.report = report
  }

  package var isRecursive: Bool { true }

  package func provideScope(
    for test: Test,
    testCase: Test.Case?,
    performing body: @Sendable () async throws -> Void
  ) async throws {
    guard testCase != nil else { return try await body() }
    try await withoutActuallyEscaping(body) { body in
      try await withThrowingTaskGroup(of: Void.self) { group in
        // Not on the test's own thread, where it would wait for what it measures.
        group.addTask(executorPreference: globalConcurrentExecutor) {
          let isOver = await !Bell().isHeard(within: seconds)
          if isOver, !Task.isCancelled { report("the test took longer than \(seconds) s") }
        }
        group.addTask { try await body() }
        defer { group.cancelAll() }
        try await group.next()
      }
    }
  }
}

extension Trait where Self == RunLimit {
  /// What a test may take once it runs.
  package static func runLimit(minutes: Int) -> Self { Self(seconds: 60 * minutes) }
}
