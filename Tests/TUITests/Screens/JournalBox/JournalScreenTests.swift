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
    sample.press(.character("/"))
    for letter in "alice moved" { sample.press(.character(letter)) }
    #expect(sample.picture.contains("moved to memory"))
    #expect(!sample.picture.contains("active backend:"))
    // Esc clears the words, and then closes.
    sample.press(.escape)
    #expect(sample.picture.contains("active backend:"))
    sample.press(.escape)
    #expect(sample.app.boxes.isEmpty)
  }

  private func opened() async throws -> SampleApp {
    var sample = SampleApp(local: SampleApp.three, columns: 100, rows: 24)
    sample.press(.character("J"))
    _ = sample.app.update(.journalLoaded(try await entries(), JournalFilter()))
    return sample
  }

  private func box(_ sample: SampleApp) -> JournalScreen? {
    if case .journal(let box)? = sample.app.boxes.last { box } else { nil }
  }

  @Test func `one kind after the other is shown, and only those that there are`() async throws {
    var sample = try await opened()
    var seen: [JournalEntry.Kind?] = []
    for _ in 0..<3 {
      sample.press(.right)
      seen.append(box(sample)?.kind)
    }
    #expect(seen == [.moved, .activated, nil])
    sample.press(.left)
    #expect(box(sample)?.kind == .activated)
    #expect(sample.picture.contains("kind activated 1"))
    #expect(!sample.picture.contains("moved to memory"))
    sample.press(.escape)
    #expect(box(sample)?.kind == nil)
  }

  @Test func `only what is late enough is shown`() async throws {
    var sample = try await opened()
    let later = ManagerBench.now.advanced(byMilliseconds: 1_000_000)
    _ = sample.app.update(.tick(later))
    sample.press(.character("s"))
    #expect(sample.picture.contains("since 15m"))
    #expect(sample.picture.contains("nothing like that happened"))
    sample.press(.character("s"))
    #expect(sample.picture.contains("since 1h") && sample.picture.contains("moved to memory"))
  }

  @Test func `Tab goes on to the backend's and the session's own entries`() async throws {
    var sample = try await opened()
    #expect(sample.press(.tab) == [.loadJournal(JournalFilter(backend: .local))])
    #expect(sample.picture.contains("Journal · local") && sample.picture.contains("reading…"))
    #expect(sample.press(.tab) == [.loadJournal(JournalFilter(session: ManagerBench.id()))])
    #expect(sample.picture.contains("Journal · alice in all backends"))
    #expect(sample.press(.tab) == [.loadJournal(JournalFilter())])
  }

  @Test func `Enter goes to the session where it is now, and both clocks are told`() async throws {
    var sample = try await opened()
    sample.press(.down)
    #expect(sample.picture.contains("03:54:20Z here, 03:54:20Z by the issuer's clock"))
    sample.press(.enter)
    #expect(sample.app.boxes.isEmpty && sample.app.main.selection == ManagerBench.id())
  }

  @Test func `one backend's journal is shown where only that one is listed`() {
    var sample = SampleApp(local: SampleApp.three, columns: 80, rows: 24)
    sample.press(.character("1"))
    #expect(sample.press(.character("J")) == [.loadJournal(JournalFilter(backend: .local))])
  }
}
