/// A command of the system that a test runs.
///
/// It has no input, says what it says nowhere, and is ended in time with every daemon that it started.
enum KeptCommand {
  /// The shell's exit code, 124 when it was overdue.
  static func shell(_ line: String, seconds: Int = 60) -> Int32 {
    let words = ["keep", "\(seconds)", "/bin/sh", "-c", "{ \(line)\n} >/dev/null 2>&1"]
    guard let keeper = ChildProcess("KillWriter", words) else { return 127 }
    // The keeper needs a moment for what the command left.
    return keeper.wait(within: .seconds(seconds + 30))
  }
}
