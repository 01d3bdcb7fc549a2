import AuthCore
import Dispatch
import Glibc

/// Where passwords come from: the terminal without echo, or lines of standard input.
struct PasswordSource {
  let readsStandardInput: Bool
  private var lines: [ArraySlice<UInt8>]?

  init(readsStandardInput: Bool) {
    self.readsStandardInput = readsStandardInput
  }

  /// The next password, which is never empty.
  mutating func password(prompt: String) throws -> Password {
    let text = readsStandardInput ? try nextLine() : try Self.ask(prompt)
    guard !text.isEmpty else {
      throw CommandFailure(
        "the password is empty; nothing was sent",
        code: CommandFailure.Code.unusableInput
      )
    }
    return Password(text)
  }

  private mutating func nextLine() throws -> String {
    // By bytes: to Swift's characters CR and LF together are one, which is not a line feed.
    if lines == nil {
      lines = try TextFile.bytes("-").split(separator: 0x0A, omittingEmptySubsequences: false)
    }
    guard var line = lines?.first else { return "" }
    lines?.removeFirst()
    if line.last == 0x0D { line.removeLast() }
    guard let text = String(validating: line, as: UTF8.self) else {
      throw CommandFailure(
        "the password is not UTF-8; nothing was sent",
        code: CommandFailure.Code.unusableInput
      )
    }
    return text
  }

  private static func ask(_ prompt: String) throws -> String {
    let terminal = open("/dev/tty", O_RDWR | O_CLOEXEC | O_NOCTTY)
    guard terminal >= 0 else {
      throw CommandFailure(
        "there is no terminal to ask for the password; give it with --password-stdin",
        code: CommandFailure.Code.unusableInput
      )
    }
    defer { close(terminal) }
    let prompt = SilentPrompt(terminal, SingleLine.text(prompt))
    return String(decoding: prompt.line(), as: UTF8.self)
  }
}
