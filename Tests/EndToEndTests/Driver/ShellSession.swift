import Glibc

/// The program as a job of a shell with job control, as a person has it.
///
/// The shell leads the terminal's session: when the program ends the terminal stays as the program left it.
final class ShellSession {
  let terminal: PseudoTerminal
  /// The program's process, which the shell started.
  let program: pid_t

  /// Prints the program's number and how it ended; a stopped one is continued after a line of input, and after
  /// a line `bg` it goes on in the background a moment before.
  private static let script = """
    trap : INT
    sh -c 'echo "program=$$;"; exec "$@"' - "$@"
    code=$?
    while [ $code -gt 145 ]; do
      echo "[stopped]"
      read line
      if [ "$line" = bg ]; then bg >/dev/null; sleep 0.2; fi
      fg >/dev/null
      code=$?
    done
    echo "[ended $code]"
    read line
    """

  init(_ arguments: [String], environment: [String: String], seconds: Int = 120) throws {
    terminal = try PseudoTerminal(
      "/bin/sh",
      ["-m", "-c", Self.script, "-", BuiltProgram.path] + arguments,
      environment: environment,
      columns: 120,
      rows: 40,
      deadline: .in(seconds)
    )
    let terminal = terminal
    var number: pid_t?
    try terminal.wait("the program's number") { _ in
      let text = String(decoding: terminal.bytes, as: UTF8.self)
      guard let start = text.firstRange(of: "program=")?.upperBound,
        let end = text[start...].firstIndex(of: ";")
      else { return false }
      number = pid_t(text[start..<end])
      return true
    }
    guard let number else { throw StoryFailure("the shell did not start the program") }
    program = number
  }

  deinit { if kill(program, 0) == 0 { kill(program, SIGKILL) } }

  func send(_ signal: Int32) { kill(program, signal) }

  /// Stops the program by its key and waits for the shell.
  func stop() throws {
    try terminal.press("\u{1A}")
    try terminal.wait("the shell") { $0.lines.joined().contains("[stopped]") }
  }

  /// Waits for the program's death while the shell does something else.
  func waitForDeath() throws {
    while state != "Z", state != nil {
      guard !terminal.deadline.hasPassed else { throw StoryFailure("\(program) is alive") }
      poll(nil, 0, 5)
    }
  }

  /// Waits until the program is stopped and the shell has the terminal, while what it draws is thrown away;
  /// false when it died meanwhile.
  ///
  /// The program's first thread is stopped before all of them are: one that still reads would take keys.
  func waitForStopInStorm() throws -> Bool {
    try waitInStorm { $0.first == "T" && $0[5] != "\(self.program)" }
  }

  /// Waits until the program has the terminal and goes on; false when it died meanwhile.
  func waitForStartInStorm() throws -> Bool {
    try waitInStorm { $0.first != "T" }
  }

  /// Waits for what the kernel tells of the program: its state, parent, group, session, terminal, and whose
  /// that is.
  private func waitInStorm(until condition: ([Substring]) -> Bool) throws -> Bool {
    while let facts = Self.facts(program), facts.first != "Z" {
      if condition(facts) { return true }
      guard !terminal.deadline.hasPassed else {
        throw StoryFailure("the program stays so: \(facts); its shell: \(Self.facts(shell) ?? [])")
      }
      terminal.discard()
      poll(nil, 0, 1)
    }
    return false
  }

  private var shell: pid_t { terminal.child.id }

  /// The letter of the program's state: `T` for one that is stopped, `Z` for one that died and waits for its
  /// shell, nil when it is gone.
  var state: Character? { Self.facts(program)?.first?.first }

  /// The fields of `/proc/PID/stat` after the name (`proc(5)`); nil when the process is gone.
  private static func facts(_ process: pid_t) -> [Substring]? {
    guard let file = fopen("/proc/\(process)/stat", "r") else { return nil }
    defer { fclose(file) }
    var buffer = [CChar](repeating: 0, count: 512)
    guard fgets(&buffer, CInt(buffer.count), file) != nil else { return nil }
    let text = String(decoding: buffer.prefix { $0 != 0 }.map(UInt8.init), as: UTF8.self)
    return text.split(separator: ")").last?.split(separator: " ").prefix(6).map { $0 }
  }

  /// Waits for the program's end; returns its exit code as the shell tells it.
  func end() throws -> Int? {
    var code: Int?
    try terminal.wait("the program's end") { screen in
      guard !screen.isAlternate, let start = screen.text.firstRange(of: "[ended ") else {
        return false
      }
      code = Int(screen.text[start.upperBound...].prefix { $0.isNumber })
      return true
    }
    return code
  }

  /// What of the terminal is not as it was before the program began.
  var traces: [String] {
    var traces: [String] = []
    let screen = terminal.screen
    if terminal.settings != terminal.firstSettings { traces.append("settings differ") }
    if screen.isAlternate { traces.append("alternate screen") }
    if !screen.modes.contains(25) { traces.append("hidden cursor") }
    if !screen.modes.contains(7) { traces.append("no wrapping") }
    for mode in [1, 1000, 1006, 2004, 2026] where screen.modes.contains(mode) {
      traces.append("mode \(mode)")
    }
    if screen.title != "" { traces.append("title \(screen.title)") }
    if screen.style != VTStyle() { traces.append("style \(screen.style)") }
    if screen.margins != 0...39 { traces.append("margins \(screen.margins)") }
    return traces
  }
}
