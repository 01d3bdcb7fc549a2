import AuthCore
import TUI
import TestSupport
import Testing

/// Many sessions at once: asked once, watched, cancelled, and looked at one by one.
struct BulkScreenTests {
  private let names = ["alice", "bob", "carol"]

  private func marked(_ keys: Key..., columns: Int = 80, rows: Int = 24) -> SampleApp {
    var sample = SampleApp(local: SampleApp.three, columns: columns, rows: rows)
    sample.press(.character("*"))
    for key in keys { sample.press(key) }
    return sample
  }

  private func ids(_ names: [String]) -> [SessionID] { names.map { ManagerBench.id(.local, $0) } }

  @Test(
    arguments: [
      ("r", .refresh, "Refresh: 3 sessions"), ("d", .signOut(.here), "Sign out: 3 sessions"),
      ("D", .signOut(.everywhere), "Sign out everywhere: 3 sessions"),
    ] as [(Character, BulkWork, String)]
  )
  func `a key asks once for all marked sessions`(key: Character, work: BulkWork, title: String) {
    var sample = marked(.character(key))
    #expect(sample.picture.contains(title))
    for name in names { #expect(sample.picture.contains("\(name), local")) }
    #expect(sample.picture.contains("[ Cancel ]"))
    #expect(sample.press(.tab, .enter) == [.bulk(work, ids(names), atOnce: 4)])
    #expect(sample.picture.contains("0 of 3"))
  }

  @Test func `copies that a rotation would end are named before a refresh, and for nothing else`() {
    var sample = SampleApp(local: SampleApp.three, memory: [SampleTokens()], columns: 100)
    let notice = "the copy in memory shares the refresh token: a rotation renews"
    // The copy itself is not among those that are refreshed.
    sample.press(.character("1"), .character("*"), .character("r"))
    #expect(sample.picture.contains(notice))
    sample.press(.escape, .character("d"))
    #expect(!sample.picture.contains(notice))
    var both = SampleApp(local: SampleApp.three, memory: [SampleTokens()], columns: 100)
    both.press(.character("*"), .character("r"))
    #expect(!both.picture.contains("shares the refresh token"))
  }

  @Test func `the default and Esc do nothing`() {
    for key in [Key.enter, .escape, .character("q")] {
      var sample = marked(.character("D"))
      #expect(sample.press(key) == [] && sample.app.boxes.isEmpty && sample.app.work == nil)
    }
  }

  @Test func `one marked session is no crowd`() {
    var sample = SampleApp(local: SampleApp.three)
    sample.press(.character(" "))
    sample.pass(milliseconds: 60)
    #expect(sample.press(.character("r")) == [.refresh([ManagerBench.id()])])
    #expect(sample.press(.character("d")) == [.planSignOut(ManagerBench.id(), .here)])
  }

  @Test func `a long list is cut and counted`() {
    let many = (0..<40).map { number in SampleTokens { $0.username = "user\(100 + number)" } }
    var sample = SampleApp(local: many, columns: 80, rows: 24)
    sample.press(.character("*"), .character("r"))
    #expect(sample.picture.contains("Refresh: 40 sessions"))
    #expect(sample.picture.contains("and 32 more"))
  }

  @Test func `progress has a rate and a remaining time, and Esc starts no more`() {
    var sample = marked(.character("r"), .tab, .enter)
    let later = ManagerBench.now.advanced(byMilliseconds: 2000)
    _ = sample.app.update(.tick(later))
    let effect = Effect.bulk(.refresh, ids(names), atOnce: 4)
    _ = sample.app.update(.progress(done: 2, total: 3, of: effect))
    _ = sample.app.update(.progress(done: 1, total: 1, of: .refresh([ids(names)[0]])))
    #expect(sample.picture.contains("2 of 3  1/s  1s left"))
    #expect(sample.press(.character("q"), .enter) == [])
    #expect(sample.press(.escape) == [.cancel])
    #expect(sample.picture.contains("no more are started"))
    #expect(sample.press(.escape) == [])
    #expect(sample.app.boxes.isEmpty && sample.app.work != nil, "it can be left, and goes on")
    sample.finish(.bulk(.refresh, []), of: [effect])
    #expect(sample.app.work == nil)
  }

  private func ended(columns: Int = 80, rows: Int = 24) -> SampleApp {
    var sample = marked(.character("r"), .tab, .enter, columns: columns, rows: rows)
    let (alice, bob, carol) = (ids(names)[0], ids(names)[1], ids(names)[2])
    sample.finish(
      .bulk(
        .refresh,
        [
          BulkResult(alice, .done("access and ID token renewed"), place: alice),
          BulkResult(bob, .noPool(clientID: "client1")),
          BulkResult(carol, .noRefreshToken(carol)),
        ]
      ),
      of: [.bulk(.refresh, ids(names), atOnce: 4)]
    )
    return sample
  }

  @Test func `the summary counts and shows what needs a look first`() {
    let box = ended().picture.split(separator: "\n").drop { !$0.contains("Refresh: 3") }.prefix(9)
      .map { $0.dropFirst(2).prefix(76) }
    #expect(
      box.joined(separator: "\n") == """
        ╭ Refresh: 3 sessions ─────────────────────────────────────────────────────╮
        │ 1 done   1 refused   1 failed                                            │
        │                                                                          │
        │ ▸ ✗ failed      bob                local      no pool is configured for… │
        │   ✗ refused     carol              local      carol has no refresh toke… │
        │   ✓ done        alice              local      access and ID token renew… │
        │                                                                          │
        │ no pool is configured for the client client1; nothing was sent; name it  │
        │ by --endpoint, --pool-id and --client-id or in the configuration file    │
        """
    )
  }

  @Test func `each result can be opened`() {
    var sample = ended()
    sample.press(.character("j"), .enter)
    #expect(sample.app.boxes.isEmpty)
    #expect(sample.app.main.selection == ManagerBench.id(.local, "carol"))
  }

  @Test func `what is done is no longer marked, the rest is`() {
    var sample = ended()
    #expect(sample.app.main.marks == Set(ids(["bob", "carol"])))
    #expect(sample.app.work == nil)
    #expect(sample.press(.escape) == [] && sample.app.boxes.isEmpty)
    #expect(sample.app.status?.text.plain == "refreshing: 1 of 3 done, 2 not")
  }

  @Test(arguments: [(200, 50), (120, 40), (80, 24), (40, 12), (1, 1)])
  func `it fits any screen`(columns: Int, rows: Int) {
    for sample in [
      marked(.character("D"), columns: columns, rows: rows), ended(columns: columns, rows: rows),
    ] {
      #expect(sample.app.view(charset: .unicode).columns == columns)
      #expect(sample.app.view(charset: .ascii).rows == rows)
    }
  }
}
