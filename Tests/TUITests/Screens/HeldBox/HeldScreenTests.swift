import AuthCore
import TUI
import TestSupport
import Testing

struct HeldScreenTests {
  private func opened() -> SampleApp {
    var sample = SampleApp(local: SampleApp.three, columns: 80, rows: 24)
    let error = SessionError.notSaved(ManagerBench.id(), .full(reason: "no space left"))
    let effects = sample.app.update(
      .finished(.refreshed([], [Event.Failed(id: ManagerBench.id(), error: error)], last: nil))
    )
    #expect(effects.contains(.planHeld(ManagerBench.id())))
    _ = sample.app.update(.finished(.heldPlaces(ManagerBench.id(), [.memory])))
    return sample
  }

  @Test func `tokens that could not be stored are offered to the other backends`() {
    let sample = opened()
    for part in [
      "New tokens are not stored", "no space left", "gone when authtop ends", "Try again",
    ] {
      #expect(sample.picture.contains(part), "\(part)")
    }
  }

  @Test(arguments: [Key.character("q"), .ctrl("c")])
  func `quitting asks first while tokens are stored nowhere, and the second time quits`(key: Key) {
    var sample = SampleApp(local: SampleApp.three, columns: 80, rows: 24)
    let held = HeldSession(id: ManagerBench.id(), reason: "no space left")
    let other = HeldSession(id: ManagerBench.id(.local, "bob"), reason: "no space left")
    _ = sample.app.update(.held([held, other]))
    #expect(sample.press(key) == [.planHeld(ManagerBench.id())])
    _ = sample.app.update(.finished(.heldPlaces(ManagerBench.id(), [.memory])))
    for part in ["Quit and lose new tokens?", "1 other", "Stay", "Quit without them"] {
      #expect(sample.picture.contains(part), "\(part)")
    }
    #expect(!sample.app.isQuitting)
    var stays = sample
    #expect(stays.press(.enter) == [] && stays.app.boxes.isEmpty && !stays.app.isQuitting)
    #expect(sample.press(.ctrl("c")) == [.quit] && sample.app.isQuitting)
  }

  @Test func `the last button quits without them, and nothing held quits at once`() {
    var sample = SampleApp(local: SampleApp.three, columns: 80, rows: 24)
    let held = HeldSession(id: ManagerBench.id(), reason: "no space left")
    _ = sample.app.update(.held([held]))
    sample.press(.character("q"))
    _ = sample.app.update(.finished(.heldPlaces(ManagerBench.id(), [.memory])))
    #expect(sample.press(.tab, .tab, .tab, .enter) == [.quit])
    #expect(sample.app.isQuitting)
    var stored = SampleApp(local: SampleApp.three, columns: 80, rows: 24)
    _ = stored.app.update(.held([held]))
    _ = stored.app.update(.held([]))
    #expect(stored.press(.character("q")) == [.quit])
  }

  @Test(
    arguments: [
      ([Key.enter], []), ([.escape], []),
      ([.tab, .enter], [Effect.storeHeld(ManagerBench.id(), in: .local)]),
      ([.character("r")], [.storeHeld(ManagerBench.id(), in: .local)]),
      ([.tab, .tab, .enter], [.storeHeld(ManagerBench.id(), in: .memory)]),
    ] as [([Key], [Effect])]
  )
  func `keys choose a place, and Later is the first`(keys: [Key], effects: [Effect]) {
    var sample = opened()
    #expect(keys.flatMap { sample.press($0) } == effects)
  }
}
