import FoundationEssentials
import Glibc
import TestSupport
import Testing

/// No screen work waits for a backend: while none answers, every key is answered.
///
/// How fast is for the benchmark to say; here a key that waited for a backend would wait for ever.
@Suite(.ownThread)
struct HungBackendTests {
  /// What hangs besides the helper, and the files that tell that it does.
  enum Disk: CaseIterable {
    /// The disk with authtop's folder: nothing can be read without the notes on it.
    case all
    /// Only the files of the jar and of the terminal session.
    case files
  }

  /// A place with a helper that never answers, and ends with who asked it.
  private final class Scene {
    let place: Place
    let shim: FaultShim
    var gate: String { place.folder.path + "/gate" }
    private let signs: [String]
    private var asked: String { place.folder.path + "/asked" }

    init(_ disk: Disk) throws {
      (place, shim) = (try Place(), try FaultShim())
      guard let runtime = place.runtime else { throw StoryFailure(MemoryFolder.whyNot) }
      let (folder, session) = (place.folder.path, runtime.path + "/authtop/")
      let jar = folder + "/data/cookies.txt"
      signs = disk == .all ? [folder + "/data/authtop.sqlite"] : [jar, session]
      let helper = try place.file(
        "authtop-backend-hung",
        "#!/bin/sh\necho $$ >>'\(folder)/asked'\nwhile kill -0 $PPID 2>/dev/null; do sleep 0.1; done\n"
      )
      chmod(helper, 0o700)
      place.environment["PATH", default: ""] += ":\(folder)"
      place.environment["AUTHTOP_HELPER_SECONDS"] = "3600"
      let held = disk == .all ? [folder + "/data", runtime.path] : [jar, session]
      place.environment.merge(shim.hanging(under: held, gate: folder + "/gate")) { $1 }
    }

    var hangs: Bool {
      access(gate, F_OK) == 0 && signs.allSatisfy(shim.reported.contains) && helperHangs
    }

    private var helperHangs: Bool {
      let bytes = FileManager.default.contents(atPath: asked) ?? Data()
      return String(decoding: bytes, as: UTF8.self).split(separator: "\n").compactMap { pid_t($0) }
        .contains { kill($0, 0) == 0 }
    }
  }

  @Test(
    .runLimit(minutes: 20),
    .enabled(if: MemoryFolder.isThere, "\(MemoryFolder.whyNot)"),
    arguments: Disk.allCases
  )
  func `while no backend answers every key is answered, and the screen ends`(_ disk: Disk) throws {
    let scene = try Scene(disk)
    let terminal = try scene.place.screen(seconds: 120)
    try terminal.wait(for: "local 0", "cookie 0", "session 0", "memory 0")
    _ = try scene.place.file("gate", "")
    // What reads the stores waits from now on, and each key comes after another wish to read them.
    try terminal.press("\u{12}")
    try Self.wait("every store hangs", by: terminal.deadline) { scene.hangs }
    for columns in 100..<110 {
      try terminal.press("\u{12}?", thenWaitFor: "letters search")
      terminal.resize(columns: columns, rows: 30)
      try terminal.press("\u{1B}")
      try terminal.wait(gone: "letters search")
      try terminal.press("\u{12}:", thenWaitFor: "Enter runs it")
      try terminal.press("\u{1B}")
      try terminal.wait(gone: "Enter runs it")
    }
    #expect(scene.hangs, "nobody had let a store go on")
    try terminal.press("q")
    try terminal.wait("the terminal as it was") { !$0.isAlternate }
    // What is to be written down is still waited for; Ctrl-C would not.
    unlink(scene.gate)
    #expect(try terminal.end().code == 0)
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

  @Test(.runLimit(minutes: 20))
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

  @Test(.runLimit(minutes: 20))
  func `a program whose terminal reads nothing still ends`() throws {
    let place = try Place()
    let terminal = try place.screen(columns: 200, rows: 50)
    try terminal.wait("a first frame") { $0.isAlternate && $0.text.contains("Sessions") }
    for _ in 0..<60 { try terminal.press("\u{0C}?\u{0C}\u{1B}[24~") }
    terminal.child.kill(SIGTERM)
    let ending = try terminal.child.end(by: .in(60))
    #expect(ending.code == 143)
  }
}
