import AuthCore
import Backends
import Glibc

/// Where the passphrase of the encrypted local store comes from: a file that the environment names,
/// or the terminal; never an argument.
struct PassphraseSource: Sendable {
  /// The file of the passphrase, and of the next one when it is changed.
  static let variable = "AUTHTOP_PASSPHRASE_FILE"
  static let nextVariable = "AUTHTOP_NEW_PASSPHRASE_FILE"

  let environment: [String: String]
  /// Whether there may be somebody at the terminal; a screen asks in a box of its own.
  let asks: Bool

  /// What opens the store when a token is needed.
  var keys: KeySource {
    KeySource(secretService: SecretService(environment: environment)) {
      do {
        if let known = try given(Self.variable) { return known }
        guard asks, KeyAsking.isAllowed, TerminalPrompt.isThere else { return nil }
        return try Self.ask("Passphrase of the local store: ")
      } catch let failure as CommandFailure {
        throw StorageError.unavailable(reason: failure.message)
      }
    }
  }

  /// The passphrase in a file that a variable names, nil where it names none.
  func given(_ variable: String) throws -> Password? {
    guard let path = environment[variable], !path.isEmpty else { return nil }
    guard let line = try Self.line(path) else {
      throw CommandFailure(
        "\(variable): the first line of \(path) is not UTF-8 or longer than \(Self.lineLimit) bytes; "
          + "nothing was changed",
        code: CommandFailure.Code.unusableInput
      )
    }
    guard !line.isEmpty else {
      throw CommandFailure(
        "\(variable): the first line of \(path) is empty; nothing was changed",
        code: CommandFailure.Code.unusableInput
      )
    }
    return Password(line)
  }

  static func ask(_ prompt: String) throws -> Password {
    Password(
      try TerminalPrompt.ask(
        prompt,
        echoes: false,
        orElse: "name a file that has the passphrase in \(variable)"
      )
    )
  }

  /// A new passphrase, typed twice.
  static func askTwice() throws -> Password {
    let first = try ask("New passphrase: ")
    guard try ask("Once more: ") == first else {
      throw CommandFailure(
        "the two differ; nothing was changed",
        code: CommandFailure.Code.unusableInput
      )
    }
    return first
  }

  private static let lineLimit = 4096

  /// The first line of a file, which may be a pipe such as `/dev/fd/3`; nil when it is no such text.
  private static func line(_ path: String) throws -> String? {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else {
      throw CommandFailure(
        "\(path): \(String(cString: strerror(errno)))",
        code: CommandFailure.Code.unusableInput
      )
    }
    defer { close(descriptor) }
    var line: [UInt8] = []
    var byte: UInt8 = 0
    while line.count <= lineLimit, read(descriptor, &byte, 1) == 1, byte != 0x0A {
      line.append(byte)
    }
    if line.last == 0x0D { line.removeLast() }
    return line.count > lineLimit ? nil : String(validating: line, as: UTF8.self)
  }
}

/// Passphrases as lines of standard input.
struct PassphraseLines {
  private var lines: [ArraySlice<UInt8>]?

  /// The next line, which is never empty.
  mutating func next() throws -> Password {
    if lines == nil {
      lines = try TextFile.bytes("-").split(separator: 0x0A, omittingEmptySubsequences: false)
    }
    var line = lines?.first ?? []
    lines = lines.map { Array($0.dropFirst()) }
    if line.last == 0x0D { line.removeLast() }
    guard !line.isEmpty, let text = String(validating: line, as: UTF8.self) else {
      throw CommandFailure(
        "standard input has no further passphrase in UTF-8; nothing was changed",
        code: CommandFailure.Code.unusableInput
      )
    }
    return Password(text)
  }
}
