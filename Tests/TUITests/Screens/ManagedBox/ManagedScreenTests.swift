import AuthCore
import TestSupport
import Testing

@testable import TUI

struct ManagedScreenTests {
  private let url = "https://login.example/oauth2/authorize?response_type=code&client_id=c"

  private func app(pools: [String] = ["staging"]) -> App {
    var app = App(
      backends: [.local],
      poolTitle: "staging",
      pools: pools,
      now: NumericDate(seconds: 1_714_242_000)
    )
    _ = app.update(.resized(columns: 80, rows: 24))
    return app
  }

  private func opened(asked: Bool = true) -> Event {
    .managed(.opened(url: url, asked: asked, until: NumericDate(seconds: 1_714_242_300)))
  }

  @Test func `with one pool it starts at once, with several it asks which`() {
    var one = app()
    #expect(one.update(.key(.character("o"))) == [.signInManaged(pool: 0)])
    var several = app(pools: ["staging", "production"])
    #expect(several.update(.key(.character("o"))).isEmpty)
    _ = several.update(.key(.tab))
    #expect(several.update(.key(.enter)) == [.signInManaged(pool: 1)])
  }

  @Test func `the box for passwords leads here`() {
    var app = app()
    _ = app.update(.key(.character("i")))
    #expect(app.update(.key(.ctrl("o"))) == [.signInManaged(pool: 0)])
    #expect(app.boxes.count == 1)
  }

  @Test func `the address is on the screen while it waits, and o opens it once more`() {
    var app = app()
    _ = app.update(.key(.character("o")))
    _ = app.update(opened())
    let shown = picture(of: app.view(charset: .unicode))
    #expect(shown.contains("waiting for your browser") && shown.contains("5m left"))
    #expect(shown.contains("https://login.example/oauth2/authorize?"))
    #expect(app.update(.key(.character("o"))) == [.openBrowser(url)])
    _ = app.update(.managed(.strayAnswer))
    #expect(picture(of: app.view(charset: .unicode)).contains("a wrong state was refused (1)"))
  }

  @Test func `Esc gives up, and what comes of it later finds no box`() {
    var app = app()
    _ = app.update(.key(.character("o")))
    _ = app.update(opened())
    #expect(app.update(.key(.escape)) == [.cancelManaged])
    #expect(app.boxes.isEmpty && app.work == nil)
    _ = app.update(opened())
    _ = app.update(.finished(.failed(.managed(.cancelled)), of: .signInManaged(pool: 0)))
    #expect(app.boxes.isEmpty)
  }

  @Test func `a failure stays in the box until it is tried again or left`() {
    var app = app()
    _ = app.update(.key(.character("o")))
    _ = app.update(opened())
    let error = ManagedSignInError.refused(error: "access_denied", description: "No\u{1B}[2J")
    _ = app.update(.finished(.failed(.managed(error)), of: .signInManaged(pool: 0)))
    let shown = picture(of: app.view(charset: .unicode))
    #expect(shown.contains("managed login refused") && !shown.contains("\u{1B}"))
    #expect(app.update(.key(.enter)) == [.signInManaged(pool: 0)])
    // The end of the one before is not that of the new one.
    _ = app.update(.finished(.failed(.managed(.cancelled)), of: .signInManaged(pool: 0)))
    #expect(picture(of: app.view(charset: .unicode)).contains("asking where the page is"))
    _ = app.update(
      .finished(.failed(.managed(.timedOut(seconds: 300))), of: .signInManaged(pool: 0))
    )
    _ = app.update(.key(.escape))
    #expect(app.boxes.isEmpty)
  }

  @Test(arguments: [(40, 12), (20, 6), (1, 1), (200, 50)])
  func `it fits into any window`(columns: Int, rows: Int) {
    var app = app()
    _ = app.update(.key(.character("o")))
    _ = app.update(opened())
    _ = app.update(.resized(columns: columns, rows: rows))
    #expect(
      picture(of: app.view(charset: .unicode)).split(
        separator: "\n",
        omittingEmptySubsequences: false
      ).count <= rows + 1
    )
  }
}
