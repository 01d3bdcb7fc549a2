import Glibc
import TestSupport
import Testing

/// Whole screens of hostile claims: every byte that is sent is one that the program itself sends.
///
/// 500 of them; a seed repeats them.
@Suite(.ownThread)
struct HostileScreenTests {
  /// What tries to get out of a cell: controls, sequences, C1, bidi, zero width, tags, marks, width.
  private static let hostile = [
    "esc\u{1B}[31mred", "osc\u{1B}]0;title\u{07}", "dcs\u{1B}P1$r0m\u{1B}\\x",
    "c1\u{9B}2J\u{90}q\u{9C}",
    "bidi\u{202E}txt\u{2066}x\u{2069}", "zero\u{200B}\u{FEFF}\u{200D}w", "two\r\nlines\u{08}\u{7F}",
    "tag\u{E0041}\u{E0042}", "e" + String(repeating: "\u{301}", count: 40), "雪国👩‍👩‍👧🇩🇪",
    "wide\u{3164}\u{2800}\u{115F}", "clear\u{1B}c\u{1B}[2J\u{1B}[?1049l",
  ]

  private static func json(_ text: String) -> String {
    text.unicodeScalars.reduce(into: "") { out, scalar in
      if scalar.isASCII, scalar.value >= 0x20, scalar != "\"", scalar != "\\", scalar.value < 0x7F {
        out.unicodeScalars.append(scalar)
      } else {
        for unit in String(scalar).utf16 {
          let digits = String(unit, radix: 16)
          out += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
        }
      }
    }
  }

  private static var users: String {
    let users = hostile.map { text in
      let text = json(text)
      return """
        {"username": "\(text)", "password": "Demo-password-1", "groups": ["\(text)"],
         "attributes": {"email": "\(text)", "name": "\(text)", "custom:x": "\(text)"}}
        """
    }
    return "[" + users.joined(separator: ",") + "]"
  }

  @Test(.runLimit(minutes: 10))
  func `whole screens of hostile claims are made of known sequences alone`() throws {
    let place = try Place()
    let pool = try PoolProcess(place, "--users", place.file("users.json", Self.users))
    for user in Self.hostile {
      let run = try place.run(
        ["sign-in", user, "--flow", "password", "--password-stdin"],
        input: Array(PoolProcess.password.utf8),
        pool: pool
      )
      guard run.code == 0 else { throw StoryFailure(run.errorText) }
    }
    let terminal = try place.screen(pool: pool, seconds: 500)
    try terminal.wait("the sessions") { $0.sessionLines.count == Self.hostile.count }
    try terminal.press("x")
    var random = SeededGenerator(seed: 3)
    var screens = 0
    let steps = ["j", "k", "l", "h", "G", "g", "z", ">", "<", "I", " ", "x", "t", "\t"]
    while screens < 500 {
      if screens % 20 == 0 {
        let sizes = [(120, 40), (80, 24), (60, 16), (200, 50), (40, 12)]
        let (columns, rows) = sizes[screens / 20 % sizes.count]
        terminal.resize(columns: columns, rows: rows)
      }
      let step = steps[Int(random.next() % UInt64(steps.count))]
      let wipes = terminal.screen.wipes
      try terminal.press(step + "\u{0C}")
      // Every wait fails on a byte that the list does not know.
      try terminal.wait("a new picture") { $0.wipes > wipes }
      screens += 1
    }
    try terminal.press("\u{03}")
    _ = try terminal.end()
    #expect(terminal.screen.faults == [])
    #expect(terminal.screen.isAlternate == false)
  }
}
