import AuthCore
import TUI
import TestSupport
import Testing

/// Pictures of the main screen, and what must hold at any size and for any name.
struct MainScreenTests {
  @Test func `at 120 columns the detail stands beside the list`() async throws {
    let picture = try await sample(columns: 120, rows: 30).picture
    #expect(
      picture == """
         authtop   backend local ●  pool us-east-1_Demo                 4 sessions  1 expiring  1 dead   03:54:20Z  drift +0.0s
         1 local 3   2 memory 1
        ╭ Sessions ────────────────────────────────────────────────────────╮╭ alice · Access ──────────────────────────────────╮
        │    USER       BACKEND    ACCESS              ID          REFRESH ││ Access ID Refresh Devices Raw Checks Journal     │
        │▸ ● alice      local ★ ≈  ██████████░ 59m     59m         unknown ││ sub        sub-alice  the user, for good         │
        │  ● alice      memory ≈   ████████░░░ 42m     42m         unknown ││ token_use  access  which kind of token it is     │
        │  ◐ bob        local      █████████░░ 4m03s   4m03s       unknown ││ iss        http://127.0.0.1:1/us-east-1_Demo     │
        │  ○ carol      local      expired 1h          expired 1h  unknown ││            the user pool that issued it          │
        │                                                                  ││ origin_jti family-1                              │
        │                                                                  ││            its family: all tokens of one sign-in │
        │                                                                  ││ iat        1772510000  03:53:20Z  1m ago         │
        │                                                                  ││            when this token was issued            │
        │                                                                  ││ auth_time  1772510000  03:53:20Z  1m ago         │
        │                                                                  ││            when the user signed in; a refresh    │
        │                                                                  ││            keeps it                              │
        │                                                                  ││ exp        1772513600  04:53:20Z  in 59m         │
        │                                                                  ││            no longer valid from this moment on   │
        │                                                                  ││ client_id  client1                               │
        │                                                                  ││            the app client it was issued to       │
        │                                                                  ││ scope      aws.cognito.signin.user.admin         │
        │                                                                  ││            what it may be used for               │
        │                                                                  ││ username   alice  the user name in the pool      │
        │                                                                  ││ signature  not verified yet, press v  6 bytes    │
        │                                                                  ││                                                  │
        │                                                                  ││                                                  │
        │                                                                  ││                                                  │
        │                                                                  ││                                                  │
        ╰───────────────────────────────────────────────────────── 1 of 4 ─╯╰──────────────────────────────────────────────────╯

         r refresh  b backend  m move  d sign out  D everywhere  v verify  / filter  y copy  : command  ? help  q quit  c checks
        """
    )
  }

  @Test(arguments: [
    ("@example.com", true, false), ("-6f2d-4c1e-9c8a-0242ac120002", false, true), ("", true, true),
  ])
  func `a bar gives way to names that are whole without it`(
    _ ending: String,
    _ isWhole: Bool,
    _ hasBar: Bool
  ) {
    let names = ["alice", "bob", "carol", "dave"].map { $0 + ending }
    let picture = SampleApp(local: names.map { name in SampleTokens { $0.username = name } })
      .picture
    for name in names { #expect(picture.contains("● \(name) ") == isWhole) }
    #expect(picture.contains("█") == hasBar)
  }

  @Test func `at 80 columns the detail stands below the list`() async throws {
    let picture = try await sample(columns: 80, rows: 24).picture
    #expect(
      picture == """
         authtop   backend local ●           4 sessions  1 expiring  1 dead   03:54:20Z
         1 local 3   2 memory 1
        ╭ Sessions ────────────────────────────────────────────────────────────────────╮
        │    USER                   BACKEND    ACCESS              ID          REFRESH │
        │▸ ● alice                  local ★ ≈  ██████████░ 59m     59m         unknown │
        │  ● alice                  memory ≈   ████████░░░ 42m     42m         unknown │
        │  ◐ bob                    local      █████████░░ 4m03s   4m03s       unknown │
        │  ○ carol                  local      expired 1h          expired 1h  unknown │
        │                                                                              │
        │                                                                              │
        ╰───────────────────────────────────────────────────────────────────── 1 of 4 ─╯
        ╭ alice · Access ──────────────────────────────────────────────────────────────╮
        │ Access  ID  Refresh  Devices  Raw  Checks  Journal                           │
        │ sub        sub-alice  the user, for good                                     │
        │ token_use  access  which kind of token it is                                 │
        │ iss        http://127.0.0.1:1/us-east-1_Demo  the user pool that issued it   │
        │ origin_jti family-1  its family: all tokens of one sign-in                   │
        │ iat        1772510000  03:53:20Z  1m ago  when this token was issued         │
        │ auth_time  1772510000  03:53:20Z  1m ago                                     │
        │ exp        1772513600  04:53:20Z  in 59m                                     │
        │ client_id  client1  the app client it was issued to                          │
        ╰──────────────────────────────────────────────────────────────────────────────╯

         r refresh  b backend  m move  d sign out  D everywhere  y copy  ? help  q quit
        """
    )
  }

  @Test func `at 40 columns the list stands alone and says so`() async throws {
    let picture = try await sample(columns: 40, rows: 12).picture
    #expect(
      picture == """
         authtop   backend local ●  4 sessions …
         1 local 3   2 memory 1
        ╭ Sessions ────────────────────────────╮
        │    USER        BACKEND    ACCESS     │
        │▸ ● alice       local ★ ≈  59m        │
        │  ● alice       memory ≈   42m        │
        │  ◐ bob         local      4m03s      │
        │  ○ carol       local      expired 1h │
        │                                      │
        ╰───────────────────────────── 1 of 4 ─╯
         the list alone: a larger window shows …
         r refresh  b backend  ? help  q quit
        """
    )
  }

  @Test func `an empty store says how to make a session`() {
    let picture = SampleApp(local: [], columns: 80, rows: 24).picture
    #expect(
      picture == """
         authtop   backend local ●  pool us-east-1_Demo             0 sessions   03:54Z
         1 local 0   2 memory 0
        ╭ Sessions ────────────────────────────────────────────────────────────────────╮
        │                                                                              │
        │  no sessions are stored here yet                                             │
        │  no user pool is configured; one comes from                                  │
        │    amplify_outputs.json, here or above                                       │
        │    [pools.NAME] in config.toml                                               │
        │    AUTHTOP_POOL_ID and AUTHTOP_CLIENT_ID                                     │
        │  authtop demo brings a pool of its own                                       │
        ╰──────────────────────────────────────────────────────────────────────────────╯
        ╭ Detail ──────────────────────────────────────────────────────────────────────╮
        │ Access  ID  Refresh  Devices  Raw  Checks  Journal                           │
        │                                                                              │
        │ no session is chosen                                                         │
        │                                                                              │
        │                                                                              │
        │                                                                              │
        │                                                                              │
        │                                                                              │
        │                                                                              │
        ╰──────────────────────────────────────────────────────────────────────────────╯

         b backend  / filter  : command  ? help  q quit  c checks  J journal  u undo
        """
    )
  }

  /// Three users, a copy of the first, and the first one's access token decoded.
  private func sample(columns: Int, rows: Int) async throws -> SampleApp {
    var sample = SampleApp(
      local: SampleApp.three,
      memory: [SampleTokens { $0.iat = 1_772_509_000 }],
      columns: columns,
      rows: rows
    )
    let stored = SampleTokens().items.merging(SampleTokens().pointer) { $1 }
    let detail = try await ManagerBench(local: MemoryStorage(stored)).manager.detail(
      ManagerBench.id()
    )
    _ = sample.app.update(.detailLoaded(detail))
    return sample
  }

  @Test func `an empty store with a pool says which key signs in`() {
    var app = App(backends: [.local], poolTitle: "pool", pools: ["pool"], now: ManagerBench.now)
    _ = app.update(.loaded(SampleApp.snapshot(.local, [])))
    let text = picture(of: app.view(charset: .unicode))
    #expect(text.contains("no sessions are stored here yet"))
    #expect(text.contains("i signs a user in"))
    #expect(!text.contains("no user pool"))
  }

  @Test func `on a wide screen the room goes to the detail, not to a gap in the list`() {
    for (columns, list) in [(120, 68), (140, 79), (200, 90), (300, 90)] {
      var context = SampleApp(local: SampleApp.three).app.context
      context.columns = columns
      let layout = MainLayout(context, MainScreen())
      #expect(layout.list.columns == list && layout.detail.columns == columns - list)
    }
  }

  @Test func `no size crashes and growing back restores everything`() {
    var sample = SampleApp(local: SampleApp.three, memory: [SampleTokens()])
    let before = sample.picture
    for columns in [0, 1, 2, 10, 59, 79, 119] {
      for rows in [0, 1, 7, 8, 15] {
        for key in ["", "d", "?", "jz/"] {
          var other = sample
          for key in keys(key) { other.press(key) }
          _ = other.app.update(.resized(columns: columns, rows: rows))
          #expect(other.app.view(charset: .unicode).columns == columns)
          #expect(other.app.view(charset: .ascii).rows == rows)
        }
        _ = sample.app.update(.resized(columns: columns, rows: rows))
      }
    }
    _ = sample.app.update(.resized(columns: 120, rows: 30))
    #expect(sample.picture == before)
  }

  @Test(arguments: [
    "\u{1B}[31mred\u{1B}]0;title\u{7}", "a\u{202E}b\u{2066}", "two\nlines\r", "\u{9B}31m",
    "zero\u{200B}width\u{FEFF}", "wide日本語👩‍👩‍👧", "e" + String(repeating: "\u{301}", count: 40),
    String(repeating: "long", count: 100), "", "\u{0}",
  ])
  func `a hostile name or claim cannot draw`(text: String) async throws {
    let tokens = SampleTokens {
      $0.username = text
      $0.sub = text
      $0.scope = text
      $0.originJTI = text
    }
    var sample = SampleApp(local: [tokens, SampleTokens { $0.username = "zoe" }])
    let id = ManagerBench.id(.local, text)
    let bench = ManagerBench(local: MemoryStorage(tokens.items))
    _ = sample.app.update(.detailLoaded(try await bench.manager.detail(id)))
    let error = SessionError.refused(
      id,
      Refusal(kind: .unknown, name: text, message: text, date: ManagerBench.now)
    )
    sample.finish(.failed(error), of: [.verify(id)])
    for key in keys("hlllldm") {
      sample.press(key)
      let lines = sample.app.view(charset: .unicode)
      let picture = TestSupport.picture(of: lines)
      for scalar in picture.unicodeScalars where scalar != "\n" {
        let category = scalar.properties.generalCategory
        #expect(category != .control, "\(scalar.escaped(asASCII: true))")
        if category == .format { #expect(scalar == "\u{200D}") }
      }
      #expect(picture.split(separator: "\n", omittingEmptySubsequences: false).count <= 30)
    }
  }

  @Test func `personal claims are masked until they are revealed`() async throws {
    var sample = SampleApp(local: [SampleTokens()])
    let stored = SampleTokens().items.merging(SampleTokens().pointer) { $1 }
    let bench = ManagerBench(local: MemoryStorage(stored))
    _ = sample.app.update(.detailLoaded(try await bench.manager.detail(ManagerBench.id())))
    sample.press(.character("l"))
    #expect(sample.picture.contains("••••"))
    #expect(!sample.picture.contains("alice@example.com"))
    sample.press(.character("x"))
    #expect(sample.picture.contains("alice@example.com"))
    sample.press(.character("x"), .character("l"), .character("l"))
    #expect(!sample.picture.contains("alice@example.com"))
    for token in [SampleTokens().access, "refresh-1"] { #expect(!sample.picture.contains(token)) }
  }
}
