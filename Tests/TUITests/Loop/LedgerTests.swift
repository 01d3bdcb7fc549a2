import AuthCore
import TUI
import TestSupport
import Testing

struct LedgerTests {
  private func ledger(_ local: [SampleTokens], _ memory: [SampleTokens]) -> Ledger {
    var ledger = Ledger(backends: [.local, .memory])
    ledger.take(SampleApp.snapshot(.memory, memory))
    ledger.take(SampleApp.snapshot(.local, local, isActive: true))
    return ledger
  }

  @Test func `sessions stand by user, client and backend, whoever came first`() {
    let ledger = ledger(SampleApp.three, [SampleTokens()])
    #expect(
      ledger.sessions.map(\.id.description)
        == [
          "local/client1/alice", "memory/client1/alice", "local/client1/bob",
          "local/client1/carol",
        ]
    )
    #expect(ledger.activeBackend == .local)
    #expect(ledger[ManagerBench.id(.memory)] != nil)
    #expect(ledger[ManagerBench.id(.memory, "bob")] == nil)
  }

  @Test func `of two copies the one issued later is the newest`() {
    let ledger = ledger([SampleTokens { $0.iat = 1_772_510_001 }], [SampleTokens()])
    #expect(
      ledger.twins == [ManagerBench.id(): .newest, ManagerBench.id(.memory): .older]
    )
    #expect(
      self.ledger([SampleTokens()], [SampleTokens()]).twins.values.allSatisfy { $0 == .newest }
    )
  }

  @Test func `names that only look alike, and other clients, are no copies`() {
    let ledger = ledger(
      [SampleTokens { $0.username = "ren\u{E9}" }, SampleTokens { $0.clientID = "client2" }],
      [SampleTokens { $0.username = "rene\u{301}" }, SampleTokens()]
    )
    #expect(ledger.sessions.count == 4)
    #expect(ledger.twins.isEmpty)
  }

  @Test func `a backend that fails keeps what it last had and says so`() {
    var ledger = ledger(SampleApp.three, [])
    ledger.take(Self.snapshot(.unavailable("locked")))
    #expect(ledger.sessions.count == 3)
    #expect(ledger.staleReason(.local) == "locked")
    ledger.take(Self.snapshot(.absent("no terminal session")))
    // What is gone with its place is not shown any more.
    #expect(ledger.sessions.isEmpty && ledger.staleReason(.local) == nil)
    ledger.take(SampleApp.snapshot(.local, [SampleTokens()], isActive: true))
    #expect(ledger.sessions.count == 1 && ledger.staleReason(.local) == nil)
  }

  @Test func `the first page of another look takes nothing away`() {
    func page(_ count: Int, isPartial: Bool) -> BackendSnapshot {
      BackendSnapshot(
        id: .local,
        lifetime: .permanent,
        content: .sessions(
          Array(SampleApp.snapshot(.local, SampleApp.three).sessions.prefix(count))
        ),
        isPartial: isPartial,
        isActive: true
      )
    }
    var ledger = Ledger(backends: [.local])
    // The first look grows page by page.
    for (count, isPartial) in [(1, true), (2, true), (3, false)] {
      let isNews = ledger.take(page(count, isPartial: isPartial))
      #expect(isNews && ledger.sessions.count == count)
    }
    let isNews = ledger.take(page(1, isPartial: true))
    #expect(!isNews && ledger.sessions.count == 3)
    ledger.take(page(2, isPartial: false))
    #expect(ledger.sessions.count == 2)
  }

  @Test func `a backend that fails is not active any more when another one was activated`() {
    var ledger = ledger(SampleApp.three, [])
    ledger.take(SampleApp.snapshot(.memory, [], isActive: true))
    ledger.take(Self.snapshot(.unavailable("locked"), isActive: false))
    #expect(ledger.activeBackend == .memory)
  }

  private static func snapshot(
    _ content: BackendSnapshot.Content,
    isActive: Bool = true
  ) -> BackendSnapshot {
    BackendSnapshot(
      id: .local,
      lifetime: .permanent,
      content: content,
      isPartial: false,
      isActive: isActive
    )
  }
}
