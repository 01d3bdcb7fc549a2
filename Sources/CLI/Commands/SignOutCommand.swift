import ArgumentParser
import AuthCore

/// `authtop sign-out`: end sessions here, or everywhere.
struct SignOutCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sign-out",
    abstract: "Sign sessions out, here or everywhere.",
    discussion: """
      Here: RevokeToken ends this sign-in's family of tokens, then the stored keys are removed. \
      Everywhere (--global): GlobalSignOut ends all of the user's sessions on every device. \
      Tokens that were handed out stay valid for whatever verifies offline, until they expire. \
      If the pool refuses, nothing is removed.
      """
  )

  @Argument(help: ArgumentHelp("Which sessions.", valueName: "id"))
  var ids: [String]

  @Flag(help: "On every device.")
  var global = false

  @Flag(help: "Say what would be done, and do nothing.")
  var dryRun = false

  @Flag(help: "Do not ask.")
  var yes = false

  @Flag(help: "Remove the stored keys although the pool refused or did not answer.")
  var removeAnyway = false

  @OptionGroup var pool: PoolOptions

  func run() async throws {
    try await reporting {
      try await Wiring.with(pool) { wiring in
        let sessions = try SessionSelection.sessions(ids, among: await wiring.manager.snapshots())
        let scope: SignOutScope = global ? .everywhere : .here
        for session in sessions {
          let plan = try await wiring.manager.signOutPlan(session.id, scope: scope)
          if dryRun || !yes { print(SignOutText.plan(plan, at: Wiring.clock())) }
        }
        if dryRun { return }
        if !yes { try Confirmation.ask("Sign out?") }
        var reports: [SignOutReport] = []
        for session in sessions {
          let report = try await wiring.manager.signOut(
            session.id,
            scope: scope,
            removeAnyway: removeAnyway
          )
          print(SignOutText.report(report, at: Wiring.clock()))
          reports.append(report)
        }
        if let failure = SignOutText.failure(reports) { throw failure }
      }
    }
  }
}
