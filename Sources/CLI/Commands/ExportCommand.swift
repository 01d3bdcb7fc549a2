public import ArgumentParser
public import AuthCore
import Glibc

/// `authtop export`: one session, or one of its tokens, in another dialect.
struct ExportCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export",
    abstract: "Write a session or a token as curl, cookies, a storage state and more.",
    discussion: """
      Tokens, device secrets and personal claims are left out unless --reveal is given. What holds \
      a refresh token asks once more, or needs --yes. A file is made with mode 0600 and never \
      overwritten.
      """
  )

  @Argument(help: ArgumentHelp("backend/clientId/username or a unique part.", valueName: "id"))
  var id: String

  @Option(
    name: .customLong("as"),
    help: ArgumentHelp(
      ExportFormat.allCases.map(\.rawValue).joined(separator: ", ") + ".",
      valueName: "format"
    )
  )
  var format: ExportFormat

  @Option(help: ArgumentHelp("access, id or refresh.", valueName: "access|id|refresh"))
  var token: TokenKind = .access

  @Option(help: ArgumentHelp("The one claim to write; without it all are.", valueName: "name"))
  var claim: String?

  @Option(
    help: ArgumentHelp(
      "Where a request goes.",
      discussion: "Default: the origin, or else http://localhost:3000/.",
      valueName: "url"
    )
  )
  var url: String?

  @Flag(help: "Write tokens, device secrets and personal claims out.")
  var reveal = false

  @Flag(help: "Do not ask before a refresh token is written.")
  var yes = false

  @Option(help: ArgumentHelp("A new file instead of standard output.", valueName: "file"))
  var output: String?

  @OptionGroup var page: PageOptions
  @OptionGroup var pool: PoolOptions

  func run() async throws {
    try await reporting {
      let request = ExportRequest(
        format,
        token: token,
        claim: claim,
        url: url,
        origin: try page.webOrigin(),
        isRevealing: reveal
      )
      try await Wiring.with(pool) { wiring in
        let session = try await SessionSelection.sessions([id], in: wiring.manager)[0]
        let text: ExportText
        switch try await wiring.manager.export(session.id, request) {
        case .success(let written): text = written
        case .failure(let error):
          throw CommandFailure("\(error)", code: CommandFailure.Code.unusableInput)
        }
        if text.holdsRefreshToken, !yes { try Self.confirm() }
        try write(text)
      }
    }
  }

  private func write(_ text: ExportText) throws {
    let whole = text.reveal().hasSuffix("\n") ? text.reveal() : text.reveal() + "\n"
    guard let output else { return print(whole, terminator: "") }
    try NewFile.write(Array(whole.utf8), to: output)
    StandardError.write(
      "authtop: wrote \(whole.utf8.count) bytes to \(output), readable by you alone"
        + (text.isRedacted ? ", redacted" : "")
    )
  }

  private static func confirm() throws {
    guard isatty(0) == 1 else {
      throw CommandFailure(
        "that holds a refresh token, and nobody is there to confirm; nothing was written; add --yes",
        code: CommandFailure.Code.unusableInput
      )
    }
    StandardError.write(
      "That holds a refresh token: who has it stays signed in until it ends. Type yes:"
    )
    guard readLine() == "yes" else {
      throw CommandFailure("not confirmed; nothing was written", code: CommandFailure.Code.refused)
    }
  }
}

extension ExportFormat: ExpressibleByArgument {}
