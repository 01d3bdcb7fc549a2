import ArgumentParser

/// The program: without a command it opens the screen.
@main
struct Authtop: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "authtop",
    abstract: "See and manage the login sessions of Amplify Auth and Amazon Cognito user pools.",
    discussion: """
      Without a command it opens the screen on the configured pools. Sessions are named \
      backend/clientId/username, or by any part of that which only one of them has.

      Exit codes: 0 done or valid, 1 refused or invalid, 2 unusable input, 3 the network or a \
      backend failed, 64 wrong usage. Passwords and tokens are never taken from arguments.
      """,
    version: Version.text,
    subcommands: [
      InterfaceCommand.self, DemoCommand.self, PoolCommand.self, InspectCommand.self,
      PoolsCommand.self, ListCommand.self, ShowCommand.self, DoctorCommand.self, DiffCommand.self,
      ExportCommand.self, SignInCommand.self, RefreshCommand.self, VerifyCommand.self,
      MoveCommand.self, UseCommand.self, SignOutCommand.self, RemoveCommand.self,
      UserSessionsCommand.self, UndoCommand.self, JournalCommand.self, EncryptCommand.self,
      HelperCheckCommand.self, SessionGuardCommand.self,
    ],
    defaultSubcommand: InterfaceCommand.self
  )

  static func main() async {
    ProcessGuards.set()
    StandardOutput.watchForLoss()
    await main(nil)
  }
}

/// The program's version.
enum Version {
  static let text = "0.1.0"
}
