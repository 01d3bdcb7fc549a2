import AuthCore
import TUI
import TestSupport
import Testing

struct JournalScreenTests {
  private func entries() async throws -> [JournalEntry] {
    let tokens = SampleTokens()
    let local = MemoryStorage(tokens.items.merging(tokens.pointer) { $1 })
    let bench = ManagerBench(local: local, memory: MemoryStorage())
    _ = try await bench.manager.move(ManagerBench.id(), to: .memory)
    _ = try await bench.manager.activate(.memory)
    await bench.manager.flushJournal()
    return try await bench.manager.journal()
  }

  @Test func `the tab shows what happened to the session, with the issuer's clock`() async throws {
    var sample = SampleApp(local: SampleApp.three, columns: 200)
    #expect(
      sample.press(.character("h")).contains(
        .loadJournal(JournalFilter(session: ManagerBench.id()))
      )
    )
    let entries = try await entries().filter { $0.session != nil }
    _ = sample.app.update(
      .journalLoaded(entries, JournalFilter(session: ManagerBench.id()))
    )
    #expect(sample.picture.contains("moved to memory: pointer included"))
    #expect(sample.picture.contains("issuer 03:54:20Z"))
    // What is written later is read again.
    #expect(
      sample.app.update(.journalChanged).contains(
        .loadJournal(JournalFilter(session: ManagerBench.id()))
      )
    )
  }

  @Test func `the box shows all backends and any word narrows it`() async throws {
    var sample = SampleApp(local: SampleApp.three, columns: 80, rows: 24)
    #expect(sample.press(.character("J")) == [.loadJournal(JournalFilter())])
    _ = sample.app.update(.journalLoaded(try await entries(), JournalFilter()))
    #expect(sample.picture.contains("active backend: instead of local"))
    for letter in "alice moved" { sample.press(.character(letter)) }
    #expect(sample.picture.contains("moved to memory"))
    #expect(!sample.picture.contains("active backend:"))
    sample.press(.escape)
    #expect(sample.app.boxes.isEmpty)
  }

  @Test func `one backend's journal is shown where only that one is listed`() {
    var sample = SampleApp(local: SampleApp.three, columns: 80, rows: 24)
    sample.press(.character("1"))
    #expect(sample.press(.character("J")) == [.loadJournal(JournalFilter(backend: .local))])
  }
}
