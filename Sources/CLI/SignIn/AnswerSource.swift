import AuthCore
import Glibc

/// Where a sign-in's answers come from: the terminal, or lines of standard input.
struct AnswerSource {
  let readsStandardInput: Bool
  private var lines = StandardInputLines()

  init(readsStandardInput: Bool) {
    self.readsStandardInput = readsStandardInput
  }

  /// The next password, which is never empty; the terminal does not echo it.
  mutating func password(prompt: String) throws -> Password {
    let text = readsStandardInput ? try nextLine() : try TerminalPrompt.ask(prompt, echoes: false)
    guard !text.isEmpty else { throw Self.unusable("the password is empty; nothing was sent") }
    return Password(text)
  }

  /// The next answer that may be seen: a code, a choice, the answer to a riddle.
  mutating func answer(prompt: String) throws -> String {
    let text = readsStandardInput ? try nextLine() : try TerminalPrompt.ask(prompt, echoes: true)
    guard !text.isEmpty else { throw Self.unusable("the answer is empty; nothing was sent") }
    return text
  }

  /// Whether another answer can be given after a wrong one; waits for standard input to go on or
  /// end.
  mutating func hasMore() throws -> Bool {
    guard readsStandardInput else { return true }
    return try lines.hasMore()
  }

  /// Says something to who answers: on the terminal, or on standard output for a script.
  func tell(_ line: String) {
    if readsStandardInput { print(SingleLine.text(line)) } else { TerminalPrompt.tell(line) }
  }

  private mutating func nextLine() throws -> String {
    guard let line = try lines.next() else {
      throw Self.unusable(
        "standard input ended, and the pool still asks something; give a line for each answer"
      )
    }
    return line
  }

  private static func unusable(_ message: String) -> CommandFailure {
    CommandFailure(message, code: CommandFailure.Code.unusableInput)
  }
}

/// Standard input a line at a time, so that a script may answer when it knows what is asked.
struct StandardInputLines {
  private static let longest = 65_536
  private var buffer: [UInt8] = []
  private var isAtEnd = false

  /// Whether there is another line; waits until that is known.
  mutating func hasMore() throws -> Bool {
    while !isAtEnd, !buffer.contains(0x0A) { try fill() }
    return !buffer.isEmpty
  }

  /// The next line without its end, nil at the end of the input.
  mutating func next() throws -> String? {
    guard try hasMore() else { return nil }
    // By bytes: to Swift's characters CR and LF together are one, which is not a line feed.
    let end = buffer.firstIndex(of: 0x0A) ?? buffer.endIndex
    var line = buffer[..<end]
    if line.last == 0x0D { line.removeLast() }
    guard let text = String(validating: line, as: UTF8.self) else {
      throw Self.failure("an answer is not UTF-8; it was not sent")
    }
    buffer.removeFirst(min(buffer.count, end + 1))
    return text
  }

  private mutating func fill() throws {
    var bytes = [UInt8](repeating: 0, count: 4096)
    let count = read(0, &bytes, bytes.count)
    if count < 0, errno == EINTR { return }
    if count < 0, errno == EAGAIN {
      // Whoever opened it may have made it non-blocking.
      var waiting = pollfd(fd: 0, events: Int16(POLLIN), revents: 0)
      _ = poll(&waiting, 1, -1)
      return
    }
    guard count >= 0 else {
      throw Self.failure("standard input: \(String(cString: strerror(errno)))")
    }
    if count == 0 { isAtEnd = true }
    buffer += bytes[..<count]
    guard buffer.count <= Self.longest else {
      throw Self.failure("a line of standard input is longer than \(Self.longest) bytes")
    }
  }

  private static func failure(_ message: String) -> CommandFailure {
    CommandFailure(message, code: CommandFailure.Code.unusableInput)
  }
}
