import AuthCore
import TUI
import TestSupport
import Testing

/// Clicks and the wheel, by what is drawn where.
struct MouseTests {
  private var sample = SampleApp(local: SampleApp.three, memory: [SampleTokens()])

  /// Where a text stands on the screen, the first place.
  private func place(of text: String, in sample: SampleApp) throws -> (x: Int, y: Int) {
    for (y, line) in sample.picture.split(separator: "\n", omittingEmptySubsequences: false)
      .enumerated()
    {
      if let range = line.firstRange(of: text) {
        return (line.distance(from: line.startIndex, to: range.lowerBound), y)
      }
    }
    throw SampleError.notShown(text)
  }

  private enum SampleError: Error { case notShown(String) }

  private func click(_ text: String, in sample: inout SampleApp) throws -> [Effect] {
    let (x, y) = try place(of: text, in: sample)
    return sample.press(.mouse(Mouse(.press, x: x, y: y)))
  }

  @Test func `a click chooses a row and a second one opens it`() throws {
    var sample = sample
    #expect(try click("bob", in: &sample) == [])
    #expect(sample.pass(milliseconds: 60) == [.loadDetail(ManagerBench.id(.local, "bob"))])
    #expect(sample.app.main.selection == ManagerBench.id(.local, "bob"))
    #expect(sample.app.main.pane == .list)
    _ = try click("bob", in: &sample)
    #expect(sample.app.main.pane == .detail)
  }

  @Test func `a click on a hint, a backend and a tab presses it`() throws {
    var sample = sample
    #expect(try click("r refresh", in: &sample) == [.refresh([ManagerBench.id()])])
    _ = try click("2 memory", in: &sample)
    #expect(sample.app.main.onlyBackend == .memory)
    _ = try click("2 memory", in: &sample)
    #expect(sample.app.main.onlyBackend == nil)
    _ = try click("Refresh Devices", in: &sample)
    #expect(sample.app.main.tab == .refresh && sample.app.main.pane == .detail)
  }

  @Test func `a click on a column sorts by it and turns the order around`() throws {
    var sample = sample
    _ = try click("ACCESS", in: &sample)
    #expect(sample.app.main.sort == .access && !sample.app.main.isInverted)
    _ = try click("ACCESS", in: &sample)
    #expect(sample.app.main.sort == .access && sample.app.main.isInverted)
  }

  @Test func `under a box only the box can be clicked`() throws {
    var sample = sample
    sample.press(.character("b"))
    let before = sample.app.main
    #expect(sample.press(.mouse(Mouse(.press, x: 5, y: 5))) == [])
    #expect(sample.app.main == before && sample.app.boxes.count == 1)
    #expect(try click("  memory  ", in: &sample) == [.activate(.memory)])
    var other = self.sample
    other.press(.character("b"))
    _ = try click("Cancel", in: &other)
    #expect(other.app.boxes.isEmpty)
  }

  @Test func `the wheel scrolls what is under the mouse`() {
    let many = (0..<60).map { number in SampleTokens { $0.username = "user\(100 + number)" } }
    var sample = SampleApp(local: many)
    sample.press(.mouse(Mouse(.wheelDown, x: 5, y: 5)))
    #expect(sample.app.main.table.scroll.first == 3)
    #expect(sample.app.main.selection == ManagerBench.id(.local, "user103"))
    sample.press(.mouse(Mouse(.wheelUp, x: 5, y: 5)))
    #expect(sample.app.main.table.scroll.first == 0)
    #expect(sample.app.main.selection == ManagerBench.id(.local, "user103"))
  }

  @Test func `no place on any screen crashes`() {
    for key in [Key.character("j"), .character("d"), .character(":"), .character("?")] {
      for (columns, rows) in [(120, 30), (40, 12), (3, 2)] {
        var sample = sample
        sample.press(key)
        _ = sample.app.update(.resized(columns: columns, rows: rows))
        for y in 0..<rows {
          for x in stride(from: 0, to: columns, by: 7) { _ = sample.app.target(x: x, y: y) }
        }
      }
    }
  }
}
