import Glibc

/// A program in a pseudo-terminal of its own, with a model of what its screen shows.
final class PseudoTerminal {
  let child: Child
  let deadline: Deadline
  private(set) var screen: VTScreen
  /// Everything that the program sent.
  private(set) var bytes: [UInt8] = []
  /// The settings before the program began.
  let firstSettings: TerminalSettings
  private var parser = VTParser()
  private var master: CInt
  /// Held open, so that the settings can be read after the program's end.
  private let slave: CInt

  init(
    _ path: String,
    _ arguments: [String],
    environment: [String: String],
    columns: Int,
    rows: Int,
    deadline: Deadline
  ) throws {
    (master, slave) = try Descriptor.pseudoTerminal()
    var name = [CChar](repeating: 0, count: 256)
    guard ttyname_r(slave, &name, name.count) == 0 else { throw StoryFailure("no terminal's name") }
    let terminal = name.withUnsafeBufferPointer {
      String(decoding: $0.prefix { $0 != 0 }.map(UInt8.init), as: UTF8.self)
    }
    // Keys that nobody reads must not hold the test up.
    _ = fcntl(master, F_SETFL, fcntl(master, F_GETFL) | O_NONBLOCK)
    Self.setSize(master, columns, rows)
    firstSettings = TerminalSettings(of: slave)
    screen = VTScreen(columns: columns, rows: rows)
    self.deadline = deadline
    child = try Child(path, arguments, environment: environment, terminal: terminal)
  }

  deinit {
    child.kill(SIGKILL)
    if master >= 0 { close(master) }
    close(slave)
  }

  private static func setSize(_ descriptor: CInt, _ columns: Int, _ rows: Int) {
    var size = winsize()
    (size.ws_col, size.ws_row) = (UInt16(columns), UInt16(rows))
    _ = ioctl(descriptor, UInt(TIOCSWINSZ), &size)
  }

  var settings: TerminalSettings { TerminalSettings(of: slave) }

  func press(_ keys: String) throws {
    try Descriptor.write(Array(keys.utf8), to: master, by: deadline)
  }

  func resize(columns: Int, rows: Int) {
    takeWaiting()
    screen.resize(columns: columns, rows: rows)
    Self.setSize(master, columns, rows)
  }

  /// Another size, and whatever the program says to it is thrown away.
  func storm(columns: Int, rows: Int) {
    Self.setSize(master, columns, rows)
    discard()
  }

  /// Throws away what the program has said.
  func discard() {
    while !deadline.hasPassed, Deadline.isReady(master), !Descriptor.readSome(master).isEmpty {}
  }

  /// After a storm: a screen of which nothing is known, until the program draws all of it.
  ///
  /// What is left of the storm may begin in the middle of anything; a wipe is a beginning.
  func startOver(columns: Int, rows: Int) throws {
    Self.setSize(master, columns, rows)
    try press("\u{0C}")
    var left: [UInt8] = []
    var beginning: Range<Int>?
    while beginning == nil {
      guard deadline.poll([master]) else { throw StoryFailure("nothing wiped the screen") }
      let more = Descriptor.readSome(master)
      guard !more.isEmpty else { throw StoryFailure("ended before the screen was wiped") }
      left += more
      beginning = left.firstRange(of: Array("\u{1B}[2J".utf8))
    }
    screen = VTScreen(columns: columns, rows: rows, isResized: true)
    parser = VTParser()
    parser.feed(Array(left[(beginning?.lowerBound ?? 0)...]), to: &screen)
  }

  /// The window is closed.
  func closeWindow() {
    close(master)
    master = -1
  }

  /// Reads until the screen is as wanted.
  func wait(
    _ wanted: String = "the screen to be as wanted",
    until condition: (VTScreen) throws -> Bool
  ) throws {
    while true {
      takeWaiting()
      guard screen.faults.isEmpty else { throw StoryFailure("unknown: \(screen.faults)") }
      if try condition(screen) { return }
      guard deadline.poll([master]) else {
        throw StoryFailure("waited in vain for \(wanted)\n\(screen.text)")
      }
      guard take() else { throw StoryFailure("ended before \(wanted)\n\(screen.text)") }
    }
  }

  func wait(for text: String...) throws {
    try wait("\(text)") { screen in
      let shown = screen.text
      return text.allSatisfy { shown.contains($0) }
    }
  }

  func wait(gone text: String) throws {
    try wait("no \(text)") { !$0.text.contains(text) }
  }

  /// Reads what the program says until it has ended.
  func end() throws -> Child.Ending {
    while !child.hasEnded {
      guard master >= 0 else { break }
      guard deadline.poll([master, child.lifeline]) else {
        throw StoryFailure("the program did not end\n\(screen.text)")
      }
      takeWaiting()
    }
    let ending = try child.end(by: deadline)
    if master >= 0 { takeWaiting() }
    guard screen.faults.isEmpty else { throw StoryFailure("unknown: \(screen.faults)") }
    return ending
  }

  /// Reads what the program has said by now.
  func takeWaiting() {
    // A program that never stops talking is noticed by the deadline.
    while !deadline.hasPassed, Deadline.isReady(master), take() {}
  }

  private func take() -> Bool {
    let more = Descriptor.readSome(master)
    bytes += more
    parser.feed(more, to: &screen)
    return !more.isEmpty
  }
}
