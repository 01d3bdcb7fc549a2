package import Testing

/// The time that a test may take, counted from its turn.
///
/// `timeLimit` counts the wait for the turn too (`OwnThread`), which is as long as the tests before it take.
package struct RunLimit: SuiteTrait, TestTrait, TestScoping {
  fileprivate let limit: Duration

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
          try await Task.sleep(for: limit)
          Issue.record("the test took longer than \(limit)")
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
  package static func runLimit(minutes: Int) -> Self { Self(limit: .seconds(60 * minutes)) }
}
