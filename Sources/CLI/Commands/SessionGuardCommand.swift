import ArgumentParser
import Backends

/// `authtop session-guard`: what waits for the end of a terminal session to remove its tokens.
///
/// authtop starts it by itself.
struct SessionGuardCommand: ParsableCommand {
  static let name = "session-guard"

  static let configuration = CommandConfiguration(
    commandName: name,
    abstract: "Wait for the end of a terminal session and remove what it stored.",
    shouldDisplay: false
  )

  @Argument(help: "The folder and the name of the session's file.")
  var session: [String]

  func run() throws {
    guard let guardian = SessionGuard(arguments: session) else {
      throw ExitCode(CommandFailure.Code.unusableInput)
    }
    guardian.run()
  }
}
