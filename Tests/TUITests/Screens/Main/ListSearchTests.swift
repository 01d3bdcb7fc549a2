import AuthCore
import TUI
import TestSupport
import Testing

/// The filter of a list too long to be searched between two keys.
struct ListSearchTests {
  private static let sessions: [Session] = (0..<60_000).map { number in
    let name = "user-\(number + 100_000)"
    let client = number < 100 ? "early" : "late"
    var session = Session(id: SessionID(backend: .local, clientID: client, username: name))
    if number % 3 == 0 { session.groups = ["ADMINS"] }
    session.access = TokenSummary(byteCount: 900)
    session.access?.issuer = "https://issuer.example/us-east-1_Pool\(number % 2)"
    session.access?.expiresAt = ManagerBench.now.advanced(
      byMilliseconds: number % 5 == 0 ? -60_000 : 3_600_000
    )
    return session
  }

  private func sample() -> SampleApp {
    var sample = SampleApp(local: [])
    let snapshot = BackendSnapshot(
      id: .local,
      lifetime: .permanent,
      content: .sessions(Self.sessions),
      isPartial: false,
      isActive: true
    )
    _ = sample.app.update(.loaded(snapshot))
    sample.press(.character("/"))
    return sample
  }

  /// Goes on with the search to its end; how often it was asked to.
  private func settle(_ sample: inout SampleApp, _ effects: [Effect]) -> Int {
    var (effects, rounds) = (effects, 0)
    while effects.contains(.searchOn) {
      effects = sample.app.update(.searchOn)
      rounds += 1
    }
    return rounds
  }

  private func wanted(_ filter: String) -> [SessionID] {
    let filter = SessionFilter(filter)
    return Self.sessions.filter { filter.matches($0, at: ManagerBench.now) }.map(\.id)
  }

  @Test(
    arguments: [
      "159", "early", "admins", "expired", "live", "pool1", "issuer", "zzz", "user:1599",
      "1599 admins", "LATE", "é",
    ]
  )
  func `a search in parts lists what the filter says`(word: String) {
    var sample = sample()
    let effects = sample.press(.paste(word))
    #expect(sample.app.main.visible.count == Self.sessions.count)
    #expect(settle(&sample, effects) == 2)
    #expect(sample.app.main.visible == wanted(word))
  }

  @Test func `a further key begins anew and asks for nothing twice`() {
    var sample = sample()
    #expect(sample.press(.character("1")).filter { $0 == .searchOn }.count == 1)
    #expect(!sample.press(.character("5")).contains(.searchOn))
    #expect(settle(&sample, [.searchOn]) == 2)
    #expect(sample.app.main.visible == wanted("15"))
  }

  @Test func `an action works on what was asked for, not on the list before`() {
    var sample = sample()
    sample.press(.paste("159999"), .enter, .character("*"))
    #expect(sample.app.main.marks == Set(wanted("159999")))
    #expect(settle(&sample, [.searchOn]) == 1)
    #expect(sample.app.main.visible == wanted("159999"))
  }

  @Test func `what is loaded meanwhile ends the search`() {
    var sample = sample()
    sample.press(.paste("1599"))
    _ = sample.app.update(.loaded(SampleApp.snapshot(.memory, SampleApp.three)))
    #expect(sample.app.main.visible == wanted("1599"))
  }
}
