import AuthCore
import TUI
import TestSupport
import Testing

struct UndoScreenTests {
  private let tokens = SampleTokens()

  /// What a manager offers after a move.
  private func offer(changed: Bool = false) async throws -> UndoOffer {
    let memory = MemoryStorage()
    let bench = ManagerBench(
      local: MemoryStorage(tokens.items.merging(tokens.pointer) { $1 }),
      memory: memory
    )
    _ = try await bench.manager.move(ManagerBench.id(), to: .memory)
    if changed { await memory.setItem("newer", forKey: tokens.key(.accessToken)) }
    var offer = UndoOffer()
    offer.undo = try await bench.manager.undoPlan()
    return offer
  }

  @Test func `the box says what comes back, and Cancel is the default`() async throws {
    var sample = SampleApp(local: SampleApp.three, columns: 80, rows: 24)
    #expect(sample.press(.character("u")) == [.planUndo])
    let offer = try await offer()
    sample.finish(.undoPlanned(offer), of: [.planUndo])
    for part in [
      "move alice from local to memory", "put 4 keys back into local",
      "remove 4 keys from memory", "[ Cancel ]", "Take back",
    ] {
      #expect(sample.picture.contains(part), "\(part)")
    }
    #expect(sample.press(.enter) == [])
    #expect(sample.app.boxes.isEmpty)
  }

  @Test func `taking back closes the box and reads everything again`() async throws {
    var sample = SampleApp(local: SampleApp.three, columns: 80, rows: 24)
    sample.press(.character("u"))
    let offer = try await offer()
    sample.finish(.undoPlanned(offer), of: [.planUndo])
    let plan = try #require(offer.undo)
    let effects = sample.press(.tab, .enter)
    #expect(effects == [.undo(plan.step.id)])
    sample.finish(.failed(.notFound(ManagerBench.id())), of: [.verify(ManagerBench.id())])
    sample.finish(.undoPlanned(offer), of: [.planUndo])
    #expect(sample.picture.contains("at work"), "neither was its own")
    #expect(sample.finish(.undone(plan), of: effects) == [.load(nil)])
    #expect(sample.app.boxes.isEmpty)
    #expect(sample.app.status?.text.plain.hasPrefix("took back: move alice") == true)
  }

  @Test func `where something newer is stored, nothing is offered`() async throws {
    var sample = SampleApp(local: SampleApp.three, columns: 80, rows: 24)
    sample.press(.character("u"))
    sample.finish(.undoPlanned(try await offer(changed: true)), of: [.planUndo])
    #expect(sample.picture.contains("memory: accessToken of alice changed"))
    #expect(!sample.picture.contains("Take back"))
    #expect(sample.press(.tab, .enter) == [])
  }

  @Test func `nothing to take back is said`() {
    var sample = SampleApp(local: SampleApp.three, columns: 80, rows: 24)
    sample.press(.character("u"))
    var offer = UndoOffer()
    offer.reason = .undo(.nothing(redo: false))
    sample.finish(.undoPlanned(offer), of: [.planUndo])
    #expect(sample.picture.contains("there is nothing to take back"))
  }
}
