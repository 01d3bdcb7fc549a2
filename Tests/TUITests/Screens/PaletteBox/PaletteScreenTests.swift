import AuthCore
import TUI
import TestSupport
import Testing

struct PaletteScreenTests {
  private func palette(_ typed: String = "", columns: Int = 120, rows: Int = 30) -> SampleApp {
    var sample = SampleApp(local: SampleApp.three, columns: columns, rows: rows)
    sample.press(.character(":"))
    for key in keys(typed) { sample.press(key) }
    return sample
  }

  @Test func `every action but itself is there by name with its key`() {
    let sample = palette(rows: 10 + KeyBinding.table.count)
    let lines = sample.picture.split(separator: "\n")
    for binding in KeyBinding.table where binding.action != .palette {
      let title = "\(binding.title)".prefix(50)
      let line = lines.first { $0.contains(title) && $0.contains(binding.label.plain) }
      #expect(line != nil, "\(binding.title)")
    }
  }

  @Test(
    arguments: [
      ("every", [Effect.planSignOut(ManagerBench.id(), .everywhere)]),
      ("refresh the", [.refresh([ManagerBench.id()])]), ("quit", [.quit]), ("q", [.quit]),
      ("signOutEv", [.planSignOut(ManagerBench.id(), .everywhere)]), ("anew", [.redraw]),
    ] as [(String, [Effect])]
  )
  func `Enter runs what was found`(typed: String, effects: [Effect]) {
    var sample = palette(typed)
    #expect(sample.press(.enter) == effects)
    #expect(!sample.app.boxes.contains { if case .palette = $0 { true } else { false } })
  }

  @Test func `arrows choose among what is found`() {
    var sample = palette("sign")
    sample.press(.down)
    #expect(sample.press(.enter) == [.planSignOut(ManagerBench.id(), .everywhere)])
  }

  @Test func `what cannot be done now is dim, last, and does nothing`() {
    var sample = SampleApp(local: [])
    sample.press(.character(":"))
    for key in keys("refresh the tokens") { sample.press(key) }
    #expect(sample.press(.enter) == [] && sample.app.boxes.count == 1)
    #expect(sample.press(.escape) == [] && sample.app.boxes.isEmpty)
  }

  @Test func `a click on the chosen row runs it`() {
    var sample = palette("quit")
    let y = sample.picture.split(separator: "\n", omittingEmptySubsequences: false)
      .firstIndex { $0.contains("▸quit") }
    #expect(sample.press(.mouse(Mouse(.press, x: 40, y: y ?? 0))) == [.quit])
  }

  @Test(arguments: [(120, 40), (80, 24), (80, 25), (60, 15), (40, 12)])
  func `the chosen row is on the screen at every step down and up`(columns: Int, rows: Int) {
    var sample = palette(columns: columns, rows: rows)
    for key in [Key.down, .up] {
      for step in 0..<KeyBinding.table.count {
        #expect(sample.picture.contains("│▸"), "\(key) \(step)")
        sample.press(key)
      }
    }
    sample.press(.pageDown, .pageDown, .pageDown, .pageDown, .pageDown, .pageDown)
    #expect(sample.picture.contains("│▸"))
  }

  @Test(arguments: [(120, 30), (40, 12), (1, 1)])
  func `it fits any screen`(columns: Int, rows: Int) {
    let sample = palette("s", columns: columns, rows: rows)
    #expect(sample.app.view(charset: .ascii).rows == rows)
  }

  @Test func `the picture of the palette`() {
    let box = palette("utc", columns: 80, rows: 24).picture.split(separator: "\n")
      .drop { !$0.contains("Command") }.prefix(6).map { $0.dropFirst(4).prefix(72) }
    #expect(
      box.joined(separator: "\n") == """
        ╭ Command ─────────────────────────────────────────────────────────────╮
        │ : utc                                                                │
        │                                                                      │
        │▸times in UTC or local                                    t           │
        │ sign the user out on every device                        D           │
        ╰──────────────────────────────────────────────────────────────────────╯
        """
    )
  }
}
