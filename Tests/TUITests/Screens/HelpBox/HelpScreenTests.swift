import AuthCore
import TUI
import TestSupport
import Testing

struct HelpScreenTests {
  private func help(_ typed: String = "") -> SampleApp {
    var sample = SampleApp(local: SampleApp.three)
    sample.press(.character("?"))
    for key in keys(typed) { sample.press(key) }
    return sample
  }

  @Test func `the help shows the table that dispatches keys`() {
    var sample = SampleApp(local: SampleApp.three, rows: 10 + KeyBinding.table.count)
    sample.press(.character("?"))
    for binding in KeyBinding.table {
      #expect(sample.picture.contains("\(binding.title)"), "\(binding.title)")
    }
  }

  @Test func `letters search and do nothing else`() {
    let sample = help("dqr")
    #expect(sample.app.boxes.count == 1 && !sample.app.isQuitting && sample.app.work == nil)
    #expect(sample.picture.contains("no key does that"))
    #expect(help("mark").picture.contains("mark all that are listed"))
    #expect(!help("mark").picture.contains("draw the screen anew"))
  }

  @Test(arguments: [Key.escape, .enter, .character("q"), .character("?")])
  func `it closes`(key: Key) {
    var sample = help()
    #expect(sample.press(key) == [] && sample.app.boxes.isEmpty)
  }
}
