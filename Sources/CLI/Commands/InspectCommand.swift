import ArgumentParser
import AuthCore

/// `authtop inspect`: what a token says, and whether it is true.
struct InspectCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "inspect",
    abstract: "Decode a token from standard input or a file, and verify it.",
    discussion: """
      Without a check it decodes and verifies nothing. With a key set it verifies the signature, \
      and with any check the time: valid while nbf <= now < exp, without leeway. Keys come from \
      --jwks alone, never from the token.

      Exit codes: 0 valid (or decoded, when nothing was asked), 1 invalid, 2 unreadable, 3 the key \
      set could not be had.
      """
  )

  @Flag(help: "Print JSON.")
  var json = false

  @OptionGroup var checks: InspectOptions

  @Flag(
    help: """
      Read one JSON object a line, with the token in its member "token", and answer one JSON \
      object a line. The members jwks, now, issuer, client_id, token_use, scope and groups \
      override the options; the last two are a name or a list of names.
      """
  )
  var lines = false

  @Argument(help: ArgumentHelp("The file to read; standard input without it.", valueName: "file"))
  var file = "-"

  func run() async throws {
    try await reporting {
      let asked = try await checks.checks()
      if lines {
        let code = try InspectLines(checks: asked, clock: Wiring.clock).run(file)
        if code != 0 { throw ExitCode(code) }
        return
      }
      let inspection = Inspection(
        token: Self.trimmed(try TextFile.bytes(file)),
        checks: asked,
        now: Wiring.clock
      )
      let report =
        json ? InspectRecord.record(inspection).text : InspectText.report(inspection)
      // Of a token that cannot be read there is nothing to report but the failure.
      if !report.isEmpty { print(report) }
      if let message = inspection.failure {
        throw CommandFailure(message, code: inspection.exitCode)
      }
    }
  }

  /// The bytes without the line end that a shell or an editor adds.
  private static func trimmed(_ bytes: [UInt8]) -> [UInt8] {
    var bytes = bytes[...]
    while let last = bytes.last, last == 0x0A || last == 0x0D { bytes.removeLast() }
    return Array(bytes)
  }
}
