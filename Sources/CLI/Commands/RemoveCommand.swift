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

      With --found CODE the keys go that a check of authtop doctor found left over, such as those of \
      a sign-in by redirect that never ended: everywhere, or of the backends, clients \
      (backend/clientId) and users named.
      """
  )

  @Argument(help: ArgumentHelp("Which sessions.", valueName: "id"))
  var ids: [String] = []

  @Flag(help: "Remove device keys and caches too, which a sign-out leaves.")
  var everything = false

  @Option(
    help: ArgumentHelp(
      "Instead of sessions, remove the keys that this check found; may be repeated.",
      valueName: "code"
    )
  )
  var found: [String] = []

  @Flag(help: "Say what would be removed, and do nothing.")
  var dryRun = false

  @Flag(help: "Do not ask.")
  var yes = false

  @OptionGroup var pool: PoolOptions

  func run() async throws {
    try await reporting {
      try await Wiring.with(pool) { wiring in
        let manager = wiring.manager
        guard found.isEmpty else { return try await removeFound(manager) }
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

  func validate() throws {
    guard !found.isEmpty || !ids.isEmpty else {
      throw ValidationError("Name sessions, or give --found with the code of a check.")
    }
    guard found.isEmpty || !everything else {
      throw ValidationError("--found removes what the check found, and --everything is for users.")
    }
    for code in found where CheckCatalogue.severity(of: code) == nil {
      throw ValidationError("there is no check \(code); authtop doctor --rules lists them")
    }
  }

  /// Removes keys that checks found left over.
  private func removeFound(_ manager: SessionManager) async throws {
    let places = try await FoundKeys.keys(found, ids, in: manager)
    guard !places.isEmpty else {
      throw CommandFailure(
        "\(found.joined(separator: ", ")) found no key to remove; authtop doctor tells what is wrong",
        code: CommandFailure.Code.unusableInput
      )
    }
    var plans: [KeyRemovalPlan] = []
    for (backend, keys) in places {
      let plan = try await manager.keyRemovalPlan(keys, in: backend)
      if dryRun || !yes { print(KeyRemovalText.plan(plan)) }
      plans.append(plan)
    }
    if dryRun { return }
    if !yes { try Confirmation.ask("Remove?") }
    var code: Int32 = 0
    for plan in plans {
      do throws(SessionError) {
        print(KeyRemovalText.done(try await manager.removeKeys(plan)))
      } catch {
        let failure = CommandFailure(error)
        StandardError.write("authtop: \(failure.message)")
        code = max(code, failure.code)
      }
    }
    if code != 0 { throw ExitCode(code) }
  }
}
