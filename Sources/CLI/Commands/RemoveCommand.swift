import ArgumentParser
import AuthCore

/// `authtop remove`: take sessions out of their storage and tell the pool nothing.
struct RemoveCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "remove",
    abstract: "Remove sessions from their storage, without asking the pool.",
    discussion: """
      The pool goes on honouring the tokens, which a sign-out would end; authtop undo brings them \
      back. Removed is what Amplify removes at a sign-out: device keys stay unless --everything asks \
      for them. LastAuthUser goes where it names the session's user.
      """
  )

  @Argument(help: ArgumentHelp("Which sessions.", valueName: "id"))
  var ids: [String]

  @Flag(help: "Remove device keys and caches too, which a sign-out leaves.")
  var everything = false

  @Flag(help: "Say what would be removed, and do nothing.")
  var dryRun = false

  @Flag(help: "Do not ask.")
  var yes = false

  @OptionGroup var pool: PoolOptions

  func run() async throws {
    try await reporting {
      try await Wiring.with(pool) { wiring in
        let manager = wiring.manager
        let removals = try await SessionSelection.removals(
          ids,
          everything: everything,
          in: manager
        )
        if dryRun || !yes {
          for id in removals {
            let plan = try await manager.removalPlan(id, everything: everything)
            print(RemovalText.plan(plan, at: Wiring.clock()))
          }
        }
        if dryRun { return }
        if !yes { try Confirmation.ask("Remove?") }
        try await Batch.run(removals) { id in
          try await manager.remove(id, everything: everything)
          return "removed \(id); authtop undo brings it back"
        }
      }
    }
  }
}
