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
