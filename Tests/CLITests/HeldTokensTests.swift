import AuthCore
import TestSupport
import Testing

@testable import CLI

/// New tokens are lost by no slip of the keys: a command asks until they are stored or given up.
struct HeldTokensTests {
  private let tokens = SampleTokens()

  /// A manager that holds a refresh's tokens, because `local` has no room.
  private func held(
    copy: [String: String] = [:]
  ) async throws -> (SessionManager, SessionError) {
    let local = FaultyStorage(tokens.items)
    let cookie = FaultyStorage(copy)
    let bench = ManagerBench(
      local: local,
      memory: MemoryStorage(),
      more: [Backend(id: .cookie, storage: cookie, lifetime: .permanent)]
    )
    bench.pool.onRefresh { _ async throws(UserPoolError) in
      SampleTokens { $0.refresh = "h.k.i.c.refresh-2" }.answer
    }
    await local.allow(writes: 0)
    // The other place fails once too, where it is no copy.
    await cookie.allow(writes: 0, thenFailing: copy.isEmpty ? 1 : 0)
    let error = await #expect(throws: SessionError.self) {
      try await bench.manager.refresh(ManagerBench.id())
    }
    return (bench.manager, try #require(error))
  }

  @Test func `a misspelt name, a short-lived one and a failure are followed by another question`()
    async throws
  {
    let (manager, error) = try await held()
    var answers = ["cokie", "memory", "cookie", "cookie"]
    var told: [String] = []
    let rescue = HeldTokens(
      manager: manager,
      orTo: nil,
      ask: { _ in answers.isEmpty ? nil : answers.removeFirst() },
      tell: { told.append($0) }
    )
    let text = try await rescue.rescue(after: error)
    #expect(text.hasSuffix("the new tokens are stored as cookie/client1/alice"))
    #expect(answers.isEmpty && told.count == 4)
    for part in ["there is no backend cokie", "lives only as long", "no more writes"] {
      #expect(told.contains { $0.contains(part) }, "\(part)")
    }
    #expect(await manager.heldSessions().isEmpty)
  }

  @Test func `a place that was named beforehand and fails is followed by a question`() async throws
  {
    let (manager, error) = try await held()
    var questions: [String] = []
    let rescue = HeldTokens(
      manager: manager,
      orTo: "tape",
      ask: {
        questions.append($0)
        return "cookie"
      },
      tell: { _ in }
    )
    await #expect(throws: Never.self) { try await rescue.rescue(after: error) }
    #expect(questions.count == 2)
    #expect(questions.first?.contains("(cookie, local)") == true)
  }

  @Test func `whoever gives them up is told that they are lost`() async throws {
    let (manager, error) = try await held()
    let rescue = HeldTokens(manager: manager, orTo: nil, ask: { _ in nil }, tell: { _ in })
    let failure = await #expect(throws: CommandFailure.self) {
      try await rescue.rescue(after: error)
    }
    #expect(failure?.code == 3 && failure?.message.contains("are lost with this command") == true)
  }

  @Test func `tokens that a copy has got are not told as lost`() async throws {
    let (manager, error) = try await held(copy: tokens.items)
    #expect(await manager.copiesOfHeld(ManagerBench.id()) == [ManagerBench.id(.cookie)])
    let rescue = HeldTokens(manager: manager, orTo: nil, ask: { _ in nil }, tell: { _ in })
    let failure = await #expect(throws: CommandFailure.self) {
      try await rescue.rescue(after: error)
    }
    #expect(failure?.code == 3 && failure?.message.contains("lost") == false)
    #expect(failure?.message.contains("are stored as cookie/client1/alice") == true)
  }
}
