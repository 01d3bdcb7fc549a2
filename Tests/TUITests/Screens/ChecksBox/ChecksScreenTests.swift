import AuthCore
import TUI
import TestSupport
import Testing

/// The findings of all backends, and the tab of one session.
struct ChecksScreenTests {
  private let sample = SampleApp(local: SampleApp.three, columns: 100, rows: 24)

  private static func finding(
    _ code: String,
    _ severity: CheckSeverity,
    _ subject: Finding.Subject,
    _ next: NextStep?
  ) -> Finding {
    Finding(
      code: code,
      severity: severity,
      subject: subject,
      sentence: "the \(code) is seen, which leads to trouble",
      advice: "mend the \(code)",
      next: next,
      evidence: [
        CheckEvidence("access token", "scope", "openid"),
        CheckEvidence("access token", "email", "alice@example.com", isPersonal: true),
      ]
    )
  }

  private static let found = [
    finding("first-thing", .error, .session(ManagerBench.id()), .refresh),
    finding("second-thing", .warning, .session(ManagerBench.id(.local, "bob")), .signOut),
    finding("third-thing", .note, .client(.memory, clientID: "client1"), nil),
  ]

  private func opened(columns: Int = 100, rows: Int = 24) -> SampleApp {
    var sample = SampleApp(local: SampleApp.three, columns: columns, rows: rows)
    #expect(sample.press(.character("c")) == [.check(.everything)])
    _ = sample.app.update(.checked(.everything, Self.found))
    return sample
  }

  @Test func `at 100 columns the findings stand above what the chosen one saw`() {
    #expect(
      opened().picture == """
        ╭ Checks · all backends  1 error  1 warning  1 note ───────────────────────────────────────────────╮
        │▸ ✗ error   alice · local           the first-thing is seen, which leads to trouble               │
        │  ! warning bob · local             the second-thing is seen, which leads to trouble              │
        │  · note    memory, client client1  the third-thing is seen, which leads to trouble               │
        │                                                                                                  │
        │                                                                                                  │
        │                                                                                                  │
        │                                                                                                  │
        │                                                                                                  │
        │                                                                                                  │
        │                                                                                                  │
        │                                                                                                  │
        │──────────────────────────────────────────────────────────────────────────────────────────────────│
        │ first-thing  local/client1/alice                                                                 │
        │ the first-thing is seen, which leads to trouble                                                  │
        │ do    mend the first-thing  press r                                                              │
        │ seen  access token scope: openid                                                                 │
        │ seen  access token email: ••••••••                                                               │
        │                                                                                                  │
        │                                                                                                  │
        │                                                                                                  │
        │                                                                                                  │
        ╰──────────────────────────────────────────────────────────────────────────────────────────────────╯
         Enter goes there  r refresh  Tab scope  ^R again  Esc closes
        """
    )
  }

  @Test func `at 40 columns and 12 rows what to do is still seen`() {
    let picture = opened(columns: 40, rows: 12).picture
    for part in ["✗ error", "local/client1", "do    mend the first-thing  press r"] {
      #expect(picture.contains(part), "\(part)\n\(picture)")
    }
  }

  @Test func `nothing breaks at any size`() {
    for columns in [1, 2, 5, 20, 79, 200] {
      for rows in [1, 2, 3, 5, 9, 60] {
        var sample = opened(columns: columns, rows: rows)
        sample.press(.character("G"), .character("k"), .pageDown)
        #expect(!sample.app.boxes.isEmpty)
      }
    }
  }

  @Test(
    arguments: [
      ([Key.escape], [], 0), ([.character("q")], [], 0), ([.character("c")], [], 0),
      ([.tab], [Effect.check(.backend(.local))], 1), ([.ctrl("r")], [.check(.everything)], 1),
      ([.character("r")], [.refresh([ManagerBench.id()])], 0),
      (
        [.character("j"), .character("d")],
        [
          .planSignOut(ManagerBench.id(.local, "bob"), .here),
          .loadDetail(ManagerBench.id(.local, "bob")),
        ],
        1
      ),
      ([.character("x")], [], 1), ([.character("z")], [], 1),
      // About no session: an action on one would hit whatever is chosen.
      ([.character("G"), .character("r")], [], 1), ([.character("G"), .character("v")], [], 1),
      ([.character("G"), .character("d")], [], 1),
      ([.character("G"), .ctrl("r")], [.check(.everything)], 1),
    ] as [([Key], [Effect], Int)]
  )
  func `keys move, go there and do what is to be done there`(
    keys: [Key],
    effects: [Effect],
    boxes: Int
  ) {
    var sample = opened()
    #expect(keys.flatMap { sample.press($0) } == effects)
    #expect(sample.app.boxes.count == boxes)
  }

  @Test func `Enter goes to the session's own checks, also when the filter hides it`() {
    var sample = sample
    sample.press(.character("/"), .character("a"), .character("l"), .character("i"), .enter)
    sample.press(.character("c"))
    _ = sample.app.update(.checked(.everything, Self.found))
    sample.press(.character("j"), .enter)
    #expect(sample.app.main.selection == ManagerBench.id(.local, "bob"))
    #expect(sample.app.main.tab == .checks && sample.app.main.pane == .detail)
    #expect(sample.app.boxes.isEmpty)
  }

  @Test func `a finding about a backend shows that backend`() {
    var sample = opened()
    sample.press(.character("G"), .enter)
    #expect(sample.app.main.onlyBackend == .memory)
  }

  @Test func `a next step without a session to take it with is not offered`() {
    var sample = sample
    sample.press(.character("c"))
    let gone = ManagerBench.id(.local, "nobody")
    let found = [
      Self.finding("of-a-client", .error, .client(.local, clientID: "client1"), .refresh),
      Self.finding("of-a-user-without-tokens", .error, .session(gone), .verify),
      Self.finding("of-a-backend", .error, .backend(.local), .use),
    ]
    _ = sample.app.update(.checked(.everything, found))
    #expect(!sample.picture.contains("press r") && !sample.picture.contains("r refresh"))
    #expect(sample.press(.character("r")) == [] && sample.app.boxes.count == 1)
    sample.press(.down)
    #expect(!sample.picture.contains("press v"))
    #expect(sample.press(.character("v")) == [] && sample.app.boxes.count == 1)
    sample.press(.down)
    #expect(sample.picture.contains("press b"))
    sample.press(.character("b"))
    #expect(sample.picture.contains("Active backend"))
  }

  @Test func `the tab says how much is wrong and what to press`() {
    var sample = SampleApp(local: SampleApp.three, columns: 120, rows: 30)
    #expect(sample.picture.contains("Raw Checks "))
    _ = sample.app.update(.checked(.session(ManagerBench.id()), Array(Self.found.prefix(2))))
    #expect(sample.picture.contains("Checks 2"))
    sample.press(.tab, .character("h"), .character("h"))
    let picture = sample.picture
    #expect(sample.app.main.tab == .checks)
    for part in ["✗ error", "the first-thing is seen", "mend the first-thing", "press r", "openid"]
    {
      #expect(picture.contains(part), "\(part)\n\(picture)")
    }
    #expect(!picture.contains("alice@example.com"))
    sample.press(.character("x"))
    #expect(sample.picture.contains("alice@example.com"))
  }

  @Test func `findings of another session or another scope are not shown`() {
    var sample = opened()
    sample.press(.tab)
    _ = sample.app.update(.checked(.everything, Self.found))
    #expect(sample.picture.contains("checking…"))
    _ = sample.app.update(.checked(.backend(.local), []))
    #expect(sample.picture.contains("✓ nothing is wrong"))
  }
}
