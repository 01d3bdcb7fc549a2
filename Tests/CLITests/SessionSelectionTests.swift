import AuthCore
import TestSupport
import Testing

@testable import CLI

struct SessionSelectionTests {
  private func find(_ names: [String], _ tokens: [SampleTokens] = SampleApp.three) throws
    -> [String]
  {
    let snapshots = [
      SampleApp.snapshot(.local, tokens), SampleApp.snapshot(.memory, [SampleTokens()]),
    ]
    return try SessionSelection.sessions(names, among: snapshots).map(\.id.description)
  }

  @Test func `a whole id or a unique part of it names a session`() throws {
    #expect(try find(["local/client1/alice"]) == ["local/client1/alice"])
    #expect(try find(["bob"]) == ["local/client1/bob"])
    #expect(try find(["bob", "local/client1/bob", "carol"]).count == 2)
    #expect(try find([]).isEmpty)
  }

  @Test(arguments: [
    ("alice", "matches 2 sessions"), ("", "no session matches"), ("nobody", "no session matches"),
    ("client1", "matches 4 sessions"),
  ])
  func `anything else is refused with exit code 2`(name: String, part: String) {
    let failure = #expect(throws: CommandFailure.self) { try find([name]) }
    #expect(failure?.message.contains(part) == true && failure?.code == 2)
  }

  @Test func `a whole id names its session though it is a part of another`() throws {
    let tokens = [SampleTokens(), SampleTokens { $0.username = "alice2" }]
    #expect(try find(["local/client1/alice"], tokens) == ["local/client1/alice"])
  }

  @Test func `of names that look alike the one is found that was given`() throws {
    let tokens = ["ren\u{E9}", "rene\u{301}"].map { name in SampleTokens { $0.username = name } }
    for name in ["local/client1/ren\u{E9}", "local/client1/rene\u{301}"] {
      #expect(try find([name], tokens).map { Array($0.utf8) } == [Array(name.utf8)])
    }
    #expect(throws: CommandFailure.self) { try find(["ren\u{E9}"], tokens) }
  }

  private func removals(_ names: [String], everything: Bool) async throws -> [String] {
    let former = SampleTokens { $0.username = "former" }
    let local = MemoryStorage(
      SampleTokens().items.merging([former.key(.deviceKey): "device"]) { $1 }
    )
    let manager = ManagerBench(local: local).manager
    return try await SessionSelection.removals(names, everything: everything, in: manager)
      .map(\.description)
  }

  @Test func `a removal of everything finds a user without tokens by the whole id`() async throws {
    let (session, former) = ("local/client1/alice", "local/client1/former")
    #expect(try await removals([former, "alice", former], everything: true) == [former, session])
    #expect(try await removals([session], everything: false) == [session])
    let failure = await #expect(throws: CommandFailure.self) {
      try await removals([former], everything: false)
    }
    #expect(failure?.code == 2 && failure?.message.contains("only deviceKey; --everything") == true)
    for name in ["former", "local/client1/nobody", "nowhere/client1/former"] {
      let failure = await #expect(throws: CommandFailure.self) {
        try await removals([name], everything: true)
      }
      #expect(failure?.message.contains("no session matches") == true)
    }
  }

  @Test(arguments: [BackendSnapshot.Content.unavailable("why"), .absent("why")])
  func `a backend that could not be looked at is named`(_ content: BackendSnapshot.Content) {
    let broken = BackendSnapshot(
      id: .local,
      lifetime: .permanent,
      content: content,
      isPartial: false,
      isActive: true
    )
    let failure = #expect(throws: CommandFailure.self) {
      try SessionSelection.sessions(["alice"], among: [broken])
    }
    #expect(failure?.message.contains("not looked at: local: why") == true)
  }
}
