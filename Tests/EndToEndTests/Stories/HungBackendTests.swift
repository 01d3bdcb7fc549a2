import Glibc
import TestSupport
import Testing

/// No screen work waits for a backend: with one that never answers, keys are answered at once.
@Suite(.ownThread)
struct HungBackendTests {
  @Test(.timeLimit(.minutes(5)))
  func `with a hung helper a key is answered as fast as without one`() throws {
    let place = try Place()
    let healthy = try median(place)
    // It reads until its input ends, which is when authtop gives it up, and never answers.
    let helper = try place.file("authtop-backend-hung", "#!/bin/sh\ncat >/dev/null\n")
    chmod(helper, 0o700)
    place.environment["PATH", default: ""] += ":\(place.folder.path)"
    let hung = try median(place)
    Note.write("a key is answered in \(healthy) ms, in \(hung) ms beside a hung helper")
    // One frame: a wait for the helper, which has seconds, would be far longer.
    #expect(hung <= healthy + 16)
  }

  /// Milliseconds from a key to the box that it opens.
  private func median(_ place: Place) throws -> Double {
    let terminal = try place.screen()
    try terminal.wait("a first frame") { $0.isAlternate && $0.text.contains("Sessions") }
    var times: [Double] = []
    for _ in 0..<20 {
      let start = ContinuousClock.now
      try terminal.press("?")
      try terminal.wait("the help") { $0.text.contains("letters search") }
      let taken = (ContinuousClock.now - start).components
      times.append(Double(taken.seconds) * 1000 + Double(taken.attoseconds) / 1e15)
      try terminal.press("\u{1B}")
      try terminal.wait("no help") { !$0.text.contains("letters search") }
    }
    try terminal.press("q")
    #expect(try terminal.end().code == 0)
    return times.sorted()[times.count / 2]
  }

  @Test(.timeLimit(.minutes(5)))
  func `a terminal that reads nothing holds nothing up, and gets the latest screen`() throws {
    let place = try Place()
    let terminal = try place.screen(columns: 200, rows: 50)
    try terminal.wait("a first frame") { $0.isAlternate && $0.text.contains("Sessions") }
    // Far more than any terminal's buffer holds, and nobody reads.
    for _ in 0..<60 { try terminal.press("\u{0C}?\u{0C}\u{1B}[24~") }
    try terminal.press("\u{1B}")
    try terminal.press("\u{0C}")
    try terminal.wait("the latest screen") {
      $0.text.contains("Sessions") && !$0.text.contains("letters search")
    }
    try terminal.press("q")
    #expect(try terminal.end().code == 0)
  }

  @Test(.timeLimit(.minutes(5)))
  func `a program whose terminal reads nothing still ends`() throws {
    let place = try Place()
    let terminal = try place.screen(columns: 200, rows: 50)
    try terminal.wait("a first frame") { $0.isAlternate && $0.text.contains("Sessions") }
    for _ in 0..<60 { try terminal.press("\u{0C}?\u{0C}\u{1B}[24~") }
    terminal.child.kill(SIGTERM)
    let ending = try terminal.child.end(by: .in(10))
    #expect(ending.code == 143)
  }
}
