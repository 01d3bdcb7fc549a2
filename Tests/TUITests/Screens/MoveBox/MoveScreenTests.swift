import AuthCore
import TUI
import TestSupport
import Testing

struct MoveScreenTests {
  private var sample = SampleApp(local: SampleApp.three, columns: 80, rows: 24)

  @Test func `the box tells how a session moves and what the target cannot do`() {
    var sample = sample
    sample.press(.character("m"))
    for part in [
      "alice: copied, read back", "2 memory", "gone when authtop ends", "[ Cancel ]",
      "The app reads this session now",
    ] {
      #expect(sample.picture.contains(part), "\(part)")
    }
    #expect(!sample.picture.contains("1 local  "))
  }

  @Test(
    arguments: [
      ([Key.enter], []), ([.escape], []), ([.character("q")], []),
      ([.tab, .enter], [Effect.move([ManagerBench.id()], to: .memory)]),
      ([.character("2")], [.move([ManagerBench.id()], to: .memory)]),
      ([.character("1")], []), ([.character("9")], []),
    ] as [([Key], [Effect])]
  )
  func `keys choose the target, and Cancel is the first`(keys: [Key], effects: [Effect]) {
    var sample = sample
    sample.press(.character("m"))
    #expect(keys.flatMap { sample.press($0) } == effects)
  }

  @Test func `another backend is made the active one by its number`() {
    var sample = sample
    sample.press(.character("b"))
    #expect(sample.picture.contains("Sign-in writes to the active"))
    #expect(sample.press(.character("1")) == [])
    #expect(sample.press(.character("2")) == [.activate(.memory)])
    #expect(sample.app.boxes.isEmpty)
    sample.finish(.activated(.memory, previous: .local), of: [.activate(.memory)])
    #expect(sample.app.status?.text.plain.hasPrefix("memory is active now") == true)
  }

  @Test func `what a target cannot hold is said in the box`() async throws {
    var sample = sample
    let effects = sample.press(.character("m"))
    #expect(effects == [.previewMove([ManagerBench.id()], to: [.memory])])
    let other = SampleTokens { $0.refresh = "h.k.i.c.other" }
    let bench = ManagerBench(
      local: MemoryStorage(SampleTokens().items),
      memory: MemoryStorage(other.items)
    )
    let preview = try await bench.manager.movePreview([ManagerBench.id()], to: .memory)
    let bob = ManagerBench.id(.local, "bob")
    sample.finish(.previewed([preview]), of: [.previewMove([bob], to: [.memory])])
    #expect(!sample.picture.contains("another session"), "that was of another box")
    sample.finish(.previewed([preview]), of: effects)
    #expect(sample.picture.contains("✗ alice: it holds another session of alice"))
    #expect(sample.picture.contains("! gone when authtop ends"))
  }

  @Test func `what the app reads goes along to the new active backend when it is asked for`() {
    var sample = sample
    sample.press(.character("b"))
    #expect(sample.picture.contains("[ ] alice stays"))
    sample.press(.character("m"))
    #expect(sample.picture.contains("[x] alice goes along"))
    #expect(sample.press(.character("2")) == [.activateMoving(.memory, [ManagerBench.id()])])
  }
}
