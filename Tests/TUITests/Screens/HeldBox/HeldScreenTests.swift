import AuthCore
import TUI
import TestSupport
import Testing

struct HeldScreenTests {
  private func opened() -> SampleApp {
    var sample = SampleApp(local: SampleApp.three, columns: 80, rows: 24)
    let error = SessionError.notSaved(ManagerBench.id(), .full(reason: "no space left"))
    let failed = [Event.Failed(id: ManagerBench.id(), error: error)]
    let effects = sample.finish(
      .refreshed([], failed, last: nil),
      of: [.refresh([ManagerBench.id()])]
    )
    #expect(effects.contains(.planHeld(ManagerBench.id())))
    sample.finish(.heldPlaces(ManagerBench.id(), [.memory]), of: [.planHeld(ManagerBench.id())])
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

  @Test func `only what it asked for itself ends it or fails in it`() {
    var sample = opened()
    let bob = ManagerBench.id(.local, "bob")
    let error = SessionError.pool(.unreachable(reason: "r"))
    sample.finish(.failed(error), of: [.verify(ManagerBench.id()), .storeHeld(bob, in: .memory)])
    #expect(!sample.picture.contains("was not reached; ") || sample.app.boxes.count == 1)
    #expect(!sample.picture.contains("failed"))
    let effects = sample.press(.character("r"))
    sample.finish(.failed(error), of: effects)
    #expect(sample.picture.contains("failed"))
  }

  @Test func `it waits under the box that somebody types in`() {
    var sample = SampleApp(local: SampleApp.three, columns: 80, rows: 24, pools: ["web"])
    sample.press(.character("i"), .paste("bob"), .enter)
    let error = SessionError.notSaved(ManagerBench.id(), .full(reason: "no space left"))
    let failed = [Event.Failed(id: ManagerBench.id(), error: error)]
    let effects = sample.finish(
      .refreshed([], failed, last: nil),
      of: [.refresh([ManagerBench.id()])]
    )
    #expect(effects.contains(.planHeld(ManagerBench.id())))
    #expect(sample.press(.character("r")) == [] && sample.picture.contains("Sign in"))
    sample.press(.escape)
    #expect(sample.picture.contains("New tokens are not stored"))
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
