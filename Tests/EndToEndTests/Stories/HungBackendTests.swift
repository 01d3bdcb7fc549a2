import FoundationEssentials
import Glibc
import TestSupport
import Testing

/// No screen work waits for a backend: while none answers, every key is answered.
///
/// How fast is for the benchmark to say; here a key that waited for a backend would wait for ever.
@Suite(.ownThread)
struct HungBackendTests {
  @Test(.timeLimit(.minutes(5)))
  func `while no backend answers every key is answered, and the program ends`() throws {
    let place = try Place()
    let (shim, runtime) = (try FaultShim(), try TemporaryFolder(inMemory: true))
    let asked = place.folder.path + "/asked"
    // It reads until its input ends, which is when authtop gives it up, and never answers.
    let helper = try place.file(
      "authtop-backend-hung",
      "#!/bin/sh\necho $$ >'\(asked)'\nexec cat >/dev/null\n"
    )
    chmod(helper, 0o700)
    place.environment["PATH", default: ""] += ":\(place.folder.path)"
    place.environment["AUTHTOP_HELPER_SECONDS"] = "3600"
    place.environment["XDG_RUNTIME_DIR"] = runtime.path
    let gate = place.folder.path + "/gate"
    place.environment.merge(
      shim.hanging(under: [place.folder.path + "/data", runtime.path], gate: gate)
    ) { $1 }
    let terminal = try place.screen(seconds: 120)
    try terminal.wait(for: "local 0", "cookie 0", "session 0", "memory 0")
    _ = try place.file("gate", "")
    // What reads the stores waits from now on, and each key comes after another wish to read them.
    try terminal.press("\u{12}")
    try Self.wait("every store hangs", by: terminal.deadline) {
      ["/authtop.sqlite", "/cookies.txt", runtime.path + "/authtop/"].allSatisfy {
        shim.reported.contains($0)
      } && access(asked, F_OK) == 0
    }
    for columns in 100..<110 {
      try terminal.press("\u{12}?", thenWaitFor: "letters search")
      terminal.resize(columns: columns, rows: 30)
      try terminal.press("\u{1B}")
      try terminal.wait(gone: "letters search")
      try terminal.press("\u{12}:", thenWaitFor: "Enter runs it")
      try terminal.press("\u{1B}")
      try terminal.wait(gone: "Enter runs it")
    }
    let number = String(
      decoding: FileManager.default.contents(atPath: asked) ?? Data(),
      as: UTF8.self
    )
    let process = pid_t(number.prefix { $0.isNumber }) ?? 0
    #expect(process > 0 && kill(process, 0) == 0, "the helper hangs still")
    try terminal.press("q")
    #expect(try terminal.end().code == 0)
    #expect(access(gate, F_OK) == 0, "and all that while nobody had let the stores go on")
  }

  /// Waits for something beside the terminal.
  private static func wait(
    _ wanted: String,
    by deadline: Deadline,
    until condition: () throws -> Bool
  ) throws {
    while try !condition() {
      guard !deadline.hasPassed else { throw StoryFailure("waited in vain: \(wanted)") }
      poll(nil, 0, 5)
    }
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
