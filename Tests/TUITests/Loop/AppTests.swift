import AuthCore
import TUI
import TestSupport
import Testing

/// Keys, what they ask for, and what events change.
struct AppTests {
  private var sample = SampleApp(local: SampleApp.three, memory: [SampleTokens()])
  private let alice = ManagerBench.id()

  @Test(
    arguments: [
      (Key.character("r"), [Effect.refresh([ManagerBench.id()])]),
      (
        .character("R"),
        [.refresh([ManagerBench.id(.local, "bob"), ManagerBench.id(.local, "carol")])]
      ),
      (.ctrl("r"), [.load(nil)]), (.ctrl("l"), [.redraw]), (.ctrl("z"), [.suspend]),
      (.character("q"), [.quit]), (.ctrl("c"), [.quit]),
      (.character("d"), [.planSignOut(ManagerBench.id(), .here)]),
      (.character("D"), [.planSignOut(ManagerBench.id(), .everywhere)]),
      (.character("b"), [.previewMove([ManagerBench.id()], to: [.memory])]),
      (.character("m"), [.previewMove([ManagerBench.id()], to: [.memory])]),
      (.character("u"), [.planUndo]), (.character("?"), []), (.function(1), []),
      (.escape, []), (.character("Q"), []), (.paste("q"), []),
    ] as [(Key, [Effect])]
  )
  func `a key asks for its effect`(key: Key, effects: [Effect]) {
    var sample = sample
    #expect(sample.press(key) == effects)
  }

  @Test func `a refresh names the copy that a rotation would end, before it is sent`() {
    var sample = sample
    #expect(sample.press(.character("r")) == [.refresh([alice])])
    #expect(
      sample.app.work?.title.plain
        == "refreshing; the copy in memory shares the refresh token: a rotation renews it too"
    )
    var other = SampleApp(local: SampleApp.three)
    other.press(.character("r"))
    #expect(other.app.work?.title.plain == "refreshing")
  }

  @Test func `a cursor that comes back before it rested has its detail read again`() {
    var sample = SampleApp(local: SampleApp.three)
    sample.press(.down, .up)
    #expect(sample.pass(milliseconds: 60) == [.loadDetail(alice)])
  }

  @Test func `what is under way is not begun a second time`() {
    var sample = SampleApp(local: SampleApp.three)
    #expect(sample.press(.character("r")) == [.refresh([alice])])
    #expect(sample.press(.character("r")) == [])
    #expect(sample.app.status?.text.plain == "that is under way already")
    #expect(sample.press(.escape) == [.cancel] && sample.picture.contains("stopping"))
    #expect(sample.press(.escape) == [])
    sample.finish(.refreshed([], [], last: nil), of: [.refresh([alice])])
    #expect(sample.press(.character("r")) == [.refresh([alice])])
  }

  @Test func `every key of the table has one meaning`() {
    let keys = KeyBinding.table.flatMap(\.keys)
    #expect(Set(keys).count == keys.count)
    #expect(KeyBinding.table.allSatisfy { !$0.keys.isEmpty })
    #expect(KeyBinding.table.count == Action.allCases.count)
    #expect(Set(KeyBinding.table.map(\.action)) == Set(Action.allCases))
  }

  @Test(arguments: [
    Key.character("d"), .character("D"), .character("b"), .character("m"), .character("?"),
  ])
  func `Esc closes a box and does nothing else`(key: Key) {
    var sample = sample
    sample.press(key)
    #expect(sample.app.boxes.count == 1)
    #expect(sample.press(.escape) == [])
    #expect(sample.app.boxes.isEmpty && !sample.app.isQuitting)
  }

  @Test func `Ctrl-C quits from every box and from the filter`() {
    for key in keys("dDbm?/") {
      var sample = sample
      sample.press(key)
      #expect(sample.press(.ctrl("c")) == [.quit])
      #expect(sample.app.isQuitting)
    }
  }

  @Test func `the detail is asked for once, when the cursor rests`() {
    var sample = sample
    #expect(sample.press(.character("j"), .character("G")) == [])
    #expect(sample.pass(milliseconds: 59) == [])
    #expect(sample.press(.character("k")) == [])
    #expect(sample.pass(milliseconds: 59) == [])
    #expect(sample.pass(milliseconds: 1) == [.loadDetail(ManagerBench.id(.local, "bob"))])
    #expect(sample.press(.character("G")) == [])
    // Another key does not wait.
    #expect(sample.press(.tab) == [.loadDetail(ManagerBench.id(.local, "carol"))])
  }

  @Test func `the pane keeps the session before until the next one's detail comes, or is late`()
    throws
  {
    var sample = sample
    sample.press(.character("G"))
    sample.pass(milliseconds: 60)
    #expect(sample.picture.contains("alice · Access"))
    #expect(sample.app.nextTick.milliseconds(since: sample.app.context.clock) == 250)
    var late = sample
    late.pass(milliseconds: 250)
    #expect(late.picture.contains("carol · Access"))
    let carol = try #require(sample.app.context.ledger[ManagerBench.id(.local, "carol")])
    let stored = StoredSession(clientID: "client1", username: "carol")
    _ = sample.app.update(.detailLoaded(SessionDetail(session: carol, stored: stored)))
    #expect(sample.picture.contains("carol · Access"))
  }

  @Test func `the selection stays on its session when the list changes`() {
    var sample = sample
    sample.press(.character("j"), .character("j"))
    #expect(sample.app.main.selection == ManagerBench.id(.local, "bob"))
    let more = SampleApp.three + [SampleTokens { $0.username = "aaron" }]
    _ = sample.app.update(.loaded(SampleApp.snapshot(.local, more, isActive: true)))
    #expect(sample.app.main.selection == ManagerBench.id(.local, "bob"))
    for key in [Key.character(">"), .character(">"), .character("<"), .character("I")] {
      sample.press(key)
      #expect(sample.app.main.selection == ManagerBench.id(.local, "bob"))
    }
  }

  @Test func `marks choose what is refreshed and moved`() {
    var sample = sample
    sample.press(.character(" "), .character("j"), .character(" "))
    let marked = [alice, ManagerBench.id(.local, "bob")]
    sample.press(.character("r"))
    #expect(sample.press(.tab, .enter) == [.bulk(.refresh, marked, atOnce: 4)])
    sample.finish(.bulk(.refresh, []), of: [.bulk(.refresh, marked, atOnce: 4)])
    sample.press(.escape, .character("m"))
    #expect(sample.press(.character("2")) == [.bulk(.move(to: .memory), marked, atOnce: 4)])
    sample.finish(
      .bulk(.move(to: .memory), []),
      of: [.bulk(.move(to: .memory), marked, atOnce: 4)]
    )
    sample.press(.escape, .character("U"))
    #expect(sample.app.main.marks.isEmpty)
    sample.press(.character("*"))
    #expect(sample.app.main.marks.count == 4)
  }

  @Test func `a moved session stays chosen where it went`() async throws {
    var sample = SampleApp(local: SampleApp.three)
    let moved = ManagerBench.id(.memory)
    let stored = SampleTokens().items.merging(SampleTokens().pointer) { $1 }
    let bench = ManagerBench(local: MemoryStorage(stored), memory: MemoryStorage())
    let outcome = try await bench.manager.move(alice, to: .memory)
    let effects = sample.finish(.moved([outcome], []), of: [.move([alice], to: .memory)])
    #expect(effects == [.load(.local), .load(.memory)])
    _ = sample.app.update(.loaded(SampleApp.snapshot(.memory, [SampleTokens()])))
    _ = sample.app.update(
      .loaded(SampleApp.snapshot(.local, Array(SampleApp.three.dropFirst()), isActive: true))
    )
    #expect(sample.app.main.selection == moved)
    #expect(sample.app.status?.text.plain == "moved alice from local to memory, pointer included")
  }

  @Test func `a failure is told and the work is over`() {
    var sample = sample
    sample.press(.character("r"))
    #expect(sample.app.work != nil)
    let error = SessionError.pool(.unreachable(reason: "refused"))
    let failed = [Event.Failed(id: alice, error: error)]
    sample.finish(.refreshed([], failed, last: nil), of: [.refresh([alice])])
    #expect(sample.app.work == nil)
    #expect(sample.app.status?.kind == .failed)
    #expect(sample.app.status?.text.plain.contains("was not reached") == true)
  }

  @Test func `Esc cancels what is under way`() {
    var sample = sample
    sample.press(.character("r"))
    #expect(sample.press(.escape) == [.cancel])
  }

  @Test func `x and t are the screen's and not the filter's`() {
    var sample = sample
    sample.press(.character("x"), .character("t"))
    #expect(sample.app.context.revealsPersonalClaims && sample.app.context.showsLocalTime)
    sample.press(.character("/"), .character("x"), .character("t"))
    #expect(sample.app.context.revealsPersonalClaims && sample.app.context.showsLocalTime)
    #expect(sample.app.main.filter.text == "xt")
  }

  @Test func `a filter narrows while it is typed, stays with Enter and goes with Esc`() {
    var sample = sample
    sample.press(.character("/"), .character("b"), .character("o"))
    #expect(sample.app.main.visible == [ManagerBench.id(.local, "bob")])
    sample.press(.enter)
    #expect(sample.press(.character("q")) == [.quit])
    var other = self.sample
    other.press(.character("/"), .character("q"), .escape)
    #expect(other.app.main.visible.count == 4 && !other.app.isQuitting)
  }

  @Test func `digits choose a backend and 0 shows all`() {
    var sample = sample
    sample.press(.character("2"))
    #expect(sample.app.main.visible == [ManagerBench.id(.memory)])
    sample.press(.character("0"))
    #expect(sample.app.main.visible.count == 4)
    sample.press(.character("9"))
    #expect(sample.app.main.visible.count == 4)
  }

  @Test func `who moves on does not want the moved session back later`() async throws {
    var sample = SampleApp(local: SampleApp.three)
    let stored = SampleTokens().items.merging(SampleTokens().pointer) { $1 }
    let bench = ManagerBench(local: MemoryStorage(stored), memory: MemoryStorage())
    let outcome = try await bench.manager.move(alice, to: .memory)
    sample.press(.character("1"))
    sample.finish(.moved([outcome], []), of: [.move([alice], to: .memory)])
    _ = sample.app.update(
      .loaded(SampleApp.snapshot(.local, Array(SampleApp.three.dropFirst()), isActive: true))
    )
    _ = sample.app.update(.loaded(SampleApp.snapshot(.memory, [SampleTokens()])))
    sample.press(.character("j"), .character("k"))
    let bob = ManagerBench.id(.local, "bob")
    #expect(sample.app.main.selection == bob)
    sample.press(.character("0"))
    #expect(sample.app.main.selection == bob)
    #expect(sample.press(.character("r")) == [.refresh([bob])])
  }

  @Test func `marks that the filter hides offer nothing, and say so`() {
    var sample = sample
    sample.press(.character(" "), .character(" "))
    sample.press(.character("/"), .character("c"), .character("a"), .character("r"), .enter)
    #expect(sample.app.main.visible == [ManagerBench.id(.local, "carol")])
    for action in [Action.refresh, .signOut, .signOutEverywhere, .moveSession] {
      #expect(!sample.app.main.isAvailable(action, sample.app.context), "\(action)")
    }
    for key in keys("rdDm") { #expect(sample.press(key) == [] && sample.app.boxes.isEmpty) }
    let text = sample.picture
    for hint in ["r refresh", "d sign out", "m move"] { #expect(!text.contains(hint)) }
    #expect(text.contains("2 marked, not listed"))
    sample.press(.character("U"))
    #expect(
      sample.press(.character("d")) == [.planSignOut(ManagerBench.id(.local, "carol"), .here)]
    )
  }

  @Test func `where the list stands alone no key moves what is not seen`() {
    var sample = SampleApp(local: SampleApp.three, columns: 40, rows: 12)
    let click = Key.mouse(Mouse(.press, x: 8, y: 4))
    for key in [Key.enter, .tab, .character("l"), .character("z"), click] {
      sample.press(key)
      #expect(sample.app.main.pane == .list && sample.app.main.tab == .access, "\(key)")
    }
    #expect(sample.app.main.selection == alice)
    sample.press(.character("j"))
    #expect(sample.app.main.selection == ManagerBench.id(.local, "bob"))
    #expect(sample.press(.enter) == [])
  }

  @Test func `a detail that is shrunk away gives the keys to the list until it is back`() {
    var sample = SampleApp(local: SampleApp.three, columns: 120, rows: 30)
    sample.press(.enter, .character("j"))
    #expect(sample.app.main.pane == .detail)
    _ = sample.app.update(.resized(columns: 50, rows: 30))
    #expect(sample.app.main.pane == .list)
    sample.press(.character("j"))
    #expect(sample.app.main.selection == ManagerBench.id(.local, "bob"))
    _ = sample.app.update(.resized(columns: 120, rows: 30))
    #expect(sample.app.main.pane == .detail)
  }

  @Test func `of two pieces of work the end of one leaves the other on the line`() {
    var sample = sample
    sample.press(.character("v"), .character("r"))
    #expect(sample.app.work?.title.plain.hasPrefix("refreshing") == true)
    sample.finish(.failed(.notFound(alice)), of: [.verify(alice)])
    #expect(sample.app.work?.title.plain.hasPrefix("refreshing") == true)
    sample.finish(.refreshed([], [], last: nil), of: [.refresh([alice])])
    #expect(sample.app.work == nil)
  }
}
