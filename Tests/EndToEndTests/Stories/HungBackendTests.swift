import Glibc
import TestSupport
import Testing

/// No screen work waits for a backend: with one that never answers, keys are answered at once.
@Suite(.ownThread)
struct HungBackendTests {
  @Test(.timeLimit(.minutes(5)))
  func `with every backend hung a key is answered as fast as without`() throws {
    let place = try Place()
    let healthy = try times(place)
    // It reads until its input ends, which is when authtop gives it up, and never answers.
    let helper = try place.file("authtop-backend-hung", "#!/bin/sh\ncat >/dev/null\n")
    chmod(helper, 0o700)
    place.environment["PATH", default: ""] += ":\(place.folder.path)"
    let hung = try times(place) { try Grip(place.folder.path + "/data") }
    let (before, after) = (healthy[healthy.count / 2], hung[hung.count / 2])
    Note.write("a key is answered in \(before) ms, in \(after) ms with every backend hung")
    // One frame: a wait for a backend, which has seconds, would be far longer.
    #expect(after <= before + 16)
    #expect(hung.last ?? 0 < 1500, "no single key waited for one")
  }

  /// Holds what the stores of a folder need to read or write, as a program that hangs would.
  private final class Grip {
    private let files: [CInt]

    init(_ data: String) throws {
      // The locks of SQLite's write-ahead log: writer, checkpointer, recovery and the five of readers.
      let index = open(data + "/authtop.sqlite-shm", O_RDWR | O_CLOEXEC)
      let jar = open(data + "/cookies.txt.lock", O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
      files = [index, jar]
      var range = Glibc.flock()
      (range.l_type, range.l_whence) = (Int16(F_WRLCK), Int16(SEEK_SET))
      (range.l_start, range.l_len) = (120, 8)
      let deadline = Deadline.in(10)
      while fcntl(index, F_SETLK, &range) != 0 {
        guard !deadline.hasPassed else { throw StoryFailure("the store cannot be held: \(errno)") }
        poll(nil, 0, 5)
      }
      guard flock(jar, LOCK_EX | LOCK_NB) == 0 else { throw StoryFailure("the jar is held") }
    }

    deinit { for file in files { close(file) } }
  }

  /// Milliseconds from a key to the box that it opens, the shortest first; `hang` runs after the first frame.
  private func times(_ place: Place, hang: () throws -> Grip? = { nil }) throws -> [Double] {
    let terminal = try place.screen(seconds: 60)
    try terminal.wait("the backends") {
      $0.text.contains("local 0") && $0.text.contains("memory 0")
    }
    var grip = try hang()
    var times: [Double] = []
    for _ in 0..<20 {
      // What reads the stores goes on meanwhile, in vain.
      try terminal.press("\u{12}")
      let start = ContinuousClock.now
      try terminal.press("?")
      try terminal.wait("the help") { $0.text.contains("letters search") }
      let taken = (ContinuousClock.now - start).components
      times.append(Double(taken.seconds) * 1000 + Double(taken.attoseconds) / 1e15)
      try terminal.press("\u{1B}")
      try terminal.wait("no help") { !$0.text.contains("letters search") }
    }
    withExtendedLifetime(grip) {}
    grip = nil
    try terminal.press("q")
    #expect(try terminal.end().code == 0)
    return times.sorted()
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
