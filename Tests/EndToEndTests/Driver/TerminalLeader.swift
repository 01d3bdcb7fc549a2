import Glibc

/// A shell that leads a session of its own and runs one command after the other in it.
final class TerminalLeader {
  let child: Child
  private let input: CInt
  private let output: CInt
  private var pending: [UInt8] = []

  init(environment: [String: String]) throws {
    let (toShell, fromShell) = (try Descriptor.pipe(), try Descriptor.pipe())
    defer {
      close(toShell.reading)
      close(fromShell.writing)
    }
    (input, output) = (toShell.writing, fromShell.reading)
    child = try Child(
      "/bin/sh",
      ["-c", "while IFS= read -r line; do eval \"$line\"; done"],
      environment: environment,
      files: [0: toShell.reading, 1: fromShell.writing],
      leadsSession: true
    )
  }

  deinit {
    close(input)
    close(output)
  }

  /// Runs a command line of the shell with nothing to read, unless the line says otherwise; its exit code and what it said.
  func run(_ command: String, by deadline: Deadline) throws -> (code: Int, text: String) {
    // The shell takes one line for one command.
    let line = "{ \(command); } </dev/null 2>&1; echo \"[code $?]\"\n"
    try Descriptor.write(Array(line.utf8), to: input, by: deadline)
    while true {
      let text = String(decoding: pending, as: UTF8.self)
      if let mark = text.firstRange(of: "[code "),
        let end = text[mark.upperBound...].firstIndex(of: "]")
      {
        pending = []
        return (Int(text[mark.upperBound..<end]) ?? -1, String(text[..<mark.lowerBound]))
      }
      guard deadline.poll([output]) else { throw StoryFailure("\(command) hangs after: \(text)") }
      let more = Descriptor.readSome(output)
      guard !more.isEmpty else { throw StoryFailure("the shell ended in \(command)") }
      pending += more
    }
  }
}
