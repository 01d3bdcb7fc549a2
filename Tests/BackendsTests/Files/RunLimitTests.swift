import Synchronization
import TestSupport
import Testing

/// What ends a test of a helper or a story that hangs.
struct RunLimitTests {
  @Test func `a test that takes longer is told of and cancelled, and none that does not`()
    async throws
  {
    #expect(try await said(within: 300) {} == [])
    let said = try await said(within: 0) { _ = await Bell().isHeard(within: 250) }
    #expect(said == ["the test took longer than 0 s"])
  }

  @Test func `its own error comes through`() async {
    await #expect(throws: CancellationError.self) {
      _ = try await said(within: 300) { throw CancellationError() }
    }
  }

  private func said(
    within seconds: Int,
    _ body: @Sendable () async throws -> Void
  ) async throws -> [String] {
    let words = Mutex<[String]>([])
    try await RunLimit(seconds: seconds) { word in words.withLock { $0.append(word) } }
      .provideScope(
        for: try #require(Test.current),
        testCase: Test.Case.current,
        performing: body
      )
    return words.withLock { $0 }
  }
}
