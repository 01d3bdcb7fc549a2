import AuthCore
import TUI
import TestSupport
import Testing

struct HeldScreenTests {
  private static let alice = HeldSession(id: ManagerBench.id(), reason: "no space left")
  private static let bob = HeldSession(id: ManagerBench.id(.local, "bob"), reason: "no space left")

  private func opened() -> SampleApp {
    var sample = SampleApp(local: SampleApp.three, columns: 80, rows: 24)
    #expect(sample.app.update(.held([Self.alice])).contains(.planHeld(ManagerBench.id())))
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

  @Test(arguments: [Key.character("q"), .ctrl("c")])
  func `quitting asks first while tokens are stored nowhere, and the second time quits`(key: Key) {
    var sample = SampleApp(local: SampleApp.three, columns: 80, rows: 24)
    let held = HeldSession(id: ManagerBench.id(), reason: "no space left")
    let other = HeldSession(id: ManagerBench.id(.local, "bob"), reason: "no space left")
    _ = sample.app.update(.held([held, other]))
    #expect(sample.press(key) == [.planHeld(ManagerBench.id())])
    sample.finish(.heldPlaces(ManagerBench.id(), [.memory]), of: [.planHeld(ManagerBench.id())])
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
    sample.finish(.heldPlaces(ManagerBench.id(), [.memory]), of: [.planHeld(ManagerBench.id())])
    #expect(sample.press(.tab, .tab, .tab, .enter) == [.quit])
    #expect(sample.app.isQuitting)
    var stored = SampleApp(local: SampleApp.three, columns: 80, rows: 24)
    _ = stored.app.update(.held([held]))
    _ = stored.app.update(.held([]))
    #expect(stored.press(.character("q")) == [.quit])
  }

  @Test func `a copy that has them is named, and nothing is called lost`() {
    var sample = SampleApp(local: SampleApp.three, columns: 80, rows: 24)
    let held = HeldSession(id: ManagerBench.id(), reason: "no space left")
    _ = sample.app.update(.held([held]))
    sample.press(.character("q"))
    sample.finish(
      .heldPlaces(ManagerBench.id(), [.cookie, .memory], copies: [ManagerBench.id(.cookie)]),
      of: [.planHeld(ManagerBench.id())]
    )
    #expect(sample.picture.contains("has them: the copy there goes on"))
    #expect(!sample.picture.contains("lose new tokens"))
    // Of others nothing is known.
    var more = sample
    _ = more.app.update(.held([held, Self.bob]))
    #expect(more.picture.contains("lose new tokens") && more.picture.contains("1 other session"))
    // Stay, Try again, memory, Quit without them: a copy needs no button.
    #expect(sample.press(.tab, .tab, .enter) == [.storeHeld(ManagerBench.id(), in: .memory)])
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
    #expect(sample.app.update(.held([Self.alice])).contains(.planHeld(ManagerBench.id())))
    #expect(sample.press(.character("r")) == [] && sample.picture.contains("Sign in"))
    sample.press(.escape)
    #expect(sample.picture.contains("New tokens are not stored"))
  }

  @Test func `it waits until the filter is typed`() {
    var sample = SampleApp(local: SampleApp.three, columns: 80, rows: 24)
    sample.press(.character("/"))
    _ = sample.app.update(.held([Self.alice]))
    sample.press(.character("h"), .character("l"))
    #expect(sample.app.boxes.isEmpty && sample.picture.contains("1 not stored"))
    #expect(sample.press(.escape).contains(.planHeld(ManagerBench.id())))
    #expect(sample.app.boxes.count == 1)
  }

  @Test func `it stays below a box that is closed, and goes when its tokens are stored`() {
    var sample = opened()
    sample.press(.enter)
    #expect(sample.app.boxes.isEmpty && sample.picture.contains("1 not stored"))
    // The same again, for another reason, asks nobody a second time.
    let later = HeldSession(id: ManagerBench.id(), reason: "still no space")
    _ = sample.app.update(.held([later]))
    #expect(sample.app.boxes.isEmpty)
    _ = sample.app.update(.held([later, Self.bob]))
    #expect(
      sample.picture.contains("still no space") && sample.picture.contains("1 other session ")
    )
    _ = sample.app.update(.held([Self.bob]))
    #expect(sample.app.boxes.count == 1 && sample.picture.contains("tokens for bob"))
    _ = sample.app.update(.held([]))
    #expect(sample.app.boxes.isEmpty && !sample.picture.contains("not stored"))
  }

  @Test func `moving others leaves it where it is`() {
    var sample = SampleApp(local: SampleApp.three, columns: 80, rows: 24)
    let effects = sample.press(.character("m"))
    sample.finish(.previewed([]), of: effects)
    _ = sample.app.update(.held([Self.alice]))
    let moves = sample.press(.character("2"))
    #expect(moves.contains { if case .move = $0 { true } else { false } }, "\(moves)")
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
