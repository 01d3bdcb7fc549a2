import AuthCore
import TUI
import TestSupport
import Testing

/// The copy menu: redacted unless asked, twice for a refresh token.
struct CopyScreenTests {
  private func opened(columns: Int = 80, rows: Int = 24) -> SampleApp {
    var sample = SampleApp(local: SampleApp.three, columns: columns, rows: rows)
    sample.app.setOrigin(WebOrigin("https://app.example.com"))
    sample.press(.character("y"))
    return sample
  }

  private static func request(_ change: (inout ExportRequest) -> Void = { _ in }) -> ExportRequest {
    var request = ExportRequest(.token, origin: WebOrigin("https://app.example.com"))
    change(&request)
    return request
  }

  @Test func `the menu names every dialect and says what is left out`() {
    #expect(
      opened(columns: 80, rows: 20).picture.split(separator: "\n").filter { $0.contains("│") }
        .count > ExportFormat.allCases.count
    )
    let picture = opened().picture
    for format in ExportFormat.allCases { #expect(picture.contains(format.rawValue)) }
    for part in ["Copy · alice", "token access   redacted   origin https://app.example.com"] {
      #expect(picture.contains(part), "\(part)\n\(picture)")
    }
  }

  @Test func `on a low screen the chosen dialect stays in sight`() {
    var sample = opened(columns: 40, rows: 12)
    sample.press(.character("G"))
    #expect(sample.picture.contains("storage-state"), "\(sample.picture)")
  }

  @Test(
    arguments: [
      ([Key.enter], [Effect.export(ManagerBench.id(), request(), to: .clipboard)]),
      (
        [.character("x"), .enter],
        [.export(ManagerBench.id(), request { $0.isRevealing = true }, to: .clipboard)]
      ),
      (
        [.tab, .character("j"), .character("j"), .character("j"), .enter],
        [
          .export(
            ManagerBench.id(),
            request {
              $0.format = .curl
              $0.token = .id
            },
            to: .clipboard
          )
        ]
      ),
      (
        [.character("f"), .enter],
        [.export(ManagerBench.id(), request(), to: .file("token.txt"))]
      ),
      // A refresh token: asked a second time, and only y is a yes.
      ([.backTab, .tab, .tab, .character("x"), .enter], []),
      ([.tab, .tab, .character("x"), .enter, .enter], []),
      (
        [.tab, .tab, .character("x"), .enter, .character("y")],
        [
          .export(
            ManagerBench.id(),
            request {
              $0.token = .refresh
              $0.isRevealing = true
            },
            to: .clipboard
          )
        ]
      ),
      ([.character("x"), .character("G"), .enter], []),
      ([.escape], []), ([.character("q")], []),
    ] as [([Key], [Effect])]
  )
  func `keys choose what is copied and where to`(keys: [Key], effects: [Effect]) {
    var sample = opened()
    #expect(keys.flatMap { sample.press($0) } == effects)
  }

  @Test func `the origin is typed, and a wrong one is told`() {
    var sample = opened()
    sample.press(.character("o"), .ctrl("u"), .paste("ftp://x"), .enter)
    #expect(sample.picture.contains("that is no origin"))
    sample.press(.character("o"), .ctrl("u"), .paste("http://localhost:3000"), .enter)
    #expect(sample.picture.contains("origin http://localhost:3000"))
  }

  @Test func `a chosen claim is what is copied of claims`() {
    var sample = SampleApp(local: SampleApp.three, columns: 120, rows: 30)
    _ = sample.app.update(.detailLoaded(detail()))
    sample.press(.tab, .character("y"), .character("j"))
    #expect(sample.picture.contains("the claim sub"), "\(sample.picture)")
    let effects = sample.press(.enter)
    guard case .export(_, let request, _)? = effects.first else {
      Issue.record("nothing was asked for")
      return
    }
    #expect(request.claim == "sub" && request.format == .claim)
  }

  private func detail() -> SessionDetail {
    var stored = StoredSession(clientID: "client1", username: "alice")
    stored[.accessToken] = SampleTokens().access
    return SessionDetail(session: stored.session(id: ManagerBench.id()), stored: stored)
  }

  @Test func `the result says how much, and a text too long keeps the menu open`() {
    var sample = opened()
    sample.finish(.exported(.tooLarge(bytes: 80_000, limit: 74_994)), of: sample.press(.enter))
    #expect(sample.app.boxes.count == 1 && sample.picture.contains("nothing was sent"))
    let effects = sample.press(.enter)
    sample.finish(.failed(.notFound(ManagerBench.id())), of: [.verify(ManagerBench.id())])
    #expect(sample.app.boxes.count == 1 && sample.picture.contains("…"))
    sample.finish(
      .exported(.sent(bytes: 1077, isRedacted: false, warning: "tmux keeps it")),
      of: effects
    )
    #expect(sample.app.boxes.isEmpty)
    #expect(
      sample.app.status?.text.plain
        == "sent 1077 bytes to the terminal's clipboard; tmux keeps it"
    )
  }
}
