import Testing

/// The demo by keys alone: what a newcomer sees and does first.
struct DemoTests {
  @Test(.timeLimit(.minutes(1)))
  func `the demo shows at least six sessions in two backends`() throws {
    let place = try Place()
    let start = ContinuousClock.now
    let terminal = try place.screen("demo")
    try terminal.wait(for: "local 4", "memory 4", "alice", "bob", "carol", "dave", "erin", "zoë")
    Note.write("demo: 8 sessions after \(ContinuousClock.now - start)")
    try terminal.press("q")
    #expect(try terminal.end().code == 0)
  }
}
