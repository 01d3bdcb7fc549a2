import TestSupport
import Testing

/// The window changes its size, and what is drawn follows.
@Suite(.ownThread)
struct ResizeTests {
  /// Users whose names are wide, combining and right-to-left.
  private static let users = #"""
    [{"username": "雪", "password": "Canary-password-1", "groups": ["設計"]},
     {"username": "zoë", "password": "Canary-password-1"},
     {"username": "ne\u0308", "password": "Canary-password-1"},
     {"username": "plain", "password": "Canary-password-1"}]
    """#

  /// A place with a session of each user.
  private static func place() throws -> (Place, PoolProcess) {
    let place = try Place()
    let pool = try PoolProcess(place, "--users", place.file("users.json", users))
    for user in ["雪", "zoë", "ne\u{308}", "plain"] {
      let run = try place.run(
        ["sign-in", user, "--password-stdin"],
        input: Array("Canary-password-1".utf8),
        pool: pool
      )
      guard run.code == 0 else { throw StoryFailure(run.errorText) }
    }
    return (place, pool)
  }

  /// The cells with each digit as a 0, so that a clock's tick is no difference.
  private static func timeless(_ screen: VTScreen) -> [[VTCell]] {
    screen.cells.map { row in
      row.map { cell in
        var cell = cell
        if cell.text.allSatisfy(\.isNumber), !cell.text.isEmpty { cell.text = "0" }
        return cell
      }
    }
  }

  @Test(.runLimit(minutes: 20))
  func `after any sizes the screen is what a fresh one shows`() throws {
    let (place, pool) = try Self.place()
    let terminal = try place.screen(pool: pool)
    try terminal.wait("four sessions") { $0.sessionLines.count == 4 }
    try terminal.wait(for: "signature")
    let sizes = [
      (80, 24), (40, 12), (1, 1), (2, 1), (300, 3), (3, 100), (79, 14), (60, 15), (1, 1), (120, 40),
    ]
    for (columns, rows) in sizes {
      terminal.resize(columns: columns, rows: rows)
      let wipes = terminal.screen.wipes
      try terminal.press("\u{0C}")
      try terminal.wait("a new picture at \(columns)x\(rows)") { $0.wipes > wipes }
    }
    let fresh = try place.screen(pool: pool)
    try fresh.wait("four sessions") { $0.sessionLines.count == 4 }
    try fresh.wait(for: "signature")
    // Both tick, so each look is at both.
    try terminal.wait("the same as a fresh one:\n\(fresh.screen.text)") { screen in
      fresh.takeWaiting()
      return Self.timeless(screen) == Self.timeless(fresh.screen)
    }
    try terminal.press("q")
    #expect(try terminal.end().code == 0)
  }

  @Test(.runLimit(minutes: 20), arguments: [(120, 40), (80, 24), (60, 16)])
  func `wide and combining names leave every column in its place`(_ size: (Int, Int)) throws {
    let (place, pool) = try Self.place()
    let terminal = try place.screen(columns: size.0, rows: size.1, pool: pool)
    try terminal.wait("four whole sessions") { screen in
      screen.sessionLines.count == 4 && screen.sessionLines.allSatisfy { $0.contains(" local ") }
    }
    let screen = terminal.screen
    let rows = screen.lines.indices.filter { screen.lines[$0].contains("● ") && $0 > 1 }
    #expect(rows.count == 4)
    #expect(Set(rows.map { screen.column(of: "local", row: $0) }).count == 1, "\(screen.text)")
    let edges = rows.map { row in
      screen.cells[row].indices.filter { ["│", "┃"].contains(screen.cells[row][$0].text) }
    }
    #expect(Set(edges).count == 1, "\(screen.text)")
    #expect(edges.first?.last == size.0 - 1, "\(screen.text)")
  }

  @Test(.runLimit(minutes: 20))
  func `NO_COLOR sends no colours`() throws {
    let place = try Place()
    place.environment["NO_COLOR"] = "1"
    let terminal = try place.screen("demo")
    try terminal.waitForDemo()
    try terminal.press("D", thenWaitFor: "[ Cancel ]")
    try terminal.press("\u{1B}")
    try terminal.wait(gone: "[ Cancel ]")
    try terminal.press("q")
    _ = try terminal.end()
    #expect(terminal.screen.colourCount == 0)
    place.environment["NO_COLOR"] = ""
    let other = try place.screen("demo")
    try other.waitForDemo()
    #expect(other.screen.colourCount > 0)
  }

  @Test(.runLimit(minutes: 20))
  func `a locale without UTF-8 gets ASCII alone`() throws {
    let place = try Place()
    place.environment["LC_ALL"] = "C"
    let terminal = try place.screen("demo")
    try terminal.wait(for: "alice", "bob", "memory 4", "expired 1")
    try terminal.press("D", thenWaitFor: "Cancel")
    try terminal.press("\u{1B}")
    try terminal.wait(gone: "Cancel")
    try terminal.press("?", thenWaitFor: "show this help")
    try terminal.press("\u{1B}")
    try terminal.wait(gone: "show this help")
    try terminal.press("q")
    #expect(try terminal.end().code == 0)
    #expect(terminal.bytes.allSatisfy { $0 < 0x80 })
  }
}
