import TestSupport
import Testing

/// The model of a terminal takes what a program had drawn for a window that has another size by now, as
/// terminals do; what is wrong at any size stays a fault.
@Suite(.ownThread)
struct ResizedModelTests {
  private static func screen(_ text: String, resizedTo size: (Int, Int)?) -> VTScreen {
    var screen = VTScreen(columns: 120, rows: 40)
    if let size { screen.resize(columns: size.0, rows: size.1) }
    var parser = VTParser()
    parser.feed(Array(text.utf8), to: &screen)
    return screen
  }

  @Test(arguments: [(1, 1), (80, 24), (80, 26), (80, 30), (200, 60)])
  func `margins of a larger window end at the last row`(_ size: (Int, Int)) {
    let screen = Self.screen("\u{1B}[26;37r", resizedTo: size)
    #expect(screen.faults == [])
    #expect(screen.margins == (size.1 > 26 ? 25...min(36, size.1 - 1) : 0...(size.1 - 1)))
  }

  @Test
  func `margins that no window has are a fault`() {
    #expect(Self.screen("\u{1B}[37;26r", resizedTo: nil).faults.count == 1)
    #expect(Self.screen("\u{1B}[37;26r", resizedTo: (1, 1)).faults.count == 1)
    #expect(Self.screen("\u{1B}[26;41r", resizedTo: nil).faults.count == 1)
    #expect(Self.screen("\u{1B}[26;40r", resizedTo: nil).faults == [])
  }

  @Test
  func `a combining mark on nothing is a fault until the size has changed`() {
    #expect(Self.screen("\u{308}", resizedTo: nil).faults.count == 1)
    #expect(Self.screen("\u{308}", resizedTo: (1, 1)).faults == [])
  }

  /// What the program sends while lists scroll, boxes open and names are wide, cut anywhere.
  @Test(.runLimit(minutes: 20))
  func `no cut of a program's output by other sizes is a fault`() throws {
    let place = try Place()
    let terminal = try place.screen("demo")
    try terminal.waitForDemo()
    try terminal.press("G", thenWaitFor: "11 of 11")
    try terminal.press("g", thenWaitFor: "1 of 11")
    try terminal.press("?", thenWaitFor: "show this help")
    // Its page scrolls by regions; the hint stands as long as the help does.
    for _ in 0..<12 { try terminal.press("\u{1B}OB") }
    try terminal.press("\u{1B}")
    try terminal.wait(gone: "letters search")
    try terminal.press("D", thenWaitFor: "[ Cancel ]")
    try terminal.press("\u{1B}")
    try terminal.wait(gone: "[ Cancel ]")
    try terminal.press("q")
    _ = try terminal.end()
    var random = SeededGenerator(seed: 20_261_123)
    for _ in 0..<40 {
      var screen = VTScreen(columns: 120, rows: 40)
      var parser = VTParser()
      var rest = terminal.bytes[...]
      while !rest.isEmpty {
        let part = rest.prefix(1 + Int(random.next() % 8192))
        parser.feed(Array(part), to: &screen)
        rest = rest.dropFirst(part.count)
        let isTiny = random.next() % 3 == 0
        screen.resize(
          columns: 1 + Int(random.next() % (isTiny ? 3 : 200)),
          rows: 1 + Int(random.next() % (isTiny ? 3 : 60))
        )
      }
      #expect(screen.faults == [])
    }
  }
}
