import AuthCore
import TUI
import TestSupport
import Testing

/// What changed in a backend, taken into what was listed before.
struct SessionChangeTests {
  private func scanned(_ tokens: [SampleTokens], _ backend: BackendID = .local) -> [Session] {
    SampleApp.snapshot(backend, tokens, isActive: backend == .local).sessions
  }

  private func user(_ number: Int, iat: Int64 = 1_772_510_000) -> SampleTokens {
    SampleTokens {
      $0.username = "user\(number)"
      $0.iat = iat
    }
  }

  @Test func `a ledger that takes random changes is the ledger of a fresh look`() {
    let seed = UInt64.random(in: 0 ... .max)
    var random = SeededGenerator(seed: seed)
    let backends: [BackendID] = [.local, .memory]
    var held: [BackendID: [Int: SampleTokens]] = [.local: [:], .memory: [:]]
    var ledger = Ledger(backends: backends)
    for backend in backends { ledger.take(SampleApp.snapshot(backend, [], isActive: true)) }
    for _ in 0..<200 {
      let backend = backends[Int.random(in: 0..<2, using: &random)]
      let number = Int.random(in: 0..<8, using: &random)
      let tokens = user(number, iat: Int64.random(in: 1...3, using: &random))
      let isRemoval = Int.random(in: 0..<3, using: &random) == 0
      held[backend]?[number] = isRemoval ? nil : tokens
      let session = scanned([tokens], backend)[0]
      ledger.take(
        SessionChange(
          backend: backend,
          isActive: true,
          updated: isRemoval ? [] : [session],
          removed: isRemoval ? [session.id] : []
        )
      )
      var fresh = Ledger(backends: backends)
      for backend in backends {
        let sessions = held[backend, default: [:]].values
          .flatMap { scanned([$0], backend) }.sorted { $0.id < $1.id }
        fresh.take(
          BackendSnapshot(
            id: backend,
            lifetime: backend == .local ? .permanent : .process,
            content: .sessions(sessions),
            isPartial: false,
            isActive: true
          )
        )
      }
      #expect(ledger == fresh, "seed \(seed)")
    }
  }

  @Test func `the detail is read again only when its session changed`() {
    var sample = SampleApp(local: SampleApp.three)
    let (alice, bob) = (scanned([SampleApp.three[0]])[0], scanned([SampleApp.three[1]])[0])
    let other = SessionChange(backend: .local, isActive: true, updated: [bob])
    let answer1 = sample.app.update(.changed(other))
    #expect(answer1 == [])
    let own = SessionChange(backend: .local, isActive: true, updated: [alice])
    let answer2 = sample.app.update(.changed(own))
    #expect(answer2 == [.loadDetail(alice.id)])
  }

  @Test func `a change of a backend that was never read is passed over`() {
    var ledger = Ledger(backends: [.local])
    let change = SessionChange(backend: .local, isActive: true, updated: scanned([user(1)]))
    let isChanged = ledger.take(change)
    #expect(!isChanged)
    #expect(ledger.sessions.isEmpty)
  }
}
