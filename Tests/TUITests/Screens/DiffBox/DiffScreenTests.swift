import AuthCore
import TUI
import TestSupport
import Testing

/// Two tokens side by side.
struct DiffScreenTests {
  private static func detail(_ change: (inout SampleTokens) -> Void = { _ in }) throws
    -> SessionDetail
  {
    let tokens = SampleTokens(change)
    var stored = StoredSession(clientID: tokens.clientID, username: tokens.username)
    for (key, value) in tokens.items {
      if case .tokenSet(_, _, let name)? = AmplifyKey(key) { stored[name] = value }
    }
    let id = ManagerBench.id(.local, tokens.username)
    return SessionDetail(session: stored.session(id: id), stored: stored)
  }

  @Test func `one session's access and ID token are compared`() throws {
    var sample = SampleApp(local: SampleApp.three, columns: 80, rows: 20)
    let filter = JournalFilter(session: ManagerBench.id(), kinds: [.refreshed, .changed])
    #expect(
      sample.press(.character("=")) == [.loadDetail(ManagerBench.id()), .loadJournal(filter)]
    )
    #expect(sample.picture.contains("reading…"))
    _ = sample.app.update(.detailLoaded(try Self.detail()))
    #expect(
      sample.picture == """
        ╭ Access and ID token ─────────────────────────────────────────────────────────╮
        │ - local/client1/alice access token                                           │
        │ + local/client1/alice ID token                                               │
        │ - token_use         access                                                   │
        │ + token_use         id                                                       │
        │ + aud               client1                                                  │
        │ + cognito:username  alice                                                    │
        │ + email             ••••••••                                                 │
        │ - client_id         client1                                                  │
        │ - scope             aws.cognito.signin.user.admin                            │
        │ - username          alice                                                    │
        │   same              sub, iss, origin_jti, iat, auth_time, exp                │
        │                                                                              │
        │                                                                              │
        │                                                                              │
        │                                                                              │
        │                                                                              │
        │                                                                              │
        ╰──────────────────────────────────────────────────────────────────────────────╯
         x reveals  t time zone  Esc closes
        """
    )
  }

  @Test func `two marked sessions are compared, with times in words`() throws {
    var sample = SampleApp(local: SampleApp.three, columns: 100, rows: 30)
    sample.press(.character(" "), .character(" "))
    sample.pass(milliseconds: 60)
    let ids = [ManagerBench.id(), ManagerBench.id(.local, "bob")]
    let effects = sample.press(.character("="))
    #expect(effects == ids.map { .loadDetail($0) })
    _ = sample.app.update(.detailLoaded(try Self.detail()))
    _ = sample.app.update(
      .detailLoaded(
        try Self.detail {
          $0.username = "bob"
          $0.sub = "sub-bob"
          $0.lifetime = 7200
        }
      )
    )
    for part in ["Two access tokens", "- sub", "+ sub", "sub-bob", "1h 00m later"] {
      #expect(sample.picture.contains(part), "\(part)\n\(sample.picture)")
    }
    sample.press(.tab)
    #expect(sample.picture.contains("Two ID tokens"))
  }

  @Test func `a session that was refreshed on the screen is compared with what it was`() throws {
    var sample = SampleApp(local: SampleApp.three, columns: 100, rows: 30)
    _ = sample.app.update(.detailLoaded(try Self.detail()))
    _ = sample.app.update(
      .detailLoaded(try Self.detail { $0.iat = 1_772_510_030 })
    )
    sample.press(.character("="))
    _ = sample.app.update(.detailLoaded(try Self.detail { $0.iat = 1_772_510_030 }))
    for part in [
      "The access token, refreshed", "access token before", "access token now", "30s later",
    ] {
      #expect(sample.picture.contains(part), "\(part)\n\(sample.picture)")
    }
    sample.press(.tab)
    #expect(sample.picture.contains("The ID token, refreshed"))
    sample.press(.tab)
    #expect(sample.picture.contains("Access and ID token"))
    sample.press(.tab)
    #expect(sample.picture.contains("The access token, refreshed"))
  }

  @Test(arguments: [Key.escape, .enter, .character("q"), .character("=")])
  func `keys close it`(key: Key) {
    var sample = SampleApp(local: SampleApp.three)
    sample.press(.character("="))
    #expect(sample.app.boxes.count == 1)
    #expect(sample.press(key) == [] && sample.app.boxes.isEmpty)
  }

  @Test func `nothing breaks at any size`() throws {
    let detail = try Self.detail()
    for (columns, rows) in [(1, 1), (3, 2), (40, 12), (200, 50)] {
      var sample = SampleApp(local: SampleApp.three, columns: columns, rows: rows)
      sample.press(.character("="))
      _ = sample.app.update(.detailLoaded(detail))
      sample.press(.character("G"), .character("k"))
      #expect(!sample.app.boxes.isEmpty)
    }
  }
}
